namespace FixPix.RawFiles.Maps;

/// <summary>How a map file is written.</summary>
public sealed record DefectMapWriteSettings
{
    /// <summary>Nothing replaced, masks of 0 and 255.</summary>
    public static DefectMapWriteSettings Default { get; } = new();

    /// <summary>Whether a file that is there may be replaced.</summary>
    public bool Overwrite { get; init; }

    /// <summary>What the values of a mask image mean.</summary>
    public MaskPolarity Polarity { get; init; }

    /// <summary>
    /// Whether a PNG, TIFF or NPY mask holds 16-bit probabilities (0 good, 65535 certainly bad) in place of 0 and 255.
    /// </summary>
    public bool ProbabilityMask { get; init; }

    /// <summary>The Magic Lantern camera id for the first line of an .fpm or .bpm file, or null for no such line.</summary>
    public uint? MagicLanternCameraId { get; init; }
}
