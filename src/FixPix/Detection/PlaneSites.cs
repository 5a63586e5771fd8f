using FixPix.Mosaics;

namespace FixPix.Detection;

/// <summary>
/// Where a site's neighbours in its own plane lie. For Bayer and mono: the 3×3 window of sites of the same filter
/// position, pushed inside where it would cross a border. For larger tiles (X-Trans): the nearest eight of the colour.
/// </summary>
internal sealed class PlaneSites
{
    /// <summary>How many neighbours describe a site.</summary>
    public const int NeighborCount = 8;

    private readonly CfaPattern _cfa;
    private readonly (int Rows, int Columns)[][] _steps;

    private PlaneSites(CfaPattern cfa)
    {
        _cfa = cfa;
        Step = cfa.IsMonochrome ? 1 : cfa.Rows <= 2 && cfa.Columns <= 2 ? 2 : 0;
        _steps = new (int, int)[Step > 0 ? 0 : cfa.PositionCount][];
        for (int position = 0; position < _steps.Length; position++)
        {
            int reach = 2 * Math.Max(cfa.Rows, cfa.Columns);
            _steps[position] = [.. cfa.SameColorOffsets(position / cfa.Columns, position % cfa.Columns, reach)];
        }
    }

    /// <summary>Rows and columns between neighbours of a plane: 2 for Bayer, 1 for mono, 0 where they are irregular (X-Trans).</summary>
    public int Step { get; }

    /// <summary>The neighbourhoods of a pattern.</summary>
    public static PlaneSites Of(CfaPattern cfa) => new(cfa);

    /// <summary>The values of a site's neighbours.</summary>
    /// <param name="mosaic">The mosaic.</param>
    /// <param name="row">Row of the site.</param>
    /// <param name="column">Column of the site.</param>
    /// <param name="values">Room for <see cref="NeighborCount"/> values, DN.</param>
    /// <returns>How many there are: fewer in mosaics of a few sites only.</returns>
    public int Gather(Mosaic mosaic, int row, int column, Span<ushort> values) =>
        Step > 0 ? GatherWindow(mosaic, row, column, values) : GatherNearest(mosaic, row, column, values);

    private int GatherWindow(Mosaic mosaic, int row, int column, Span<ushort> values)
    {
        int count = 0;
        int left = WindowStart(column, mosaic.Width);
        int top = WindowStart(row, mosaic.Height);
        for (int otherRow = top; otherRow < Math.Min(top + (3 * Step), mosaic.Height); otherRow += Step)
        {
            for (int otherColumn = left; otherColumn < Math.Min(left + (3 * Step), mosaic.Width); otherColumn += Step)
            {
                if (otherRow != row || otherColumn != column)
                {
                    values[count++] = mosaic[otherRow, otherColumn];
                }
            }
        }

        return count;
    }

    // The first of three places of a plane that hold this one, as central as the border allows.
    private int WindowStart(int place, int length)
    {
        int phase = place % Step;
        int last = phase + ((length - 1 - phase) / Step * Step);
        return Math.Max(phase, Math.Min(place - Step, last - (2 * Step)));
    }

    private int GatherNearest(Mosaic mosaic, int row, int column, Span<ushort> values)
    {
        int count = 0;
        foreach ((int rows, int columns) in _steps[_cfa.PositionAt(row, column)])
        {
            (int otherRow, int otherColumn) = (row + rows, column + columns);
            if ((uint)otherRow < (uint)mosaic.Height && (uint)otherColumn < (uint)mosaic.Width)
            {
                values[count++] = mosaic[otherRow, otherColumn];
                if (count == NeighborCount)
                {
                    break;
                }
            }
        }

        return count;
    }
}
