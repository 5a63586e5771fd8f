using FixPix.Mosaics;

namespace FixPix.Defects;

/// <summary>A site that lies.</summary>
/// <param name="Site">Where, in the full raw array.</param>
/// <param name="Kind">How it lies.</param>
/// <param name="Probability">How sure the detector is, 0 to 1.</param>
public readonly record struct Defect(Site Site, DefectKind Kind, float Probability)
{
    /// <summary>A defect that is certain.</summary>
    public Defect(int row, int column, DefectKind kind = DefectKind.Deviating)
        : this(new Site(row, column), kind, 1f)
    {
    }
}
