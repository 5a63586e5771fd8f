using System.Numerics;
using FixPix.Defects;
using FixPix.Mosaics;

namespace FixPix.Correction;

/// <summary>
/// The value of the nearest good site: of the same colour or, blind to colour, of any, which is the nearest-neighbour
/// baseline of "FixPix: Fixing Bad Pixels using Deep Learning". Of several as near, the first by row, then column.
/// </summary>
/// <param name="colorBlind">Whether sites of all colours count.</param>
public sealed class NearestCorrector(bool colorBlind = false) : ICorrector
{
    /// <inheritdoc/>
    public CorrectionPlan Plan(DefectMap map, MosaicLayout layout) =>
        new NearestPlan(map, layout, new SourceRule(colorBlind, NearestOnly: true));

    private sealed class NearestPlan(DefectMap map, MosaicLayout layout, SourceRule rule) : WindowPlan(map, layout, rule)
    {
        // No step out of the window is shorter than the longest one within it.
        private static readonly int[] s_nearestFirst =
            [.. Enumerable.Range(0, WindowSteps.Count).Where(step => WindowSteps.SquaredLength(step) > 0).OrderBy(WindowSteps.SquaredLength)];

        protected override float FromWindow(in SourceWindow window)
        {
            foreach (int step in s_nearestFirst)
            {
                if ((window.Sources >> step & 1) != 0)
                {
                    return window[step];
                }
            }

            return float.NaN;
        }

        protected override float FromAfar(ReadOnlySpan<ushort> samples, int row, int column, int position)
        {
            (int shortest, int nearestRows, int nearestColumns) = (int.MaxValue, 0, 0);
            for (int rows = -GoodMask.SearchRadius; rows <= GoodMask.SearchRadius; rows++)
            {
                for (ulong rest = SourcesInRow(row, column, position, rows, GoodMask.SearchRadius); rest != 0; rest &= rest - 1)
                {
                    int columns = BitOperations.TrailingZeroCount(rest) - GoodMask.SearchRadius;
                    int length = (rows * rows) + (columns * columns);
                    if (length < shortest)
                    {
                        (shortest, nearestRows, nearestColumns) = (length, rows, columns);
                    }
                }
            }

            return samples[((row + nearestRows) * Layout.Width) + column + nearestColumns] + Windows.Shift(position, nearestRows, nearestColumns);
        }
    }
}
