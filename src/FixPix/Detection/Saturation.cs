using FixPix.Mosaics;

namespace FixPix.Detection;

/// <summary>What a frame cannot tell because its light was beyond the sensor's range.</summary>
internal static class Saturation
{
    /// <summary>The part of white from which on a site counts: clipped sites scatter a little below the level that files state.</summary>
    public const float Share = 0.98f;

    /// <summary>From this value on a site counts as saturated, DN.</summary>
    public static int LevelDn(MosaicLayout layout) => (int)(Share * layout.WhiteDn);

    /// <summary>Whether site and surroundings both are saturated, so that they cannot be compared.</summary>
    public static bool Hides(MosaicLayout layout, int sampleDn, int surroundingsDn) =>
        Math.Min(sampleDn, surroundingsDn) >= LevelDn(layout);
}
