namespace FixPix.CorrectorFigures;

/// <summary>NMSE of the whole chain in the paper "FixPix: Fixing Bad Pixels using Deep Learning", on its two sets of raw photographs.</summary>
/// <param name="Rate">The share of bad sites.</param>
/// <param name="FiveK">On MIT-Adobe FiveK.</param>
/// <param name="S7">On Samsung S7 ISP.</param>
internal sealed record PaperFigures(double Rate, double FiveK, double S7)
{
    /// <summary>By rate.</summary>
    public static IReadOnlyList<PaperFigures> All { get; } = [new(0.7, 0.0155, 0.098), new(0.85, 0.0223, 0.189)];
}
