namespace FixPix.Metrics;

/// <summary>What a detector would have found with this threshold.</summary>
/// <param name="LogOdds">The threshold, ln of the odds.</param>
/// <param name="TruePositives">Bad sites at or above it.</param>
/// <param name="VisibleFound">Visible ones among them.</param>
/// <param name="FalsePositives">Good sites at or above it.</param>
public readonly record struct OperatingPoint(double LogOdds, long TruePositives, long VisibleFound, long FalsePositives);
