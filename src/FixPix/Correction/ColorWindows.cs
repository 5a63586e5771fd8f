using FixPix.Mosaics;

namespace FixPix.Correction;

/// <summary>
/// For each CFA position: which sites of a window around it may be sources by their colour, and what to add to a
/// source's sample for the difference of the two positions' black levels.
/// </summary>
/// <remarks>
/// Windows are squares of up to 2·<see cref="GoodMask.SearchRadius"/> + 1. Blind to colour, every site may be a source and nothing is added.
/// </remarks>
internal sealed class ColorWindows
{
    private const int Radius = GoodMask.SearchRadius;
    private const int Side = (2 * Radius) + 1;

    private readonly CfaPattern _cfa;
    private readonly ulong[][] _rows;
    private readonly float[][] _shifts;
    private readonly uint[] _window5;

    public ColorWindows(MosaicLayout layout, bool colorBlind)
    {
        _cfa = layout.Cfa;
        int positions = _cfa.PositionCount;
        (_rows, _shifts, _window5) = (new ulong[positions][], new float[positions][], new uint[positions]);
        for (int position = 0; position < positions; position++)
        {
            (_rows[position], _shifts[position]) = (new ulong[Side], new float[Side * Side]);
            Describe(layout, position, colorBlind);
            for (int step = 0; step < 5; step++)
            {
                _window5[position] |= (uint)((_rows[position][step + Radius - 2] >> (Radius - 2)) & 31) << (5 * step);
            }
        }
    }

    /// <summary>Candidate sources of a position in the window's row <paramref name="step"/> (−8 to 8): bit 8 is the site's own column.</summary>
    public ulong Row(int position, int step) => _rows[position][step + Radius];

    /// <summary>Candidate sources of a position among the 5×5 around it, row-major; the centre is not one.</summary>
    public uint Window5(int position) => _window5[position];

    /// <summary>What to add to the sample at these steps from a site of this position: its black level less the source's, DN.</summary>
    public float Shift(int position, int rows, int columns) => _shifts[position][((rows + Radius) * Side) + columns + Radius];

    private void Describe(MosaicLayout layout, int position, bool colorBlind)
    {
        (int row, int column) = (position / _cfa.Columns, position % _cfa.Columns);
        for (int rows = -Radius; rows <= Radius; rows++)
        {
            for (int columns = -Radius; columns <= Radius; columns++)
            {
                // 16·period brings a negative step into the range that the pattern understands.
                (int sourceRow, int sourceColumn) = (row + rows + (16 * _cfa.Rows), column + columns + (16 * _cfa.Columns));
                bool sameColor = colorBlind || _cfa.ColorAt(sourceRow, sourceColumn) == _cfa.ColorAt(row, column);
                if (!sameColor || (rows, columns) == (0, 0))
                {
                    continue;
                }

                _rows[position][rows + Radius] |= 1UL << (columns + Radius);
                _shifts[position][((rows + Radius) * Side) + columns + Radius] =
                    colorBlind ? 0 : layout.BlackDn[position] - layout.BlackAt(sourceRow, sourceColumn);
            }
        }
    }
}
