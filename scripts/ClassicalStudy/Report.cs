using System.Runtime.InteropServices;
using System.Text;
using FixPix.Correction;
using FixPix.Detection;
using FixPix.Metrics;
using FixPix.RawFiles;

namespace FixPix.ClassicalStudy;

/// <summary>Puts the results into Markdown. Nothing in it depends on the day or the place it is made.</summary>
internal static class Report
{
    private static readonly bool[] s_maps = [true, false];

    public static string Write(Manifest manifest, SingleFrameStudy single, PeersStudy peers, SeriesStudy series)
    {
        StringBuilder text = new();
        Introduction(text, manifest);
        Summary(text, single);
        PeersReport.Write(text, peers);
        SeriesReport.Write(text, series);
        PerSensor(text, single);
        return text.ToString();
    }

    private static void Introduction(StringBuilder text, Manifest manifest)
    {
        text.Append("# The classical methods on real mosaics\n\n");
        text.Append("Made by `scripts/classical-study.sh`; the same command gives the same numbers on any number of threads.\n\n");
        text.Append(Invariant($"FixPix {typeof(Mosaics.Mosaic).Assembly.GetName().Version?.ToString(3)}, .NET {Environment.Version}, {Processor()}, {RuntimeInformation.OSArchitecture}.\n\n"));
        text.Append("Defects are injected as in the FixPix paper (δ = 0.7, relative to the raw value, either side), so their places are known; then they are found, mended and scored. ");
        text.Append("*Visible* defects deviate by at least 5 σ of the local noise; the others are lost in it, and do no harm. ");
        text.Append("*Altered* are good pixels that the recommended corrector changed because the detector named them, per megapixel. ");
        text.Append("The pictures have a few real defects of their own; finding those counts as false here. ");
        text.Append("The numbers of several pictures of one sensor are added up; the summary is the median over the sensors.\n\n");
        text.Append(Invariant($"Recommended: detector **{Methods.SingleFrame[0].Name}**, corrector **{Methods.BestCorrector.Name}**. "));
        text.Append(Invariant($"From a rate of {Table.Percent(SingleFrameStudy.CropFromRate)} on, the correctors are all measured on the middle {SingleFrameStudy.CropSide}×{SingleFrameStudy.CropSide} sites only, because frequency-selective reconstruction is slow; detectors always see the whole picture.\n\n"));
        Table.Head(text, "sensor", "pictures");
        foreach (IGrouping<string, ManifestFile> sensor in manifest.MosaicsBySensor)
        {
            Table.Row(text, sensor.Key, Invariant($"{sensor.Count()}"));
        }

        text.Append("\nThe methods:\n\n");
        foreach (DetectorInfo info in Methods.SingleFrame)
        {
            text.Append(Invariant($"- detector `{info.Name}`: {info.Summary}\n"));
        }

        foreach (CorrectorInfo info in Methods.AllCorrectors)
        {
            text.Append(Invariant($"- corrector `{info.Name}`: {info.Summary}\n"));
        }
    }

    private static void Summary(StringBuilder text, SingleFrameStudy study)
    {
        text.Append("\n## Summary: median over the sensors\n\n### Detectors\n\n");
        Table.Head(text, ["detector", .. SingleFrameStudy.Rates.SelectMany(DetectorColumns)]);
        foreach (DetectorInfo info in Methods.SingleFrame)
        {
            Table.Row(text, [info.Name, .. SingleFrameStudy.Rates.SelectMany(rate => DetectorCells([.. study.Sensors.Select(sensor => study.Detection(sensor, rate, info.Name))]))]);
        }

        text.Append("\n### Correctors\n\nNMSE / PSNR in dB over the bad pixels, with the true map, and with the map of the recommended detector.\n\n");
        Table.Head(text, ["corrector", .. SingleFrameStudy.Rates.SelectMany(CorrectorColumns)]);
        foreach (CorrectorInfo info in Methods.AllCorrectors)
        {
            Table.Row(text, [info.Name, .. SingleFrameStudy.Rates.SelectMany(rate => s_maps
                .Select(trueMap => CorrectorCell([.. study.Sensors.Select(sensor => study.Correction(sensor, rate, info.Name, trueMap))])))]);
        }
    }

    private static void PerSensor(StringBuilder text, SingleFrameStudy study)
    {
        text.Append("\n## Each sensor\n");
        foreach (string sensor in study.Sensors)
        {
            text.Append(Invariant($"\n### {sensor}\n\n"));
            Table.Head(text, ["detector", .. SingleFrameStudy.Rates.SelectMany(DetectorColumns)]);
            foreach (DetectorInfo info in Methods.SingleFrame)
            {
                Table.Row(text, [info.Name, .. SingleFrameStudy.Rates.SelectMany(rate => DetectorCells([study.Detection(sensor, rate, info.Name)]))]);
            }

            text.Append('\n');
            Table.Head(text, ["corrector", .. SingleFrameStudy.Rates.SelectMany(CorrectorColumns)]);
            foreach (CorrectorInfo info in Methods.AllCorrectors)
            {
                Table.Row(text, [info.Name, .. SingleFrameStudy.Rates.SelectMany(rate => s_maps
                    .Select(trueMap => CorrectorCell([study.Correction(sensor, rate, info.Name, trueMap)])))]);
            }
        }
    }

    private static IEnumerable<string> DetectorColumns(double rate)
    {
        string at = Table.Percent(rate);
        return [$"{at}: recall", "visible", "precision", "altered/MP"];
    }

    private static IEnumerable<string> DetectorCells(DetectorTally[] tallies) =>
    [
        Table.Share(Table.Median(tallies.Select(tally => tally.Score.Recall))),
        Table.Share(Table.Median(tallies.Select(tally => tally.Score.VisibleRecall ?? double.NaN))),
        Table.Share(Table.Median(tallies.Select(tally => tally.Score.Precision))),
        Table.Number(Table.Median(tallies.Select(tally => tally.AlteredPerMegapixel))),
    ];

    private static IEnumerable<string> CorrectorColumns(double rate) => [$"{Table.Percent(rate)}: true map", "detected"];

    private static string CorrectorCell(CorrectionScore[] scores) =>
        $"{Table.Number(Table.Median(scores.Select(score => score.Nmse)))} / {Table.Decibel(Table.Median(scores.Select(score => score.PsnrDb)))}";

    private static string Processor()
    {
        string? model = File.Exists("/proc/cpuinfo")
            ? File.ReadLines("/proc/cpuinfo").FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal))
            : null;
        return $"{model?[(model.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim() ?? "unknown processor"}, {Environment.ProcessorCount} threads";
    }

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);
}
