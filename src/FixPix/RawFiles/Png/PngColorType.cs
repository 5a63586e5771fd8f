namespace FixPix.RawFiles.Png;

/// <summary>What a pixel's channels are (PNG specification, 11.2.2).</summary>
internal enum PngColorType : byte
{
    /// <summary>One grey value.</summary>
    Grey = 0,

    /// <summary>Red, green, blue.</summary>
    Rgb = 2,

    /// <summary>An index into a table of colours.</summary>
    Palette = 3,

    /// <summary>A grey value and its opacity.</summary>
    GreyAlpha = 4,

    /// <summary>Red, green, blue and opacity.</summary>
    Rgba = 6,
}
