using FixPix.Defects;
using FixPix.Mosaics;

namespace FixPix.Detection;

/// <summary>
/// Finds sites of odd sensitivity in one or more evenly lit frames: the ratio of the median over the frames to that of
/// the surroundings, both above black, is off 1 by more than <see cref="CalibrationDetector.SigmaFactor"/> robust
/// standard deviations of its plane and by at least <see cref="LeastShare"/>; and rows and columns, or parts of them,
/// that lie off by half as much. The bright-field defects (PRNU) of EMVA 1288 release 4.0, chapter 8, with robust
/// in place of plain statistics.
/// </summary>
/// <remarks>
/// Shading is followed, so the light need not be even across the frame, but soft. Frames of different light may be
/// mixed: at good sites the median then comes from the same frame nearly everywhere. Where the surroundings are saturated,
/// or at most 2 % above black, nothing is found. Kinds: a ratio below 0.2 is <see cref="DefectKind.Dead"/>, above 2 or
/// at white <see cref="DefectKind.Hot"/>; the same value in every frame while its plane moves is <see cref="DefectKind.Stuck"/>;
/// all else <see cref="DefectKind.Deviating"/>.
/// </remarks>
public sealed class FlatFieldDetector : CalibrationDetector
{
    /// <summary>Its name in the list of detectors.</summary>
    public const string Name = "flat-field";

    private const float LeastLight = 0.02f;
    private const float DeadBelow = -0.8f;
    private const float HotAbove = 1;
    private readonly double _leastShare = 0.1;

    /// <summary>No site is bad whose ratio to its surroundings is off 1 by less; above 0 to 1, 0.1 by default.</summary>
    public double LeastShare
    {
        get => _leastShare;
        init => _leastShare = value is > 0 and <= 1 ? value : throw new FixPixException($"least share {value}: expected above 0 to 1");
    }

    private protected override string DetectorName => Name;

    private protected override float LeastResidual => (float)LeastShare;

    private protected override float Residual(float sampleDn, float backgroundDn, float blackDn, int whiteDn)
    {
        float light = backgroundDn - blackDn;
        bool tells = light > LeastLight * (whiteDn - blackDn) && light > 0 && backgroundDn < Saturation.Share * whiteDn;
        return tells ? (sampleDn - backgroundDn) / light : float.NaN;
    }

    private protected override DefectKind KindOf(in CalibrationSite site, MosaicLayout layout)
    {
        if (site.IsConstant)
        {
            return site.Residual < DeadBelow ? DefectKind.Dead : DefectKind.Stuck;
        }

        if (site.Residual > HotAbove || (site.IsHigh && site.SampleDn >= Saturation.LevelDn(layout)))
        {
            return DefectKind.Hot;
        }

        return site.Residual < DeadBelow ? DefectKind.Dead : DefectKind.Deviating;
    }
}
