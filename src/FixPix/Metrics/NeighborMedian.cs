using FixPix.Mosaics;

namespace FixPix.Metrics;

/// <summary>The median of the (up to) eight nearest neighbours of the same colour, within the active area.</summary>
internal sealed class NeighborMedian
{
    private const int Neighbors = 8;
    private const int SearchRadius = 6;

    private readonly Mosaic _mosaic;
    private readonly SensorArea _area;
    private readonly (int Rows, int Columns)[][] _offsets;

    public NeighborMedian(Mosaic mosaic)
    {
        (_mosaic, _area) = (mosaic, mosaic.Layout.ActiveArea);
        CfaPattern cfa = mosaic.Layout.Cfa;
        _offsets = [.. Enumerable.Range(0, cfa.PositionCount).Select(position =>
            cfa.SameColorOffsets(position / cfa.Columns, position % cfa.Columns, SearchRadius).Take(Neighbors).ToArray())];
    }

    /// <summary>Twice the median, DN, which is whole: that of an even number of samples lies between two.</summary>
    public int TwiceAt(int row, int column)
    {
        Span<int> sorted = stackalloc int[Neighbors];
        int count = 0;
        foreach ((int rows, int columns) in _offsets[_mosaic.Layout.Cfa.PositionAt(row, column)])
        {
            if (!_area.Contains(row + rows, column + columns))
            {
                continue;
            }

            int sample = _mosaic[row + rows, column + columns];
            int place = count++;
            for (; place > 0 && sorted[place - 1] > sample; place--)
            {
                sorted[place] = sorted[place - 1];
            }

            sorted[place] = sample;
        }

        return count == 0 ? 2 * _mosaic[row, column] : sorted[(count - 1) / 2] + sorted[count / 2];
    }
}
