using FixPix.Mosaics;

namespace FixPix.RawFiles.LibRaw;

/// <summary>The sizes at the beginning of LibRaw's handle, in their order there, 16 bits each.</summary>
/// <param name="RawHeight">Rows of the full raw array.</param>
/// <param name="RawWidth">Columns of the full raw array.</param>
/// <param name="Height">Rows that light reaches.</param>
/// <param name="Width">Columns that light reaches.</param>
/// <param name="TopMargin">Masked rows above them.</param>
/// <param name="LeftMargin">Masked columns left of them.</param>
internal readonly record struct LibRawSizes(int RawHeight, int RawWidth, int Height, int Width, int TopMargin, int LeftMargin)
{
    /// <summary>Whether there are masked rows or columns.</summary>
    public bool HasBorder => (RawHeight, RawWidth) != (Height, Width);

    /// <summary>The part of the full raw array that light reaches.</summary>
    public SensorArea ActiveArea => new(TopMargin, LeftMargin, Height, Width);

    /// <summary>The same sensor with its borders taken for image.</summary>
    public LibRawSizes WithoutBorder => new(RawHeight, RawWidth, RawHeight, RawWidth, 0, 0);

    /// <summary>The active area taken for the full array.</summary>
    public LibRawSizes Cropped => new(Height, Width, Height, Width, 0, 0);
}
