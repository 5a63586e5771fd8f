using FixPix.Defects;
using FixPix.Mosaics;

namespace FixPix.Detection;

/// <summary>What a suspect would read if it were good: the median of the good neighbours of its plane, the nearest eight or else the nearest twenty-four.</summary>
internal sealed class PlaneFill
{
    // Fewer than this of the nearest eight are too few to outvote a defect that nobody suspects yet.
    private const int FewestOfEight = 3;

    private readonly Mosaic _frame;
    private readonly (int Rows, int Columns)[] _steps;

    /// <summary>Prepares for a frame.</summary>
    /// <param name="frame">The frame.</param>
    /// <param name="step">Rows and columns between neighbours of a plane.</param>
    public PlaneFill(Mosaic frame, int step)
    {
        _frame = frame;
        List<(int, int)> rings = [];
        foreach (int ring in new[] { 1, 2 })
        {
            foreach ((int rows, int columns) in CfaPattern.Monochrome.SameColorOffsets(0, 0, ring))
            {
                if (Math.Max(Math.Abs(rows), Math.Abs(columns)) == ring)
                {
                    rings.Add((rows * step, columns * step));
                }
            }
        }

        _steps = [.. rings];
    }

    /// <summary>The value for a site, DN; its own sample where no good neighbour is left.</summary>
    public ushort At(int row, int column, DefectMask suspects)
    {
        Span<ushort> values = stackalloc ushort[24];
        int count = 0;
        for (int place = 0; place < _steps.Length; place++)
        {
            if (place == PlaneSites.NeighborCount && count >= FewestOfEight)
            {
                break;
            }

            (int otherRow, int otherColumn) = (row + _steps[place].Rows, column + _steps[place].Columns);
            if (suspects.IsGood(otherRow, otherColumn))
            {
                values[count++] = _frame[otherRow, otherColumn];
            }
        }

        if (count == 0)
        {
            return _frame[row, column];
        }

        values[..count].Sort();
        return (ushort)((values[(count - 1) / 2] + values[count / 2]) / 2);
    }
}
