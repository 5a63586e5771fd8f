using FixPix.Mosaics;

namespace FixPix.Correction;

/// <summary>
/// Looks for good sites of one colour at any distance. Made for questions in the order of the map, row after row and
/// from left to right: each line of sites remembers what it found last, so no site is looked at twice.
/// </summary>
internal sealed class FarSearch
{
    private const int None = -1;

    private readonly MosaicLayout _layout;
    private readonly GoodMask _good;
    private readonly bool[] _wanted;
    private readonly Found[] _inColumn;
    private Found _inRow;
    private int _row = None;

    // The lower envelope of the row's parabolas: the columns they stand on, and where each begins to be the lowest.
    private readonly int[] _columns;
    private readonly double[] _begins;
    private int _parabolas;
    private int _envelopeRow = None;

    public FarSearch(MosaicLayout layout, GoodMask good, CfaColor? color)
    {
        (_layout, _good) = (layout, good);
        CfaPattern cfa = layout.Cfa;
        _wanted = new bool[cfa.PositionCount];
        for (int position = 0; position < _wanted.Length; position++)
        {
            _wanted[position] = color is null || cfa.ColorAt(position / cfa.Columns, position % cfa.Columns) == color;
        }

        _inColumn = new Found[layout.Width];
        Array.Fill(_inColumn, Found.Nothing);
        (_columns, _begins) = (new int[layout.Width], new double[layout.Width]);
    }

    /// <summary>The next sources up, down, left and right of a bad site, as indices into the samples.</summary>
    /// <returns>How many there are.</returns>
    public int InFourDirections(int row, int column, Span<int> found)
    {
        if (_row != row)
        {
            (_row, _inRow) = (row, Found.Nothing);
        }

        _inRow = Look(_inRow, row, column, alongRow: true);
        Found vertical = _inColumn[column] = Look(_inColumn[column], row, column, alongRow: false);
        int count = 0;
        AddIfAny(found, ref count, vertical.Before, column);
        AddIfAny(found, ref count, vertical.After, column);
        AddIfAny(found, ref count, row, _inRow.Before);
        AddIfAny(found, ref count, row, _inRow.After);
        return count;
    }

    /// <summary>The nearest source as an index into the samples, or −1.</summary>
    public int Nearest(int row, int column)
    {
        if (_envelopeRow != row)
        {
            BuildEnvelope(row);
        }

        if (_parabolas == 0)
        {
            return None;
        }

        int place = Array.BinarySearch(_begins, 0, _parabolas, column);
        int sourceColumn = _columns[place >= 0 ? place : ~place - 1];
        return (NearestRow(row, sourceColumn) * _layout.Width) + sourceColumn;
    }

    private void AddIfAny(Span<int> found, ref int count, int row, int column)
    {
        if (row != None && column != None)
        {
            found[count++] = (row * _layout.Width) + column;
        }
    }

    private bool IsSource(int row, int column, int place, bool alongRow) => alongRow
        ? _good[row, place] && _wanted[_layout.Cfa.PositionAt(row, place)]
        : _good[place, column] && _wanted[_layout.Cfa.PositionAt(place, column)];

    /// <summary>Moves what is known of a line on to a later place of it.</summary>
    private Found Look(Found known, int row, int column, bool alongRow)
    {
        (int place, int end) = alongRow ? (column, _layout.Width) : (row, _layout.Height);
        int before = place;
        while (before > known.Place && !IsSource(row, column, before, alongRow))
        {
            before--;
        }

        int after = known.After;
        if (after != None && after <= place)
        {
            after = place + 1;
            while (after < end && !IsSource(row, column, after, alongRow))
            {
                after++;
            }
        }

        return new Found(place, before > known.Place ? before : known.Before, after < end ? after : None);
    }

    private int NearestRow(int row, int column)
    {
        (_, int above, int below) = _inColumn[column];
        return above == None || (below != None && below - row < row - above) ? below : above;
    }

    private void BuildEnvelope(int row)
    {
        (_envelopeRow, _parabolas) = (row, 0);
        for (int column = 0; column < _layout.Width; column++)
        {
            _inColumn[column] = Look(_inColumn[column], row, column, alongRow: false);
            int nearest = NearestRow(row, column);
            if (nearest != None)
            {
                AddParabola(row, column, Squared(nearest - row) + Squared(column));
            }
        }
    }

    private void AddParabola(int row, int column, double height)
    {
        double begin = double.NegativeInfinity;
        while (_parabolas > 0)
        {
            int last = _columns[_parabolas - 1];
            double lastHeight = Squared(NearestRow(row, last) - row) + Squared(last);
            begin = (height - lastHeight) / (2.0 * (column - last));
            if (begin > _begins[_parabolas - 1])
            {
                break;
            }

            _parabolas--;
            begin = double.NegativeInfinity;
        }

        _columns[_parabolas] = column;
        _begins[_parabolas++] = begin;
    }

    private static double Squared(int value) => (double)value * value;

    /// <summary>What is known of a line of sites: up to Place, the last source at or before it and the first one after it.</summary>
    private readonly record struct Found(int Place, int Before, int After)
    {
        // After = 0 is at or before any place that is asked, so the first question looks.
        public static Found Nothing { get; } = new(None, None, 0);
    }
}
