namespace FixPix.Metrics;

/// <summary>How well the defects of one class, a kind or a shape, are found and named.</summary>
/// <param name="Name">The class: "dead", "row", …</param>
/// <param name="Count">Bad sites of this class.</param>
/// <param name="Found">How many of them were found, under whatever name.</param>
/// <param name="Agreed">How many of them were found and named as what they are.</param>
/// <param name="Named">Sites that the detector named as this class.</param>
/// <param name="NamedBad">How many of those are bad, of whatever class.</param>
public sealed record ClassScore(string Name, long Count, long Found, long Agreed, long Named, long NamedBad)
{
    /// <summary>Defects of this class that stand out of the noise (<see cref="VisibleDefects"/>), or null when that was not asked.</summary>
    public long? VisibleCount { get; init; }

    /// <summary>How many of the visible ones were found, or null.</summary>
    public long? VisibleFound { get; init; }

    /// <summary>The share of the bad sites that were found, 0 to 1; null without one.</summary>
    public double? Recall => Share(Found, Count);

    /// <summary>The share of the visible ones that were found, 0 to 1; null without one.</summary>
    public double? VisibleRecall => Share(VisibleFound, VisibleCount);

    /// <summary>The share of the sites named as this class that are bad at all, 0 to 1; null without one.</summary>
    public double? Precision => Share(NamedBad, Named);

    /// <summary>The harmonic mean of <see cref="Precision"/> and <see cref="Recall"/>, 0 to 1; null where one of them is.</summary>
    public double? F1 => Precision + Recall == 0 ? 0 : 2 * Precision * Recall / (Precision + Recall);

    /// <summary>The share of the found ones that were named as what they are, 0 to 1; null without one.</summary>
    public double? Agreement => Share(Agreed, Found);

    /// <summary>The counts of two frames or sensors, of the same class.</summary>
    public static ClassScore operator +(ClassScore one, ClassScore other)
    {
        ArgumentNullException.ThrowIfNull(one);
        ArgumentNullException.ThrowIfNull(other);
        return new ClassScore(
            one.Name, one.Count + other.Count, one.Found + other.Found, one.Agreed + other.Agreed, one.Named + other.Named, one.NamedBad + other.NamedBad)
        {
            VisibleCount = one.VisibleCount + other.VisibleCount,
            VisibleFound = one.VisibleFound + other.VisibleFound,
        };
    }

    private static double? Share(long? part, long? whole) => whole > 0 ? part / (double?)whole : null;
}
