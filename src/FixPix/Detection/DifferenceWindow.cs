using FixPix.Mosaics;

namespace FixPix.Detection;

/// <summary>
/// How far the sites of a band of rows are from the medians of their planes, and the sizes of these differences, of any
/// colour, summed over the 5×5 window around each site. Scratch memory of one thread.
/// </summary>
/// <param name="width">Columns of the frame.</param>
internal sealed class DifferenceWindow(int width)
{
    /// <summary>Sites from the middle of the window to its border.</summary>
    public const int Reach = 2;

    /// <summary>Sites of the window besides the one in its middle.</summary>
    public const int Others = (((2 * Reach) + 1) * ((2 * Reach) + 1)) - 1;

    private readonly int[] _differences = new int[(FrameFindings.RowsPerBand + (2 * Reach)) * width];
    private readonly ushort[] _medians = new ushort[width];
    private readonly int[] _columns = new int[width];
    private int _top;
    private int _row;
    private int _windowRows;

    /// <summary>Takes the differences of the rows [first, end) and of those that their windows reach.</summary>
    public void Fill(Mosaic frame, PlaneSites sites, int first, int end)
    {
        _top = Math.Max(0, first - Reach);
        for (int row = _top; row < Math.Min(frame.Height, end + Reach); row++)
        {
            PlaneMedian.OfRow(frame, sites, row, _medians);
            ReadOnlySpan<ushort> samples = frame.Row(row);
            Span<int> differences = _differences.AsSpan((row - _top) * width, width);
            for (int column = 0; column < width; column++)
            {
                differences[column] = samples[column] - _medians[column];
            }
        }
    }

    /// <summary>Turns to a row of the band.</summary>
    /// <returns>Its differences, DN: sample minus median.</returns>
    public ReadOnlySpan<int> MoveTo(Mosaic frame, int row)
    {
        _row = (row - _top) * width;
        (int top, int bottom) = (Math.Max(0, row - Reach), Math.Min(frame.Height, row + Reach + 1));
        _windowRows = bottom - top;
        Array.Clear(_columns);
        for (int other = top; other < bottom; other++)
        {
            ReadOnlySpan<int> differences = DifferenceRow(other);
            for (int column = 0; column < width; column++)
            {
                _columns[column] += Math.Abs(differences[column]);
            }
        }

        return DifferenceRow(row);
    }

    /// <summary>The difference of a site of the row moved to, DN: sample minus median.</summary>
    public int At(int column) => _differences[_row + column];

    /// <summary>
    /// The mean size of the differences of the other sites in a window, DN: at a border, of those that are there.
    /// </summary>
    /// <param name="column">Column of the window's middle, in the row moved to.</param>
    /// <param name="ownDn">Size of the difference in its middle.</param>
    /// <returns>0 where there is no other site.</returns>
    public double MeanOfOthersDn(int column, int ownDn)
    {
        (int first, int end) = (Math.Max(0, column - Reach), Math.Min(width, column + Reach + 1));
        int sum = -ownDn;
        for (int other = first; other < end; other++)
        {
            sum += _columns[other];
        }

        int others = (_windowRows * (end - first)) - 1;
        return others == 0 ? 0 : sum / (double)others;
    }

    private ReadOnlySpan<int> DifferenceRow(int row) => _differences.AsSpan((row - _top) * width, width);
}
