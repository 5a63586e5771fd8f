using FixPix.Defects;
using FixPix.Mosaics;

namespace FixPix.Correction;

/// <summary>
/// The best classical corrector: every good site near a bad one votes, corrected by how the two sites' surroundings differ
/// and weighted by how little they do. Works on any CFA and any density of defects.
/// </summary>
/// <remarks>
/// The idea of weighting by the likeness of surroundings is that of non-local means (Buades, Coll, Morel, "A non-local algorithm
/// for image denoising", CVPR 2005); correcting a neighbour by the other colours' gradient is that of colour-difference
/// demosaicing (Hamilton and Adams, US patent 5,629,734, 1997, expired). Here both come from the same differences, taken over good sites only.
/// Sites of other colours are levelled first: each colour's deviations from its local mean, scaled by the ratio of the means.
/// How it was chosen and what else was tried: docs/decisions/classical-corrector.md.
/// </remarks>
public sealed class ClassicalCorrector : ICorrector
{
    /// <inheritdoc/>
    public CorrectionPlan Plan(DefectMap map, MosaicLayout layout) => new ClassicalPlan(map, layout);
}
