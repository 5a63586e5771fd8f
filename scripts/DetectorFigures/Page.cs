using System.Globalization;
using System.Text;
using FixPix.Cli.Evaluation;

namespace FixPix.DetectorFigures;

/// <summary>The page: an overview of all figures to reach, then each of them sensor by sensor.</summary>
/// <param name="runs">What was measured.</param>
internal sealed class Page(Runs runs)
{
    private readonly StringBuilder _text = new();

    /// <summary>A rate for people: 0.01 %.</summary>
    public static string Percent(double share) => (100 * share).ToString("0.####", CultureInfo.InvariantCulture) + " %";

    /// <summary>A share with four digits, or a dash.</summary>
    public static string Share(double? share) => share?.ToString("0.0000", CultureInfo.InvariantCulture) ?? "–";

    /// <summary>Whether a goal is reached, in a word.</summary>
    public static string Word(bool? reached) => reached switch { true => "yes", false => "**no**", null => "" };

    /// <summary>Begins a section.</summary>
    public void Section(string title, string what) => _text.Append(CultureInfo.InvariantCulture, $"\n## {title}\n\n{what}\n");

    /// <summary>A line between tables.</summary>
    public void Line(string text) => _text.Append(CultureInfo.InvariantCulture, $"\n{text}\n");

    /// <summary>A table; nothing where it has no row.</summary>
    public void Table(string[] head, IReadOnlyList<string[]> rows)
    {
        if (rows.Count > 0)
        {
            _text.Append('\n').Append(MarkdownTable.Text(head, rows));
        }
    }

    /// <summary>The top of the page.</summary>
    public void Head(string weights)
    {
        var report = runs.Report("real-clean");
        _text.Append("# The detector: figures to reach, and reached\n\n")
            .Append("Made by `scripts/detector-figures.sh` from runs of `fixpix evaluate`; nothing here is written by hand.\n\n")
            .Append(CultureInfo.InvariantCulture, $"FixPix {report["version"]}, {report["machine"]}. Weights: {weights}.\n\n")
            .Append("*Simulated*: photographs that were in no training set, each seen by cameras drawn from the range. *Real*: mosaics of sensors that were in no training set. ")
            .Append("One fixed rule for the threshold, δ = 0.7 unless said. Recall counts visible defects, those that deviate by at least 5 σ of the local noise; recall over all stands beside it. ")
            .Append("A sensor's own bad pixels count as false alarms.\n");
    }

    /// <summary>Recall and precision of all goals, added up over the sensors, with the number of sensors that reach each.</summary>
    public void Overview()
    {
        Section("All at a glance", "Recall of visible defects / precision, all sensors of a place added up.");
        Table(["", "place", "to reach", "reached", "", "sensors that reach it"], [.. Goal.All.SelectMany(goal => Runs.Places.SelectMany(place =>
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
    public void Goals()
    {
        foreach (Goal goal in Goal.All)
        {
            if (!Runs.Places.Any(place => goal.Rows(runs, place).Count > 0))
            {
                continue;
            }

            string least = string.Join("; ", Runs.Places.Where(place => goal.At(place) is not null).Select(place => Inv($"{place}: recall ≥ {goal.At(place)!.Value.Recall}, precision ≥ {goal.At(place)!.Value.Precision}")));
            Section(goal.Title, least.Length > 0 ? $"To reach: {least}." : "Reported.");
            Table(["sensor", "defects", "recall visible", "recall all", "precision", "false/MP", "ECE", "reached"], [.. Runs.Places.SelectMany(place =>
                goal.Rows(runs, place).Select(row => (string[])
                [
                    Name(row, place), Inv($"{row.Defects}"), Share(row.VisibleRecall), Share(row.Recall), Share(row.Precision), Inv($"{row.FalseAlarmsPerMegapixel:0.00}"),
                    row.Node["calibration"] is { } calibration ? Inv($"{(double)calibration["expectedError"]!:0.00000}") : "", Word(goal.IsReached(row, place)),
                ]))]);
        }
    }

    /// <summary>The whole page.</summary>
    public override string ToString() => _text.ToString();

    /// <summary>A row's sensor; all of a place by the place's name.</summary>
    public static string Name(RunRow row, string place) => row.Sensor == Runs.AllSensors ? $"all {place}" : row.Sensor;

    /// <summary>A text whose numbers do not follow the locale.</summary>
    public static string Inv(FormattableString text) => FormattableString.Invariant(text);
}
