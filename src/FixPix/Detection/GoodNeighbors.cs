using FixPix.Defects;
using FixPix.Mosaics;

namespace FixPix.Detection;

/// <summary>Reads sites against their good neighbours of the same colour, where it is known which sites are bad.</summary>
/// <param name="cfa">The colours.</param>
internal sealed class GoodNeighbors(CfaPattern cfa)
{
    private const int Wanted = 8;

    // So many of a colour are asked, nearest first: enough for a few good ones where six of seven sites are bad.
    private const int Asked = 24;

    private readonly (int Rows, int Columns)[][] _steps =
    [
        .. Enumerable.Range(0, cfa.PositionCount).Select(position => cfa.SameColorOffsets(
            position / cfa.Columns, position % cfa.Columns, 2 * Math.Max(2, Math.Max(cfa.Rows, cfa.Columns))).Take(Asked).ToArray()),
    ];

    /// <summary>Reads one site.</summary>
    /// <param name="frame">The frame.</param>
    /// <param name="bad">Sites that are not asked.</param>
    /// <param name="row">The site's row.</param>
    /// <param name="column">Its column.</param>
    public SiteReading Read(Mosaic frame, DefectMask bad, int row, int column)
    {
        Span<ushort> sorted = stackalloc ushort[Wanted];
        int count = 0;
        foreach ((int rows, int columns) in _steps[cfa.PositionAt(row, column)])
        {
            if (bad.IsGood(row + rows, column + columns))
            {
                Insert(sorted, count++, frame[row + rows, column + columns]);
                if (count == Wanted)
                {
                    break;
                }
            }
        }

        return Summary(frame[row, column], sorted[..count]);
    }

    private static void Insert(Span<ushort> sorted, int count, ushort value)
    {
        for (; count > 0 && sorted[count - 1] > value; count--)
        {
            sorted[count] = sorted[count - 1];
        }

        sorted[count] = value;
    }

    private static SiteReading Summary(ushort ownDn, ReadOnlySpan<ushort> sorted)
    {
        if (sorted.Length == 0)
        {
            return new SiteReading(ownDn, float.NaN, 0);
        }

        float median = (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2f;
        float spread = 0;
        foreach (ushort value in sorted)
        {
            spread += Math.Abs(value - median);
        }

        return new SiteReading(ownDn, median, spread / sorted.Length);
    }
}
