using System.Runtime.Intrinsics;

namespace FixPix.Features;

/// <summary>
/// How far the values of a row are from the median m of their eight neighbours (the mean of the middle two): the difference d = value − m, and the contrast d / (|d| + 2 s + 1/1024),
/// −1 to 1, with s the neighbours' mean distance from m. What stands out of the noise of a dark, quiet frame differs by a hundredth of what texture does in a bright one; its contrast is
/// the same. For values after a transform; the classical detectors have ranks of samples.
/// </summary>
internal static partial class NeighborDifference
{
    private const float Least = 1 / 1024f;

    /// <summary>Differences and contrasts of one row.</summary>
    /// <param name="above">The row <paramref name="step"/> rows above, from <paramref name="step"/> columns before the first site to as many behind the last.</param>
    /// <param name="here">The row, as wide.</param>
    /// <param name="below">The row <paramref name="step"/> rows below, as wide.</param>
    /// <param name="step">Columns between neighbours.</param>
    /// <param name="difference">Value − median of each site.</param>
    /// <param name="contrast">The contrast of each site; as long.</param>
    public static void OfRow(ReadOnlySpan<float> above, ReadOnlySpan<float> here, ReadOnlySpan<float> below, int step, Span<float> difference, Span<float> contrast)
    {
        if (Vector128.IsHardwareAccelerated && difference.Length >= Vector256<float>.Count)
        {
            OfRowSimd(above, here, below, step, difference, contrast);
        }
        else
        {
            OfRowScalar(above, here, below, step, difference, contrast);
        }
    }

    /// <inheritdoc cref="OfRow"/>
    public static void OfRowScalar(ReadOnlySpan<float> above, ReadOnlySpan<float> here, ReadOnlySpan<float> below, int step, Span<float> difference, Span<float> contrast)
    {
        Span<float> around = stackalloc float[8], sorted = stackalloc float[8];
        for (int column = 0; column < difference.Length; column++)
        {
            int middle = column + step, right = middle + step;
            (around[0], around[1], around[2], around[3]) = (above[column], above[middle], above[right], here[column]);
            (around[4], around[5], around[6], around[7]) = (here[right], below[column], below[middle], below[right]);
            around.CopyTo(sorted);
            sorted.Sort();
            float median = (sorted[3] + sorted[4]) * 0.5f, away = here[middle] - median;
            for (int neighbor = 0; neighbor < around.Length; neighbor++)
            {
                around[neighbor] = Math.Abs(around[neighbor] - median);
            }

            float spread = ((around[0] + around[1]) + (around[2] + around[3])) + ((around[4] + around[5]) + (around[6] + around[7]));
            (difference[column], contrast[column]) = (away, away / (Math.Abs(away) + (spread * 0.25f) + Least));
        }
    }
}
