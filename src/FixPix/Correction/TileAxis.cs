namespace FixPix.Correction;

/// <summary>How rows, or columns, fall into tiles of one size: side by side from the first on; the last reaches back, by an even number, so that it ends at the edge or up to one beyond it.</summary>
/// <param name="length">Rows or columns in all.</param>
/// <param name="tile">Those of a tile; even.</param>
internal readonly struct TileAxis(int length, int tile)
{
    /// <summary>Number of tiles.</summary>
    public int Count => (length + tile - 1) / tile;

    /// <summary>The first row of a tile.</summary>
    public int Start(int index) => Math.Max(0, Math.Min(index * tile, ((length + 1) & ~1) - tile));

    /// <summary>The first row that belongs to this tile alone.</summary>
    public int CoreStart(int index) => index * tile;

    /// <summary>The row after the last that belongs to it.</summary>
    public int CoreEnd(int index) => Math.Min(length, (index + 1) * tile);
}
