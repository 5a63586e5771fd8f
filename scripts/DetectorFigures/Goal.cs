namespace FixPix.DetectorFigures;

/// <summary>A figure to reach, and where it is measured.</summary>
/// <param name="Title">What it is about.</param>
/// <param name="Run">The run's name behind the place's.</param>
/// <param name="Rate">The share of defects, 0 to 1.</param>
/// <param name="Delta">How far they are off at least.</param>
/// <param name="Simulated">The least recall of visible defects and the least precision on simulated cameras; null: reported only.</param>
/// <param name="Real">The same on real sensors.</param>
internal sealed record Goal(string Title, string Run, double Rate, double Delta, (double Recall, double Precision)? Simulated, (double Recall, double Precision)? Real)
{
    /// <summary>All goals with recall and precision.</summary>
    public static IReadOnlyList<Goal> All { get; } =
    [
        new("0.01 %, single image", "single", 0.0001, 0.7, (0.995, 0.99), (0.99, 0.98)),
        new("0.01 %, δ 0.5, single image", "single", 0.0001, 0.5, null, null),
        new("0.01 %, δ 0.3, single image", "single", 0.0001, 0.3, null, null),
        new("0.01 %, 9 frames", "frames", 0.0001, 0.7, (0.9995, 0.9995), (0.9995, 0.9995)),
        new("0.01 %, δ 0.3, 9 frames", "frames", 0.0001, 0.3, (0.98, 0.99), (0.98, 0.99)),
        .. ((double[])[0.01, 0.2, 0.4, 0.7, 0.85]).Select(rate => new Goal(Page.Percent(rate), "rates", rate, 0.7, (0.99, 0.99), (0.99, 0.99))),
    ];

    /// <summary>What is to be reached at a place.</summary>
    public (double Recall, double Precision)? At(string place) => place == "real" ? Real : Simulated;

    /// <summary>The network's rows of this goal, sensor by sensor; none where a quick run left the rate out.</summary>
    public IReadOnlyList<RunRow> Rows(Runs runs, string place) =>
        [.. runs.NetworkRows($"{place}-{Run}").Where(row => row.Rate == Rate && row.Delta == Delta)];

    /// <summary>Whether a row reaches it; null where it is only reported.</summary>
    public bool? IsReached(RunRow row, string place) =>
        At(place) is { } least ? row.VisibleRecall >= least.Recall && row.Precision >= least.Precision : null;
}
