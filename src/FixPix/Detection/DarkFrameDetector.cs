using FixPix.Defects;
using FixPix.Mosaics;

namespace FixPix.Detection;

/// <summary>
/// Finds hot pixels in one or more dark frames: sites whose median over the frames is above (or below) their
/// surroundings by more than <see cref="CalibrationDetector.SigmaFactor"/> robust standard deviations of their plane
/// and by at least <see cref="FloorDn"/>; from four frames on also "twinklers", whose value jumps from frame to frame;
/// and rows and columns, or parts of them, that lie off. The dark-signal defects of EMVA 1288 release 4.0, chapter 8,
/// with robust in place of plain statistics.
/// </summary>
/// <remarks>
/// Kinds: too high is <see cref="DefectKind.Hot"/>, at white too, since a hot pixel of a long exposure reads white;
/// the same value in every frame, below white, while its plane moves is <see cref="DefectKind.Stuck"/>; too low is
/// <see cref="DefectKind.Dead"/> when it reads no more than 1 % above black; a twinkler is <see cref="DefectKind.Deviating"/>.
/// </remarks>
public sealed class DarkFrameDetector : CalibrationDetector
{
    /// <summary>Its name in the list of detectors.</summary>
    public const string Name = "dark-frame";

    // The spread of good sites has a longer tail than their median: it is a maximum.
    private const float SpreadFactor = 1.5f;
    private const float DeadShare = 0.01f;

    /// <summary>
    /// No site is bad that lies off by less, DN: a quiet sensor of few bits reads one value everywhere, so that its
    /// standard deviation is 0. Lines count from half of it, jumps from twice it.
    /// </summary>
    public float FloorDn { get; init; } = 4;

    private protected override string DetectorName => Name;

    private protected override float LeastResidual => FloorDn;

    private protected override float Residual(float sampleDn, float backgroundDn, float blackDn, int whiteDn) =>
        sampleDn - backgroundDn;

    private protected override float[]? SpreadLimitsDn(MosaicLayout layout, ushort[] spreadDn)
    {
        PlaneScatter scatter = PlaneScatter.Of(layout, spreadDn);
        float[] limits = new float[scatter.MiddleDn.Length];
        for (int position = 0; position < limits.Length; position++)
        {
            limits[position] = scatter.MiddleDn[position] + Math.Max(2 * FloorDn, SpreadFactor * (float)SigmaFactor * scatter.SigmaDn[position]);
        }

        return limits;
    }

    private protected override DefectKind KindOf(in CalibrationSite site, MosaicLayout layout)
    {
        bool isWhite = site.SampleDn >= Saturation.LevelDn(layout);
        if (site.IsUnstable)
        {
            return DefectKind.Deviating;
        }

        if (site.IsHigh)
        {
            return site.IsConstant && !isWhite ? DefectKind.Stuck : DefectKind.Hot;
        }

        return site.SampleDn - site.BlackDn <= DeadShare * (layout.WhiteDn - site.BlackDn) ? DefectKind.Dead : DefectKind.Deviating;
    }
}
