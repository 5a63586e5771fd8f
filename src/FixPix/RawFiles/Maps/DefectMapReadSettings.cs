using FixPix.Defects;

namespace FixPix.RawFiles.Maps;

/// <summary>What the user says about a map file, for what the file cannot say itself.</summary>
public sealed record DefectMapReadSettings
{
    /// <summary>Nothing said.</summary>
    public static DefectMapReadSettings Default { get; } = new();

    /// <summary>
    /// The sensor that the map has to fit: its size is needed for lists (.badpixels, .lst, .fpm, .bpm, badpixel.bin) and
    /// checked for all others; its active area is where the coordinates of .badpixels and .lst begin.
    /// </summary>
    public SensorIdentity? Sensor { get; init; }

    /// <summary>What the values of a mask image mean.</summary>
    public MaskPolarity Polarity { get; init; }

    /// <summary>The Magic Lantern camera id that an .fpm or .bpm file has to be for, or null for any.</summary>
    public uint? MagicLanternCameraId { get; init; }
}
