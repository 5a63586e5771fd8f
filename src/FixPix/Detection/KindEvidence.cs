using FixPix.Defects;
using FixPix.Mosaics;

namespace FixPix.Detection;

/// <summary>What the frames of a sensor showed of one bad site, in 32 bytes however many there were, and the kind that follows.</summary>
/// <param name="site">row · width + column.</param>
/// <remarks>
/// Kept are the ranges of what the site and its surroundings read, and the sums of a weighted least-squares fit of its
/// error: d = b·t + c·x, with the exposure t and the light x of the surroundings. A dark signal is b alone; where the error
/// grows with the light (c), the site weighs its light wrongly.
/// </remarks>
internal struct KindEvidence(int site)
{
    /// <summary>A site that reads no more than this share of the range above black gives no signal.</summary>
    private const float DeadLevel = 0.01f;

    /// <summary>A site that lets no more than this share of its light through is as good as dead.</summary>
    private const double DeadShare = 0.1;

    // What follows the light by no more than this share of its changes, and of its own signal, is stuck.
    private const float StuckShare = 0.02f;

    // The frames' light differs clearly when growth is known to so much (one standard deviation): a stuck site's is −1.
    private const double ClearGrowth = 0.35;

    // An error that grows with the light does so by this share of it and so many standard deviations, at least.
    private const double LeastGrowth = 0.15;
    private const double GrowthSigmas = 3;

    // How well the surroundings and the site itself can be known: unevenness of pixels, dark signal that follows the temperature.
    private const float UnevenShare = 0.02f;
    private const float OwnShare = 0.01f;

    private ushort _ownLeastDn = ushort.MaxValue;
    private ushort _ownMostDn = 0;
    private ushort _aroundLeastDn = ushort.MaxValue;
    private ushort _aroundMostDn = 0;
    private float _tt = 0;
    private float _tx = 0;
    private float _xx = 0;
    private float _td = 0;
    private float _xd = 0;

    /// <summary>row · width + column.</summary>
    public int Site { get; } = site;

    /// <summary>Adds what one frame shows.</summary>
    /// <param name="reading">The site and its surroundings.</param>
    /// <param name="layout">The frame's levels.</param>
    /// <param name="blackDn">The site's black level in it.</param>
    /// <param name="exposure">The frame's exposure time, in those of the first one; 1 where it is not known.</param>
    public void Add(in SiteReading reading, MosaicLayout layout, float blackDn, double exposure)
    {
        (_ownLeastDn, _ownMostDn) = (Math.Min(_ownLeastDn, reading.OwnDn), Math.Max(_ownMostDn, reading.OwnDn));
        if (float.IsNaN(reading.AroundDn))
        {
            return;
        }

        ushort around = (ushort)reading.AroundDn;
        (_aroundLeastDn, _aroundMostDn) = (Math.Min(_aroundLeastDn, around), Math.Max(_aroundMostDn, around));
        if (reading.OwnDn >= Saturation.LevelDn(layout))
        {
            return;
        }

        (float own, float light) = (reading.OwnDn - blackDn, reading.AroundDn - blackDn);
        float weight = 1 / (1 + Square(reading.SpreadDn) + Square(UnevenShare * light) + Square(OwnShare * own));
        (float difference, float time) = (own - light, (float)exposure);
        _tt += weight * time * time;
        _tx += weight * time * light;
        _xx += weight * light * light;
        _td += weight * time * difference;
        _xd += weight * light * difference;
    }

    /// <summary>The kind of defect that these readings show.</summary>
    /// <param name="layout">The levels of a frame.</param>
    /// <param name="blackDn">The site's black level in it.</param>
    public readonly DefectKind KindOf(MosaicLayout layout, float blackDn)
    {
        bool isBlack = _ownMostDn <= blackDn + (DeadLevel * (layout.WhiteDn - blackDn));
        if (_tt == 0)
        {
            // Never compared: it was white all the time, or among bad sites only.
            return _ownLeastDn >= Saturation.LevelDn(layout) ? DefectKind.Hot : isBlack ? DefectKind.Dead : DefectKind.Deviating;
        }

        bool isHigh = _td > 0;
        if (IsConstant(blackDn) && (isHigh || !isBlack))
        {
            return DefectKind.Stuck;
        }

        if (isHigh)
        {
            return GrowsWithLight() ? DefectKind.Deviating : DefectKind.Hot;
        }

        return isBlack || 1 + (_xd / _xx) <= DeadShare ? DefectKind.Dead : DefectKind.Deviating;
    }

    private readonly bool IsConstant(float blackDn)
    {
        float tolerance = 1 + (StuckShare * Math.Min(_aroundMostDn - _aroundLeastDn, _ownMostDn - blackDn));
        return _ownMostDn - _ownLeastDn <= tolerance && Growth().Sigma <= ClearGrowth;
    }

    private readonly bool GrowsWithLight()
    {
        (double growth, double sigma) = Growth();
        return growth >= Math.Max(LeastGrowth, GrowthSigmas * sigma);
    }

    // By how much of the light the error grows with it, and how well that is known: not at all where the light was the same.
    private readonly (double Growth, double Sigma) Growth()
    {
        double determinant = ((double)_tt * _xx) - ((double)_tx * _tx);
        return determinant <= 1e-6 * _tt * _xx
            ? (0, double.PositiveInfinity)
            : ((((double)_tt * _xd) - ((double)_tx * _td)) / determinant, Math.Sqrt(_tt / determinant));
    }

    private static float Square(float value) => value * value;
}
