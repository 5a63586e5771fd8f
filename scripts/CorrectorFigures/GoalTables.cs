using FixPix.DetectorFigures;
using FixPix.Experiments.Figures;
using static FixPix.DetectorFigures.Page;

namespace FixPix.CorrectorFigures;

/// <summary>The figures to reach: an overview of all, then each of them sensor by sensor.</summary>
/// <param name="runs">What was measured.</param>
/// <param name="methods">Which correctors.</param>
/// <param name="page">Where they go.</param>
internal sealed class GoalTables(Runs runs, Methods methods, Page page)
{
    private readonly Judge _judge = new(runs, methods);

    /// <summary>All goals by the rows that add a place's sensors up, with the number of sensors that reach each.</summary>
    public void Overview()
    {
        page.Section("All at a glance", $"All sensors of a place together; `{methods.Learned}` is judged, and its parts stand beside it. *dB*: mean PSNR above that of the best classical corrector; which one that is, is decided anew for each line and each sensor.");
        page.Table(["", "place", "to reach", .. methods.LearnedOnes, "reached", "sensors that reach it"], [.. Goal.All.SelectMany(goal => Runs.Places.SelectMany(place =>
        {
            IReadOnlyList<RunRow> rows = _judge.Rows(goal, place);
            bool?[] sensors = [.. rows.Where(row => row.Sensor != Runs.AllSensors).Select(row => IsReached(goal, place, row)).Where(reached => reached is not null)];
            return rows.Count == 0 ? [] : (IEnumerable<string[]>)[[
                goal.Title, goal.Camera is not null && place == "real" ? goal.Camera : place, goal.ToReach,
                .. methods.LearnedOnes.Select(name => _judge.Value(goal, place, rows[^1], name) is double value ? goal.Text(value) : ""),
                Word(IsReached(goal, place, rows[^1])), sensors.Length > 1 ? $"{sensors.Count(reached => reached == true)} of {sensors.Length}" : "",
            ]];
        }))]);
    }

    /// <summary>Goals against the best classical corrector, by the true map.</summary>
    public void AgainstClassical(string title, string what, IReadOnlyList<Goal> goals)
    {
        page.Section(title, what);
        foreach (Goal goal in goals)
        {
            bool isShare = goal.Figure != Figure.DecibelsAbove;
            IReadOnlyList<string[]> rows = Lines(goal, (place, row) => _judge.Best(goal, place, row) is not { } best
                ? [.. Enumerable.Repeat("–", methods.LearnedOnes.Count + 2)]
                : [$"`{best.Name}`", isShare ? Inv($"{best.Figure:0.000000}") : Inv($"{best.Figure:0.00}"), .. methods.LearnedOnes.Select(name => goal.Text(_judge.Value(goal, place, row, name)))]);
            if (rows.Count > 0)
            {
                page.Line($"**{char.ToUpperInvariant(goal.Title[0])}{goal.Title[1..]}**. To reach: {goal.ToReach}");
                page.Table(["sensor", "bad sites", "best classical", isShare ? "its NMSE" : "its PSNR, dB", .. methods.LearnedOnes, "reached"], rows);
            }
        }
    }

    /// <summary>Detection and correction together.</summary>
    public void WholeChain()
    {
        page.Section("Whole chain at high rates", $"Found by `unet`, mended by `{methods.Learned}`, against the best classical corrector that is told the truth. *Told*: `{methods.Learned}` by the true map too; *classical, found*: the corrector `classical` by the found map.");
        foreach (Goal goal in Goal.WholeChain)
        {
            IReadOnlyList<string[]> rows = Lines(goal, (place, row) =>
            [
                _judge.Best(goal, place, row) is { } best ? $"`{best.Name}`" : "–", Nmse(_judge.Best(goal, place, row)?.Figure), Nmse(row.Nmse(methods.Learned)), goal.Text(_judge.Value(goal, place, row, methods.Learned)),
                Nmse(row.TrueMapNmse(methods.Learned)), Nmse(row.Nmse("classical")),
            ]);
            if (rows.Count > 0)
            {
                page.Line($"**{Percent(goal.Rate)}**. To reach: {goal.ToReach} with the true map");
                page.Table(["sensor", "bad sites", "best classical, told", "its NMSE", $"{methods.Learned}, found", "share", $"{methods.Learned}, told", "classical, found", "reached"], rows);
            }
        }

        page.Line("Beside the figures of the paper, which are of other photographs and of its own networks:");
        page.Table(["", "rate", "NMSE", "the paper: FiveK", "the paper: S7", "below FiveK"], [.. Goal.Paper.SelectMany(goal => Runs.Places.SelectMany(place => _judge.Rows(goal, place).Select(row =>
        {
            double Paper(string dataSet) => PaperFigures.Rows.Single(one => one.DataSet == dataSet && one.Rate == goal.Rate).Vit;
            return (string[])[Name(row, place), Percent(goal.Rate), Nmse(row.Nmse(methods.Learned)), goal.Text(Paper(PaperFigures.FiveK)), goal.Text(Paper(PaperFigures.S7)), Word(IsReached(goal, place, row))];
        })))]);
    }

    /// <summary>What the whole chain does to good pixels.</summary>
    public void Altered()
    {
        Goal goal = Goal.Altered;
        page.Section("Good pixels altered", $"By the whole chain at {Percent(goal.Rate)}. To reach: {goal.ToReach} of the good pixels. A sensor's own bad pixels count as good.");
        page.Table(["sensor", "good pixels altered", "false alarms/MP", "reached"], [.. Runs.Places.SelectMany(place => _judge.Rows(goal, place).Select(row =>
            (string[])[Name(row, place), goal.Text(row.AlteredShare(methods.Learned)), Inv($"{row.FalseAlarmsPerMegapixel:0.00}"), Word(IsReached(goal, place, row))]))]);
    }

    private static string Nmse(double? value) => value is double known ? Inv($"{known:0.000000}") : "–";

    private bool? IsReached(Goal goal, string place, RunRow row) => goal.IsReached(_judge.Value(goal, place, row, methods.Learned));

    private IReadOnlyList<string[]> Lines(Goal goal, Func<string, RunRow, IEnumerable<string>> cells) => [.. Runs.Places.SelectMany(place =>
        _judge.Rows(goal, place).Select(row => (string[])[Name(row, place), Inv($"{row.Defects}"), .. cells(place, row), Word(IsReached(goal, place, row))]))];
}
