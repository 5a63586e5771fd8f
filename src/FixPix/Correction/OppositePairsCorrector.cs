using FixPix.Defects;
using FixPix.Mosaics;

namespace FixPix.Correction;

/// <summary>
/// Opposite neighbours of the same colour, pair by pair: of the four nearest pairs those with both members good, each
/// weighted by 1 / (distance · (|a − b| + 1)), so that pairs along an edge count and pairs across it hardly do. Where no pair
/// is whole, the mean of the good neighbours of the same colour in the 5×5, then of the nearest further away.
/// </summary>
/// <remarks>
/// The rule that RawTherapee mends Bayer files by, built from its description (RawTherapee 5.9, interpolateBadPixelsBayer: for
/// green the diagonals at √2, for red and blue those at √8, and for all the axes at 2).
/// </remarks>
public sealed class OppositePairsCorrector : ICorrector
{
    /// <inheritdoc/>
    public CorrectionPlan Plan(DefectMap map, MosaicLayout layout) => new OppositePairsPlan(map, layout);
}
