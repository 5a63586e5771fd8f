using FixPix.Defects;
using FixPix.Mosaics;

namespace FixPix.Detection;

/// <summary>What the frames that spoke against a site showed of it.</summary>
/// <param name="Site">row · width + column.</param>
/// <param name="Seen">How many frames.</param>
/// <param name="High">In how many it read too high.</param>
/// <param name="Faint">In how many it read less than a fifth of its surroundings, above black.</param>
/// <param name="OwnDn">The range of its values.</param>
/// <param name="AroundDn">The range of what its surroundings read.</param>
internal readonly record struct Witness(int Site, int Seen, int High, int Faint, (int Least, int Most) OwnDn, (int Least, int Most) AroundDn)
{
    private const float FaintShare = 0.2f;
    private const float ChangedLight = 0.05f;
    private const float StuckShare = 0.02f;

    /// <summary>What one frame shows.</summary>
    public static Witness Of(int site, int sampleDn, int aroundDn, float blackDn)
    {
        bool isHigh = sampleDn > aroundDn;
        bool isFaint = !isHigh && sampleDn - blackDn < FaintShare * (aroundDn - blackDn);
        return new Witness(site, 1, isHigh ? 1 : 0, isFaint ? 1 : 0, (sampleDn, sampleDn), (aroundDn, aroundDn));
    }

    /// <summary>What both show.</summary>
    public Witness And(in Witness other) => new(
        Site, Seen + other.Seen, High + other.High, Faint + other.Faint, Join(OwnDn, other.OwnDn), Join(AroundDn, other.AroundDn));

    /// <summary>
    /// The kind: always far too low is dead, the same below white while the light changed is stuck, always too high is hot.
    /// </summary>
    public DefectKind KindOf(MosaicLayout layout)
    {
        if (Faint == Seen)
        {
            return DefectKind.Dead;
        }

        int lightDn = AroundDn.Most - AroundDn.Least;
        bool lightChanged = lightDn >= ChangedLight * layout.WhiteDn;
        if (lightChanged && OwnDn.Most < Saturation.LevelDn(layout) && OwnDn.Most - OwnDn.Least <= 1 + (StuckShare * lightDn))
        {
            return DefectKind.Stuck;
        }

        return High == Seen ? DefectKind.Hot : DefectKind.Deviating;
    }

    private static (int Least, int Most) Join((int Least, int Most) one, (int Least, int Most) other) =>
        (Math.Min(one.Least, other.Least), Math.Max(one.Most, other.Most));
}
