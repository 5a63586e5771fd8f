using System.Globalization;
using FixPix.DetectorFigures;
using FixPix.Experiments.Figures;

namespace FixPix.CorrectorFigures;

/// <summary>A figure to reach, and where it is measured.</summary>
/// <param name="Title">At which rate, or for which shape.</param>
/// <param name="Run">The run's name behind the place's.</param>
/// <param name="Rate">The share of single defects, 0 to 1.</param>
/// <param name="Figure">What is measured.</param>
/// <param name="Limit">The least dB, or the most of anything else.</param>
/// <param name="Camera">How the name of the only real sensor begins that the goal is for; null: all.</param>
internal sealed record Goal(string Title, string Run, double Rate, Figure Figure, double Limit, string? Camera = null)
{
    /// <summary>The run by the true map at high rates.</summary>
    public const string Rates = "rates";

    /// <summary>The run of the whole chain.</summary>
    public const string Chain = "chain";

    /// <summary>Bad sites that lie alone, or nearly so.</summary>
    public static IReadOnlyList<Goal> Single { get; } = [new("true map, 0.01 %", "low", 0.0001, Figure.DecibelsAbove, 1.5), new("true map, 20 %", Rates, 0.2, Figure.DecibelsAbove, 2.5)];

    /// <summary>Where bad sites outnumber what is left around them.</summary>
    public static IReadOnlyList<Goal> Dense { get; } = [.. ((double[])[0.4, 0.7, 0.85]).Select(rate => new Goal($"true map, {Page.Percent(rate)}", Rates, rate, Figure.NmseShare, 0.55))];

    /// <summary>Detection and correction together, against classical correctors that are told the truth.</summary>
    public static IReadOnlyList<Goal> WholeChain { get; } = [.. ((double[])[0.7, 0.85]).Select(rate => new Goal($"whole chain, {Page.Percent(rate)}", Chain, rate, Figure.ChainShare, 0.7))];

    /// <summary>The same against the figures of the paper.</summary>
    public static IReadOnlyList<Goal> Paper { get; } = [.. PaperFigures.Rows.Where(paper => paper.DataSet == PaperFigures.FiveK && paper.Rate >= 0.7).Select(paper => new Goal($"whole chain, {Page.Percent(paper.Rate)}, the paper's FiveK figure", Chain, paper.Rate, Figure.ChainNmse, paper.Vit, "GoPro"))];

    /// <summary>Clusters and lines.</summary>
    public static IReadOnlyList<Goal> Shapes { get; } =
    [
        new("true map, clusters of 2×2", "clusters-2x2", 0, Figure.DecibelsAbove, 2), new("true map, clusters of 5×5", "clusters-5x5", 0, Figure.DecibelsAbove, 2),
        new("true map, rows", "rows", 0, Figure.DecibelsAbove, 2), new("true map, columns", "columns", 0, Figure.DecibelsAbove, 2),
    ];

    /// <summary>What the whole chain does to good pixels.</summary>
    public static Goal Altered { get; } = new("whole chain, 0.01 %, good pixels altered", Chain, 0.0001, Figure.Altered, 0.000005);

    /// <summary>All goals, in the page's order.</summary>
    public static IReadOnlyList<Goal> All { get; } = [.. Single, .. Dense, .. WholeChain, .. Paper, .. Shapes, Altered];

    /// <summary>What is to be reached, in words.</summary>
    public string ToReach => Figure switch
    {
        Figure.DecibelsAbove => $"≥ {Text(Limit)}",
        Figure.NmseShare or Figure.ChainShare => $"NMSE ≤ {Limit.ToString(CultureInfo.InvariantCulture)} × best classical",
        Figure.ChainNmse => $"NMSE < {Text(Limit)}",
        _ => $"≤ {Text(Limit)}",
    };

    /// <summary>Whether a value reaches it; null where there is none.</summary>
    public bool? IsReached(double? value) => value is not double known ? null : Figure switch
    {
        Figure.DecibelsAbove => known >= Limit,
        Figure.ChainNmse => known < Limit,
        _ => known <= Limit,
    };

    /// <summary>A value of this figure; a dash where there is none.</summary>
    public string Text(double? value) => value is not double known ? "–" : Figure switch
    {
        Figure.DecibelsAbove => known.ToString("+0.00;−0.00", CultureInfo.InvariantCulture) + " dB",
        Figure.NmseShare or Figure.ChainShare => known.ToString("0.000", CultureInfo.InvariantCulture),
        Figure.ChainNmse => known.ToString("0.0000##", CultureInfo.InvariantCulture),
        _ => (100 * known).ToString("0.0000#", CultureInfo.InvariantCulture) + " %",
    };
}
