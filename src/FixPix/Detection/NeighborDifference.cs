using System.Runtime.Intrinsics;

namespace FixPix.Detection;

/// <summary>How far the values of a row are from the median of their eight neighbours: the mean of the middle two. For values after a transform; <see cref="NeighborRanks"/> is for samples.</summary>
internal static partial class NeighborDifference
{
    /// <summary>Differences of one row.</summary>
    /// <param name="above">The row <paramref name="step"/> rows above, from <paramref name="step"/> columns before the first site to as many behind the last.</param>
    /// <param name="here">The row, as wide.</param>
    /// <param name="below">The row <paramref name="step"/> rows below, as wide.</param>
    /// <param name="step">Columns between neighbours.</param>
    /// <param name="difference">Value − median of each site.</param>
    public static void OfRow(ReadOnlySpan<float> above, ReadOnlySpan<float> here, ReadOnlySpan<float> below, int step, Span<float> difference)
    {
        if (Vector128.IsHardwareAccelerated && difference.Length >= Vector256<float>.Count)
        {
            OfRowSimd(above, here, below, step, difference);
        }
        else
        {
            OfRowScalar(above, here, below, step, difference);
        }
    }

    /// <inheritdoc cref="OfRow"/>
    public static void OfRowScalar(ReadOnlySpan<float> above, ReadOnlySpan<float> here, ReadOnlySpan<float> below, int step, Span<float> difference)
    {
        Span<float> around = stackalloc float[8];
        for (int column = 0; column < difference.Length; column++)
        {
            int middle = column + step, right = middle + step;
            (around[0], around[1], around[2]) = (above[column], above[middle], above[right]);
            (around[3], around[4]) = (here[column], here[right]);
            (around[5], around[6], around[7]) = (below[column], below[middle], below[right]);
            around.Sort();
            difference[column] = here[middle] - ((around[3] + around[4]) * 0.5f);
        }
    }
}
