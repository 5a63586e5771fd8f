using System.Diagnostics.CodeAnalysis;

namespace FixPix.Mosaics;

/// <summary>
/// The colour filter array: a tile of colours that repeats over the sensor. Bayer is 2×2, a monochrome sensor 1×1;
/// X-Trans (6×6) and quad-Bayer (4×4) fit the same type.
/// </summary>
/// <remarks>
/// A <i>position</i> is the index of a site within the tile, row-major: the plane that the site belongs to.
/// Two patterns are equal when their tiles are.
/// </remarks>
public sealed class CfaPattern : IEquatable<CfaPattern>
{
    private readonly CfaColor[] _tile;

    /// <summary>Makes a pattern from its tile.</summary>
    /// <param name="rows">Rows of the tile, 1 to 16.</param>
    /// <param name="columns">Columns of the tile, 1 to 16.</param>
    /// <param name="tile">rows × columns colours, row-major.</param>
    /// <exception cref="FixPixException">The tile's size is not rows × columns.</exception>
    public CfaPattern(int rows, int columns, params ReadOnlySpan<CfaColor> tile)
    {
        if (rows is < 1 or > 16 || columns is < 1 or > 16 || tile.Length != rows * columns)
        {
            throw new FixPixException($"CFA tile: {tile.Length} colours for {rows}×{columns}, expected 1×1 to 16×16");
        }

        (Rows, Columns, _tile) = (rows, columns, tile.ToArray());
        Name = IsMonochrome ? "MONO" : string.Concat(_tile.Select(color => "RGBW"[(int)color]));
    }

    /// <summary>Red first: R G / G B.</summary>
    public static CfaPattern Rggb { get; } = new(2, 2, CfaColor.Red, CfaColor.Green, CfaColor.Green, CfaColor.Blue);

    /// <summary>Green first, red beside it: G R / B G.</summary>
    public static CfaPattern Grbg { get; } = new(2, 2, CfaColor.Green, CfaColor.Red, CfaColor.Blue, CfaColor.Green);

    /// <summary>Green first, blue beside it: G B / R G.</summary>
    public static CfaPattern Gbrg { get; } = new(2, 2, CfaColor.Green, CfaColor.Blue, CfaColor.Red, CfaColor.Green);

    /// <summary>Blue first: B G / G R.</summary>
    public static CfaPattern Bggr { get; } = new(2, 2, CfaColor.Blue, CfaColor.Green, CfaColor.Green, CfaColor.Red);

    /// <summary>A sensor without colour filters.</summary>
    public static CfaPattern Monochrome { get; } = new(1, 1, CfaColor.Panchromatic);

    /// <summary>The patterns that a name stands for: the four Bayer phases and MONO.</summary>
    public static IReadOnlyList<CfaPattern> Named { get; } = [Rggb, Grbg, Gbrg, Bggr, Monochrome];

    /// <summary>Rows after which the pattern repeats.</summary>
    public int Rows { get; }

    /// <summary>Columns after which the pattern repeats.</summary>
    public int Columns { get; }

    /// <summary>The tile's colours as letters, row-major ("RGGB"), or "MONO".</summary>
    public string Name { get; }

    /// <summary>Number of positions in the tile: 4 for Bayer, 1 for mono.</summary>
    public int PositionCount => _tile.Length;

    /// <summary>Whether all sites have the same filter.</summary>
    public bool IsMonochrome => _tile.All(color => color == _tile[0]);

    /// <summary>Whether this is one of the four Bayer phases.</summary>
    public bool IsBayer => Rows == 2 && Columns == 2 && (Equals(Rggb) || Equals(Grbg) || Equals(Gbrg) || Equals(Bggr));

    /// <summary>The colour of a site.</summary>
    public CfaColor ColorAt(int row, int column) => _tile[PositionAt(row, column)];

    /// <summary>The index within the tile, 0 to <see cref="PositionCount"/> − 1, of a site with row and column ≥ 0.</summary>
    public int PositionAt(int row, int column) => (row % Rows * Columns) + (column % Columns);

    /// <summary>The pattern that a crop sees which begins at this row and column.</summary>
    public CfaPattern Shift(int rows, int columns)
    {
        CfaColor[] shifted = new CfaColor[_tile.Length];
        for (int index = 0; index < shifted.Length; index++)
        {
            shifted[index] = ColorAt((index / Columns) + Wrap(rows, Rows), (index % Columns) + Wrap(columns, Columns));
        }

        return new CfaPattern(Rows, Columns, shifted);
    }

    /// <summary>
    /// The steps from a site of this tile position to the other sites of its colour within a square of
    /// 2·radius + 1, nearest first (ties: by row, then column). The centre is left out.
    /// </summary>
    public IReadOnlyList<(int Rows, int Columns)> SameColorOffsets(int row, int column, int radius)
    {
        CfaColor color = ColorAt(row, column);
        return [.. from rows in Enumerable.Range(-radius, (2 * radius) + 1)
                   from columns in Enumerable.Range(-radius, (2 * radius) + 1)
                   where (rows, columns) != (0, 0) && ColorAt(Wrap(row + rows, Rows), Wrap(column + columns, Columns)) == color
                   orderby (rows * rows) + (columns * columns), rows, columns
                   select (rows, columns)];
    }

    /// <summary>Finds a pattern by its name, in any letter case.</summary>
    public static bool TryParse(string name, [NotNullWhen(true)] out CfaPattern? pattern)
    {
        pattern = Named.FirstOrDefault(named => named.Name.Equals(name, StringComparison.OrdinalIgnoreCase));
        return pattern is not null;
    }

    /// <inheritdoc/>
    public bool Equals(CfaPattern? other) =>
        other is not null && Rows == other.Rows && Columns == other.Columns && _tile.AsSpan().SequenceEqual(other._tile);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as CfaPattern);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Rows, Columns, Name);

    /// <inheritdoc/>
    public override string ToString() => Name;

    private static int Wrap(int value, int period) => ((value % period) + period) % period;
}
