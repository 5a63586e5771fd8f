using FixPix.Experiments.Cells;
using FixPix.Experiments.Patches;
using FixPix.Experiments.Reports;
using FixPix.Simulation;
using static FixPix.Experiments.Text;

namespace FixPix.Experiments.Figures;

/// <summary>Table 1: detection and correction at 0.01 % and 70 %, δ 0.7, single image.</summary>
internal sealed class Table1 : Experiment
{
    private const int MlpSize = 5;
    private static readonly double[] s_rates = [0.0001, 0.7];

    /// <inheritdoc/>
    public override string Name => "table1";

    /// <inheritdoc/>
    public override string Title => "Table 1: detection and correction of a single image";

    /// <inheritdoc/>
    public override string XName => "rate";

    /// <inheritdoc/>
    public override bool TrainsMlps => true;

    /// <inheritdoc/>
    public override IEnumerable<FigureRow> Paper => PaperFigures.Rows.Where(row => s_rates.Contains(row.Rate))
        .Select(row => new FigureRow(row.DataSet, "U-Net", "found", row.Rate, new Dictionary<string, double?> { [Measures.Recall] = row.Recall, [Measures.Precision] = row.Precision }))
        .Concat(PaperFigures.ByMethod.Where(row => s_rates.Contains(row.X)));

    /// <inheritdoc/>
    public override IReadOnlyList<Cell> Cells(ExperimentSetup setup, List<string> notes)
    {
        FrameCells cells = new(Name, setup) { Menders = [Methods.Detectors[0]], Others = [.. Methods.Detectors.Skip(1)], MlpSizes = [MlpSize] };
        return [.. s_rates.SelectMany(rate => cells.Of(new InjectionSettings { Rate = rate }, rate))];
    }

    /// <inheritdoc/>
    public override void Tell(Section section, SampleTable samples)
    {
        section.Text("δ = 0.7. *Recall* counts all defects, *visible* those that deviate by at least 5 σ of the local noise: in deep shadow a relative deviation drowns in it. The paper's numbers are of its own data sets: a phone's photographs (S7) and a single-lens reflex camera's (FiveK).");
        section.Heading("In short");
        section.Table(["", .. PaperFigures.DataSets, .. samples.Summaries], [.. s_rates.SelectMany(rate => InShort(samples, rate))]);
        foreach (double rate in s_rates)
        {
            section.Heading($"{Percent(rate)}: detection");
            section.Table(["data", "detector", "recall", "visible", "precision", "IoU"], [.. PaperDetection(rate), .. samples.Summaries.SelectMany(group => samples.Methods("found").Select(method => Detection(samples, group, method, rate)))]);
            section.Heading($"{Percent(rate)}: correction");
            section.Table(["data", "method", "NMSE, true map", "PSNR, dB", "NMSE, found by unet", "PSNR, dB", "good pixels altered, of a million"], [.. PaperCorrection(rate), .. samples.Summaries.SelectMany(group => samples.Methods(FrameCells.TrueMap).Where(method => samples[group, method, FrameCells.TrueMap, rate] is not null).Select(method => Correction(samples, group, method, rate)))]);
        }

        if (samples.Sensors.Count > 0)
        {
            section.Heading("Each sensor");
            section.Table(["sensor", "rate", "recall", "visible", "precision", "NMSE, learned, found", "NMSE, learned, true map", "best classical, true map", "its NMSE"], [.. samples.Sensors.SelectMany(sensor => s_rates.Select(rate => Sensor(samples, sensor, rate)))]);
        }
    }

    private static IEnumerable<string[]> InShort(SampleTable samples, double rate)
    {
        string[] Line(string what, Func<PaperRow, string> paper, Func<string, string> ours) => [$"{Percent(rate)}: {what}", .. PaperFigures.DataSets.Select(set => paper(PaperFigures.Rows.Single(row => row.DataSet == set && row.Rate == rate))), .. samples.Summaries.Select(ours)];
        string Nmse(string group, string method, string map) => Number(samples[group, method, map, rate]?.Nmse);
        string found = FrameCells.FoundBy(Methods.Network);
        return
        [
            Line("recall", row => Share(row.Recall), group => Share(samples[group, Methods.Network, "found", rate]?.Recall)),
            Line("precision", row => Share(row.Precision), group => Share(samples[group, Methods.Network, "found", rate]?.Precision)),
            Line("NMSE of the paper's MLP 5×5, true map", row => Number(row.Mlp5), group => Nmse(group, PaperMlps.NameOf(MlpSize), FrameCells.TrueMap)),
            Line("NMSE of reconstruction (the paper's ViT; our `reconstructor`), true map", row => Number(row.Vit), group => Nmse(group, "reconstructor", FrameCells.TrueMap)),
            Line("NMSE of `learned`, true map", _ => "–", group => Nmse(group, "learned", FrameCells.TrueMap)),
            Line("NMSE of the best classical corrector, true map", _ => "–", group => Number(Best(samples, group, FrameCells.TrueMap, rate).Nmse)),
            Line("NMSE of the whole chain: `learned`, found by `unet`", _ => "–", group => Nmse(group, "learned", found)),
        ];
    }

    private static IEnumerable<string[]> PaperDetection(double rate) =>
        PaperFigures.Rows.Where(row => row.Rate == rate).Select(row => (string[])[row.DataSet, "U-Net", Share(row.Recall), "–", Share(row.Precision), "–"]);

    private static IEnumerable<string[]> PaperCorrection(double rate) => PaperFigures.Rows.Where(row => row.Rate == rate).SelectMany(row => (string[][])
        [[row.DataSet, "MLP 5×5", Number(row.Mlp5), "–", "–", "–", "–"], [row.DataSet, "ViT autoencoder", Number(row.Vit), "–", "–", "–", "–"]]);

    private static string[] Detection(SampleTable samples, string group, string method, double rate)
    {
        Tally? tally = samples[group, method, "found", rate];
        return [group, $"`{method}`", Share(tally?.Recall), Share(tally?.VisibleRecall), Share(tally?.Precision), Share(tally?.IoU)];
    }

    private static string[] Correction(SampleTable samples, string group, string method, double rate)
    {
        (Tally? told, Tally? found) = (samples[group, method, FrameCells.TrueMap, rate], samples[group, method, FrameCells.FoundBy(Methods.Network), rate]);
        return [group, $"`{method}`", Number(told?.Nmse), Decibels(told?.PsnrDb), Number(found?.Nmse), Decibels(found?.PsnrDb), Number(found?.AlteredPerMillion)];
    }

    private static string[] Sensor(SampleTable samples, string sensor, double rate)
    {
        Tally? detection = samples[sensor, Methods.Network, "found", rate];
        var (best, nmse) = Best(samples, sensor, FrameCells.TrueMap, rate);
        return
        [
            sensor, Percent(rate), Share(detection?.Recall), Share(detection?.VisibleRecall), Share(detection?.Precision),
            Number(samples[sensor, "learned", FrameCells.FoundBy(Methods.Network), rate]?.Nmse), Number(samples[sensor, "learned", FrameCells.TrueMap, rate]?.Nmse), best, Number(nmse),
        ];
    }

    /// <summary>The classical corrector with the lowest mean NMSE.</summary>
    internal static (string Name, double? Nmse) Best(SampleTable samples, string group, string setting, double x) =>
        samples.Methods(setting).Where(Methods.IsClassicalCorrector).Select(method => (Name: $"`{method}`", samples[group, method, setting, x]?.Nmse)).Where(one => one.Nmse is not null).Append((Name: "–", Nmse: null)).MinBy(one => one.Nmse ?? double.MaxValue);
}
