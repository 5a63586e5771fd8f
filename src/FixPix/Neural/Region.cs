namespace FixPix.Neural;

/// <summary>A rectangle of a plane, in the plane's own rows and columns.</summary>
/// <param name="Top">First row.</param>
/// <param name="Left">First column.</param>
/// <param name="Height">Rows.</param>
/// <param name="Width">Columns.</param>
internal readonly record struct Region(int Top, int Left, int Height, int Width)
{
    /// <summary>The row after the last.</summary>
    public int Bottom => Top + Height;

    /// <summary>The column after the last.</summary>
    public int Right => Left + Width;

    /// <summary>The whole of a plane.</summary>
    public static Region Whole(int height, int width) => new(0, 0, height, width);

    /// <summary>Widened by <paramref name="margin"/> on every side, as far as <paramref name="plane"/> goes.</summary>
    public Region Grow(int margin, Region plane) => Between(
        Math.Max(Top - margin, plane.Top),
        Math.Max(Left - margin, plane.Left),
        Math.Min(Bottom + margin, plane.Bottom),
        Math.Min(Right + margin, plane.Right));

    /// <summary>Widened until its sides lie on a grid, as far as <paramref name="plane"/> goes.</summary>
    /// <param name="step">From line to line of the grid.</param>
    /// <param name="shift">How far before 0 the grid begins, below <paramref name="step"/>.</param>
    /// <param name="plane">The whole plane.</param>
    public Region Align(int step, int shift, Region plane)
    {
        int Down(int place) => ((place + shift) / step * step) - shift;
        int Up(int place) => Down(place + step - 1);
        return Between(Math.Max(Down(Top), plane.Top), Math.Max(Down(Left), plane.Left), Math.Min(Up(Bottom), plane.Bottom), Math.Min(Up(Right), plane.Right));
    }

    /// <summary>The smallest region of the half-size plane whose doubling covers this one.</summary>
    public Region Halve() => Between(Top >> 1, Left >> 1, (Bottom + 1) >> 1, (Right + 1) >> 1);

    /// <summary>The same place in the plane of twice the size.</summary>
    public Region Double() => new(2 * Top, 2 * Left, 2 * Height, 2 * Width);

    /// <summary>Whether all of <paramref name="other"/> lies inside.</summary>
    public bool Covers(Region other) => other.Top >= Top && other.Left >= Left && other.Bottom <= Bottom && other.Right <= Right;

    /// <inheritdoc/>
    public override string ToString() => $"rows {Top} to {Bottom - 1}, columns {Left} to {Right - 1}";

    private static Region Between(int top, int left, int bottom, int right) => new(top, left, bottom - top, right - left);
}
