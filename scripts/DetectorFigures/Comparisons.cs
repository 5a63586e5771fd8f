using static FixPix.DetectorFigures.Page;

namespace FixPix.DetectorFigures;

/// <summary>The network beside other ways to do its work.</summary>
/// <param name="runs">What was measured.</param>
/// <param name="page">Where it goes.</param>
internal sealed class Comparisons(Runs runs, Page page)
{
    /// <summary>The network beside every classical detector, at that one's precision.</summary>
    public void Classical()
    {
        page.Section("Beside the classical detectors, at the same precision", "0.01 %, single image. Each classical detector with its own threshold; then the network with the threshold at which it is as precise as that one, or more.");
        page.Table(["sensor", "δ", "detector", "precision", "its recall", "the network's recall there", "above"], [.. Runs.Places.SelectMany(place =>
        {
            IReadOnlyList<RunRow> all = runs.Rows($"{place}-single");
            return all.Where(row => row.Detector != runs.Network).OrderBy(row => row.Sensor == Runs.AllSensors ? 0 : 1).Select(row =>
            {
                RunRow network = all.Single(one => one.Detector == runs.Network && (one.Sensor, one.Delta) == (row.Sensor, row.Delta));
                double? there = network.VisibleRecallAt(row.Precision ?? 1);
                return (string[])[Name(row, place), Inv($"{row.Delta}"), row.Detector, Share(row.Precision), Share(row.VisibleRecall), Share(there), Word(there > row.VisibleRecall ? true : there == row.VisibleRecall ? null : false)];
            });
        })]);
    }

    /// <summary>Ordinary cameras one by one: the drawn ones go down to 60 electrons at white.</summary>
    public void Cameras()
    {
        page.Section("Ordinary cameras", $"Recall of visible defects / precision of single images; {(string?)runs.Report("named")["simulated"]}, at its lowest ISO. The simulated cameras above are drawn from the whole range that networks are trained on, far into the dark.");
        RunRow[] rows = [.. runs.NetworkRows("named")];
        double[] rates = [.. rows.Where(static row => row.Rate > 0).Select(static row => row.Rate).Distinct()];
        page.Table(["camera", "clean: false/MP", .. rates.Select(Percent)], [.. rows.GroupBy(static row => row.Sensor).Select(camera => (string[])
        [
            camera.Key, .. camera.Where(static row => row.Rate == 0).Select(static row => Inv($"{row.FalseAlarmsPerMegapixel:0.00}")),
            .. rates.Select(rate => camera.Single(row => row.Rate == rate)).Select(static row => $"{Share(row.VisibleRecall)} / {Share(row.Precision)}"),
        ])]);
    }

    /// <summary>Ways to combine nine frames.</summary>
    public void Frames()
    {
        page.Section("Nine frames: sum of log-odds, mean of probabilities, count", "0.01 %, one fixed pattern. The network's own way is the sum of its calibrated log-odds; the paper takes the mean of the probabilities, rawpy counts the frames that mark a site. `sequence` is the classical detector for several frames.");
        page.Table(["sensor", "δ", "combined", "defects", "recall visible", "recall all", "precision"], [.. Runs.Places.SelectMany(place =>
            runs.Rows($"{place}-frames").OrderBy(row => row.Sensor == Runs.AllSensors ? 0 : 1).ThenByDescending(row => row.Delta).Select(row => (string[])
            [
                Name(row, place), Inv($"{row.Delta}"), Way(row.Detector), Inv($"{row.Defects}"), Share(row.VisibleRecall), Share(row.Recall), Share(row.Precision),
            ]))]);
        foreach (string note in Runs.Places.SelectMany(place => runs.Report($"{place}-frames")["notes"]!.AsArray().Select(note => (string)note!)).Where(note => note.Contains("left over", StringComparison.Ordinal)))
        {
            page.Line($"- {note}");
        }
    }

    private string Way(string detector) => detector == runs.Network ? "log-odds" : detector.StartsWith(runs.Network, StringComparison.Ordinal) ? detector[(runs.Network.Length + 2)..] : $"`{detector}`";
}
