using FixPix.ClassicalStudy;
using FixPix.Detection;
using static FixPix.DetectorFigures.Page;

namespace FixPix.DetectorFigures;

/// <summary>Shapes, clean frames, real hot pixels, the night sky, calibration and time.</summary>
/// <param name="runs">What was measured.</param>
/// <param name="page">Where it goes.</param>
/// <param name="folder">Where pictures go.</param>
internal sealed class Findings(Runs runs, Page page, string folder)
{
    private const double LeastShapeRecall = 0.95;
    private const double MostFalseAlarms = 1;
    private const double MostCalibrationError = 0.01;
    private static readonly (string Run, string Shape, string Name)[] s_shapes =
        [("clusters-2x2", "cluster", "2×2"), ("clusters-5x5", "cluster", "5×5"), ("rows", "row", "rows"), ("columns", "column", "columns"), ("partial-columns", "column", "partial columns")];

    public void Shapes()
    {
        page.Section("Clusters, rows, columns", Inv($"Put in beside 0.01 % of single sites. To reach: recall ≥ {LeastShapeRecall} of the visible sites of each shape."));
        page.Table(["sensor", "shape", "sites", "recall visible", "reached"], [.. Runs.Places.SelectMany(place => s_shapes.SelectMany(shape =>
            runs.NetworkRows($"{place}-{shape.Run}").Select(row => (string[])
                [Name(row, place), shape.Name, Inv($"{row.ShapeCount(shape.Shape)}"), Share(row.ShapeRecall(shape.Shape)), Word(row.ShapeRecall(shape.Shape) >= LeastShapeRecall)])))]);
    }

    public void Clean(CleanSheets sheets)
    {
        page.Section("Clean frames", Inv($"Nothing is put in. To reach: ≤ {MostFalseAlarms} false alarm for each megapixel. A sensor's own bad pixels are among them."));
        page.Table(["sensor", "false/MP", "marked", "reached"], [.. Runs.Places.SelectMany(place => runs.NetworkRows($"{place}-clean").Select(row => (string[])
            [Name(row, place), Inv($"{row.FalseAlarmsPerMegapixel:0.00}"), Inv($"{row.Share("falsePositives"):0}"), Word(row.FalseAlarmsPerMegapixel <= MostFalseAlarms)]))]);
        MarkedSite[] marked = [.. runs.Marked("real-clean").Where(site => !site.FilePath.Contains("seestar", StringComparison.Ordinal))];
        Sheet("What it marks on the real mosaics, the most certain sites of each folder in turn; below: row, column; value : median of the same-colour neighbours, probability. The night sky is below.", "detector-clean.png", sheets, marked);
    }

    public void Sky(CleanSheets sheets)
    {
        page.Section("Night sky", "Four frames of 10 s, nothing put in. A mark lies *on a star* where the site reads high and at least two of its eight neighbours of any colour do so too, by 3 σ of the local noise. To reach: none with 4 frames.");
        page.Table(["frames", "detector", "marked", "false/MP"], [.. ((string[])["sky-1", "sky-4"]).SelectMany(run => runs.Rows(run).Select(row => (string[])
            [Inv($"{runs.Report(run)["frames"]}"), row.Detector, Inv($"{row.Share("falsePositives"):0}"), Inv($"{row.FalseAlarmsPerMegapixel:0.00}")]))]);
        foreach (string run in (string[])["sky-1", "sky-4"])
        {
            IReadOnlyList<MarkedSite> marked = runs.Marked(run);
            int frames = (int)runs.Report(run)["frames"]!;
            string[] files = [.. runs.Report(run)["sensors"]!.AsArray().SelectMany(sensor => sensor!["files"]!.AsArray()).Select(file => (string)file!)];
            int stars = marked.Count(site => sheets.IsOnStar(site, frames == 1 ? [site.FilePath] : files));
            page.Line(Inv($"With {frames} {(frames == 1 ? "frame" : "frames")}, {stars} of the network's {marked.Count} marks lie on a star{(frames == 1 ? "" : stars == 0 ? ": reached" : ": **not reached**")}."));
            Sheet("", $"detector-{run}.png", sheets, marked);
        }
    }

    public void Hot(Manifest manifest, IReadOnlyList<DetectorInfo> detectors)
    {
        HotPixels hot = HotPixels.Measure(manifest, detectors);
        page.Section("Real hot pixels", "The FLIR sensor. What `dark-frame` finds in the two darks of an exposure time is the truth for the lights of that time: seven of them one by one, and nine together, the nearest exposure times helping out. "
            + "No light is sure to show what the dark does: where the scene is bright, a hot pixel drowns. *Seen*: those of them that stand above the median of their same-colour neighbours by 5 σ of the local noise in one of the lights at least, over all sets. *Hot later*: of the marks that count as false, those that the darks of the longest exposure show as hot.");
        page.Table(["exposure", "detector", "frames", "hot pixels", "recall", "seen", "recall seen", "precision", "false a set", "hot later"], [.. hot.Rows.Select(row => (string[])
        [
            Inv($"{row.Milliseconds} ms"), row.Detector, Inv($"{row.Frames}"), Inv($"{row.Hot}"), Share(row.Hot > 0 ? row.Score.Recall : null), Inv($"{row.Score.VisibleCount}"), Share(row.Score.VisibleCount > 0 ? row.Score.VisibleRecall : null), Share(row.Hot > 0 ? row.Score.Precision : null),
            Inv($"{row.Score.FalsePositives / (double)row.Sets:0.0}"), Inv($"{row.FalseButHotLater / (double)row.Sets:0.0}"),
        ])]);
        hot.Draw(detectors[0]).WritePng(Path.Combine(folder, "detector-hot.png"), overwrite: true);
        page.Line("Hot pixels of the longest exposure, in the dark and below in the dimmest light; green: found in nine lights, red: missed.\n\n![hot pixels](detector-hot.png)");
    }

    public void Calibration()
    {
        (string Name, IReadOnlyList<RunRow> Rows)[] places = [.. Runs.Places.Select(place => (place, Rows: (IReadOnlyList<RunRow>)
            [.. runs.NetworkRows($"{place}-single").Concat(runs.NetworkRows($"{place}-rates")).Where(row => row.Delta == 0.7).GroupBy(row => row.Rate).Select(rate => rate.Last())]))];
        page.Section("Calibration", Inv($"Single image, all sensors of a place. To reach: an expected calibration error ≤ {MostCalibrationError} at each rate; *contested*: without the good sites that were given 0.01 or less."));
        page.Table(["place", "rate", "ECE", "ECE contested", "reached"], [.. places.SelectMany(place => place.Rows.Select(row =>
        {
            double error = (double)row.Node["calibration"]!["expectedError"]!;
            return (string[])[place.Name, Percent(row.Rate), Inv($"{error:0.00000}"), Inv($"{(double)row.Node["calibration"]!["contestedError"]!:0.0000}"), Word(error <= MostCalibrationError)];
        }))]);
        ReliabilityPicture.Draw(places).WritePng(Path.Combine(folder, "detector-reliability.png"), overwrite: true);
        page.Line("![reliability diagrams](detector-reliability.png)");
    }

    public void Time()
    {
        page.Section("Time", "Seconds for each million samples on clean real frames, by the sensor.");
        page.Table(["sensor", "s/MP"], [.. runs.NetworkRows("real-clean").Select(row => (string[])[Name(row, "real"), Inv($"{row.Share("secondsPerMegapixel"):0.000}")])]);
        foreach (string failure in runs.Failures)
        {
            page.Line($"- could not be measured: {failure}");
        }
    }

    private void Sheet(string what, string name, CleanSheets sheets, IReadOnlyList<MarkedSite> marked)
    {
        if (marked.Count > 0)
        {
            sheets.Draw(marked).WritePng(Path.Combine(folder, name), overwrite: true);
            page.Line($"{(what.Length > 0 ? $"{what}\n\n" : "")}![{Path.GetFileNameWithoutExtension(name)}]({name})");
        }
    }
}
