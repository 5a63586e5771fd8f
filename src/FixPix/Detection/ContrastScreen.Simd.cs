using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace FixPix.Detection;

/// <content>The fast path: sixteen columns at once. A sum of eight eighths of 15 bits fits 15 bits.</content>
internal static partial class ContrastScreen
{
    /// <inheritdoc cref="OfRow"/>
    public static void OfRowSimd(ContrastBand band, int place, int step, short leastDifference, int width, Span<ulong> words)
    {
        Vector256<short> least = Vector256.Create(leastDifference);
        words.Clear();
        for (int column = 0; column < width; column += Vector256<short>.Count)
        {
            // The padding on the right is as wide as a vector.
            ulong bits = OfVector(band, place + column, step, least);
            words[column >> 6] |= bits << (column & 63);
        }

        if ((width & 63) != 0)
        {
            words[width >> 6] &= (1UL << (width & 63)) - 1;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint OfVector(ContrastBand band, int at, int step, Vector256<short> least)
    {
        Vector256<short> size = Vector256.Abs(Load(band.Differences, at));
        Vector256<short> large = Vector256.GreaterThanOrEqual(size, least);
        if (large == Vector256<short>.Zero)
        {
            return 0;
        }

        Vector256<short> value = Load(band.Values, at);
        Vector256<short> outside = Vector256.Max(value - Load(band.High, at), Load(band.Low, at) - value);
        outside = Vector256.Max(outside, Vector256<short>.Zero);
        Vector256<short> inside = size - outside;
        Vector256<short> excess = outside + Vector256.ShiftRightLogical(inside, 2) + Vector256.ShiftRightLogical(inside, 4) + Vector256<short>.One;
        (Vector256<short> adjacent, Vector256<short> largest) = VectorsAround(band.Differences, at, band.Stride, 1);
        (Vector256<short> plane, _) = VectorsAround(band.Differences, at, band.Stride, step);
        Vector256<short> unrest = adjacent - largest + Vector256.ShiftRightLogical(plane, 1);
        return (large & Vector256.GreaterThanOrEqual(excess, unrest)).ExtractMostSignificantBits();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (Vector256<short> Sum, Vector256<short> Largest) VectorsAround(ReadOnlySpan<short> differences, int at, int stride, int distance)
    {
        int row = distance * stride;
        Vector256<short> a = Eighth(differences, at - row - distance);
        Vector256<short> b = Eighth(differences, at - row);
        Vector256<short> c = Eighth(differences, at - row + distance);
        Vector256<short> d = Eighth(differences, at - distance);
        Vector256<short> e = Eighth(differences, at + distance);
        Vector256<short> f = Eighth(differences, at + row - distance);
        Vector256<short> g = Eighth(differences, at + row);
        Vector256<short> h = Eighth(differences, at + row + distance);
        Vector256<short> largest = Vector256.Max(
            Vector256.Max(Vector256.Max(a, b), Vector256.Max(c, d)),
            Vector256.Max(Vector256.Max(e, f), Vector256.Max(g, h)));
        return (a + b + (c + d) + (e + f + (g + h)), largest);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<short> Eighth(ReadOnlySpan<short> differences, int at) =>
        Vector256.ShiftRightLogical(Vector256.Abs(Load(differences, at)), 3);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<short> Load(ReadOnlySpan<short> row, int at) => Vector256.Create(row[at..]);
}
