using static FixPix.DetectorFigures.Page;

namespace FixPix.DetectorFigures;

/// <summary>The detector's figures to reach: an overview of all, then each of them sensor by sensor.</summary>
/// <param name="runs">What was measured.</param>
/// <param name="page">Where they go.</param>
internal sealed class GoalTables(Runs runs, Page page)
{
    /// <summary>The top of the page.</summary>
    public static string Head(Runs runs, string weights)
    {
        var report = runs.Report("real-clean");
        return "# The detector: figures to reach, and reached\n\n"
            + "Made by `scripts/detector-figures.sh` from runs of `fixpix evaluate`; nothing here is written by hand.\n\n"
            + Inv($"FixPix {report["version"]}, {report["machine"]}. Weights: {weights}.\n\n")
            + "*Simulated*: photographs that were in no training set, each seen by cameras drawn from the range. *Real*: mosaics of sensors that were in no training set. "
            + "One fixed rule for the threshold, δ = 0.7 unless said. Recall counts visible defects, those that deviate by at least 5 σ of the local noise; recall over all stands beside it. "
            + "A sensor's own bad pixels count as false alarms.\n";
    }

    /// <summary>Recall and precision of all goals, added up over the sensors, with the number of sensors that reach each.</summary>
    public void Overview()
    {
        page.Section("All at a glance", "Recall of visible defects / precision, all sensors of a place added up.");
        page.Table(["", "place", "to reach", "reached", "", "sensors that reach it"], [.. Goal.All.SelectMany(goal => Runs.Places.SelectMany(place =>
        {
            IReadOnlyList<RunRow> rows = goal.Rows(runs, place);
            RunRow[] sensors = [.. rows.Where(row => row.Sensor != Runs.AllSensors)];
            return rows.Count == 0 ? [] : (IEnumerable<string[]>)[[
                goal.Title, place, goal.At(place) is { } least ? Inv($"≥ {least.Recall} / {least.Precision}") : "reported",
                $"{Share(rows[^1].VisibleRecall)} / {Share(rows[^1].Precision)}", Word(goal.IsReached(rows[^1], place)),
                goal.At(place) is null || place != "real" ? "" : $"{sensors.Count(row => goal.IsReached(row, place) == true)} of {sensors.Length}",
            ]];
        }))]);
    }

    /// <summary>Each goal, sensor by sensor.</summary>
    public void Sensors()
    {
        foreach (Goal goal in Goal.All)
        {
            if (!Runs.Places.Any(place => goal.Rows(runs, place).Count > 0))
            {
                continue;
            }

            string least = string.Join("; ", Runs.Places.Where(place => goal.At(place) is not null).Select(place => Inv($"{place}: recall ≥ {goal.At(place)!.Value.Recall}, precision ≥ {goal.At(place)!.Value.Precision}")));
            page.Section(goal.Title, least.Length > 0 ? $"To reach: {least}." : "Reported.");
            page.Table(["sensor", "defects", "recall visible", "recall all", "precision", "false/MP", "ECE", "reached"], [.. Runs.Places.SelectMany(place =>
                goal.Rows(runs, place).Select(row => (string[])
                [
                    Name(row, place), Inv($"{row.Defects}"), Share(row.VisibleRecall), Share(row.Recall), Share(row.Precision), Inv($"{row.FalseAlarmsPerMegapixel:0.00}"),
                    row.Node["calibration"] is { } calibration ? Inv($"{(double)calibration["expectedError"]!:0.00000}") : "", Word(goal.IsReached(row, place)),
                ]))]);
        }
    }
}
