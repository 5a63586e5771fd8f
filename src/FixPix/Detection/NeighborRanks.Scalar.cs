namespace FixPix.Detection;

/// <content>The truth.</content>
internal static partial class NeighborRanks
{
    /// <inheritdoc cref="OfRow"/>
    public static void OfRowScalar(
        ReadOnlySpan<short> above, ReadOnlySpan<short> here, ReadOnlySpan<short> below, int step, Span<short> difference, Span<short> low, Span<short> high)
    {
        Span<short> around = stackalloc short[8];
        for (int column = step; column < here.Length - step; column++)
        {
            (around[0], around[1], around[2]) = (above[column - step], above[column], above[column + step]);
            (around[3], around[4]) = (here[column - step], here[column + step]);
            (around[5], around[6], around[7]) = (below[column - step], below[column], below[column + step]);
            around.Sort();
            difference[column] = (short)(here[column] - ((around[3] + around[4]) >> 1));
            low[column] = around[1];
            high[column] = around[6];
        }
    }
}
