namespace FixPix.Detection;

/// <content>The truth.</content>
internal static partial class ContrastScreen
{
    /// <inheritdoc cref="OfRow"/>
    public static void OfRowScalar(ContrastBand band, int place, int step, short leastDifference, int width, Span<ulong> words)
    {
        words.Clear();
        for (int column = 0; column < width; column++)
        {
            if (IsCandidate(band, place + column, step, leastDifference))
            {
                words[column >> 6] |= 1UL << (column & 63);
            }
        }
    }

    private static bool IsCandidate(ContrastBand band, int at, int step, short leastDifference)
    {
        ReadOnlySpan<short> differences = band.Differences;
        int size = Math.Abs(differences[at]);
        if (size < leastDifference)
        {
            return false;
        }

        int value = band.Values[at];
        int outside = Math.Max(0, Math.Max(value - band.High[at], band.Low[at] - value));
        int inside = size - outside;
        (int adjacent, int largest) = EighthsAround(differences, at, band.Stride, 1);
        (int plane, _) = EighthsAround(differences, at, band.Stride, step);
        return outside + (inside >> 2) + (inside >> 4) + 1 >= adjacent - largest + (plane >> 1);
    }

    // Sum and maximum of an eighth of each of the eight differences at this distance.
    private static (int Sum, int Largest) EighthsAround(ReadOnlySpan<short> differences, int at, int stride, int distance)
    {
        (int sum, int largest) = (0, 0);
        for (int row = -distance; row <= distance; row += distance)
        {
            for (int column = -distance; column <= distance; column += distance)
            {
                int eighth = (row, column) == (0, 0) ? 0 : Math.Abs(differences[at + (row * stride) + column]) >> 3;
                (sum, largest) = (sum + eighth, Math.Max(largest, eighth));
            }
        }

        return (sum, largest);
    }
}
