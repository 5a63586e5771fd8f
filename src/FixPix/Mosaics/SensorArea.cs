namespace FixPix.Mosaics;

/// <summary>A rectangle of sites in the full raw array.</summary>
/// <param name="Top">First row.</param>
/// <param name="Left">First column.</param>
/// <param name="Height">Number of rows.</param>
/// <param name="Width">Number of columns.</param>
public readonly record struct SensorArea(int Top, int Left, int Height, int Width)
{
    /// <summary>The first row below the area.</summary>
    public int Bottom => Top + Height;

    /// <summary>The first column right of the area.</summary>
    public int Right => Left + Width;

    /// <summary>Whether the site lies in the area.</summary>
    public bool Contains(int row, int column) => row >= Top && row < Bottom && column >= Left && column < Right;
}
