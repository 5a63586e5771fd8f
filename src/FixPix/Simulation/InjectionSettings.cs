using FixPix.Defects;

namespace FixPix.Simulation;

/// <summary>
/// Which defects to put into a mosaic. The rate and δ are the FixPix paper's protocol; everything else comes on top of
/// it, as counts. The same settings give the same defects on every machine.
/// </summary>
public sealed record InjectionSettings
{
    /// <summary>
    /// Share of the active area's sites, 0 to 1, that deviate: ⌊rate · height · width⌋ sites, uniform without
    /// replacement among those that no other injected defect has.
    /// </summary>
    public double Rate { get; init; }

    /// <summary>δ, 0 to 1: how far a deviating site is at least from its true value v, as a fraction of v (black level included).</summary>
    public double Delta { get; init; } = 0.7;

    /// <summary>The seed; for a fixed pattern, the camera.</summary>
    public long Seed { get; init; }

    /// <summary>
    /// False: every frame has defects of its own. True: they belong to the camera, so that every frame has the same ones,
    /// and a deviating site has one factor, uniform in [0, 1 − δ] or [1 + δ, 5] by even odds.
    /// </summary>
    public bool FixedPattern { get; init; }

    /// <summary>Single dead sites: half of them read 0, half the black level and at most a tenth of the light.</summary>
    public int Dead { get; init; }

    /// <summary>Single hot sites: a dark signal, log-uniform between 5 % and 100 % of the range from black to white, is added.</summary>
    public int Hot { get; init; }

    /// <summary>
    /// The exposure time, in seconds, for which the dark signals of hot sites are meant: other exposures get them in
    /// proportion. Null (or a mosaic that does not know its exposure): the same at every exposure.
    /// </summary>
    public double? HotReferenceSeconds { get; init; }

    /// <summary>Single sites that always read the same value.</summary>
    public int Stuck { get; init; }

    /// <summary>What stuck sites read, DN, at most white. Null: each single one any value from 0 to white, each group 0 or white.</summary>
    public int? StuckValueDn { get; init; }

    /// <summary>Pairs of a site and the nearest one of its colour to the right or below.</summary>
    public int SameColorPairs { get; init; }

    /// <summary>Pairs of sites side by side or one below the other.</summary>
    public int AdjacentPairs { get; init; }

    /// <summary>Blocks of 2×2 sites.</summary>
    public int Blocks2x2 { get; init; }

    /// <summary>Blocks of 3×3 sites.</summary>
    public int Blocks3x3 { get; init; }

    /// <summary>Blocks of 5×5 sites.</summary>
    public int Blocks5x5 { get; init; }

    /// <summary>Clusters of 2 to 32 neighbouring sites, of the sizes and irregular shapes that real sensors have (docs/results/defect-statistics.md).</summary>
    public int Clusters { get; init; }

    /// <summary>Whole rows of the active area.</summary>
    public int Rows { get; init; }

    /// <summary>Whole columns of the active area.</summary>
    public int Columns { get; init; }

    /// <summary>Columns that are bad over a stretch of 1/16 to 1/2 of their height.</summary>
    public int PartialColumns { get; init; }

    /// <summary>
    /// How the sites of pairs, blocks, rows and columns lie. A group shares what is drawn for it: the stuck value, the
    /// dark signal, the dead sites' leak; of <see cref="DefectKind.Deviating"/>, the factor as in a fixed pattern.
    /// </summary>
    public DefectKind GroupKind { get; init; } = DefectKind.Stuck;

    /// <summary>Whether there is nothing to put in.</summary>
    public bool IsEmpty =>
        Rate == 0 && (Dead | Hot | Stuck | SameColorPairs | AdjacentPairs | Blocks2x2 | Blocks3x3 | Blocks5x5 | Clusters | Rows | Columns | PartialColumns) == 0;

    /// <summary>Refuses settings that cannot be met by any mosaic.</summary>
    /// <exception cref="FixPixException">A share is not in 0 to 1, or a count is negative.</exception>
    internal void Check()
    {
        CheckShare("rate", Rate);
        CheckShare("delta", Delta);
        CheckCount("dead sites", Dead);
        CheckCount("hot sites", Hot);
        CheckCount("stuck sites", Stuck);
        CheckCount("same-colour pairs", SameColorPairs);
        CheckCount("adjacent pairs", AdjacentPairs);
        CheckCount("2×2 blocks", Blocks2x2);
        CheckCount("3×3 blocks", Blocks3x3);
        CheckCount("5×5 blocks", Blocks5x5);
        CheckCount("clusters", Clusters);
        CheckCount("rows", Rows);
        CheckCount("columns", Columns);
        CheckCount("partial columns", PartialColumns);
        if (HotReferenceSeconds is { } seconds && !(seconds > 0 && double.IsFinite(seconds)))
        {
            throw new FixPixException($"reference exposure of hot sites: {seconds} s, expected more than 0");
        }
    }

    private static void CheckShare(string what, double value)
    {
        if (!(value is >= 0 and <= 1))
        {
            throw new FixPixException($"{what} {value}, expected 0 to 1");
        }
    }

    private static void CheckCount(string what, int count)
    {
        if (count < 0)
        {
            throw new FixPixException($"{what}: {count}, expected 0 or more");
        }
    }
}
