using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace FixPix.Features;

/// <content>The fast path: eight columns at once.</content>
internal static partial class NeighborDifference
{
    /// <inheritdoc cref="OfRow"/>
    public static void OfRowSimd(ReadOnlySpan<float> above, ReadOnlySpan<float> here, ReadOnlySpan<float> below, int step, Span<float> difference, Span<float> contrast)
    {
        int last = difference.Length - Vector256<float>.Count;
        for (int column = 0; ; column = Math.Min(column + Vector256<float>.Count, last))
        {
            // The last vector overlaps the one before it instead of leaving a rest.
            OfVector(above, here, below, step, column, difference, contrast);
            if (column == last)
            {
                return;
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void OfVector(ReadOnlySpan<float> above, ReadOnlySpan<float> here, ReadOnlySpan<float> below, int step, int column, Span<float> difference, Span<float> contrast)
    {
        int middle = column + step, right = middle + step;
        (Vector256<float> a, Vector256<float> b, Vector256<float> c) = (Vector256.Create(above[column..]), Vector256.Create(above[middle..]), Vector256.Create(above[right..]));
        (Vector256<float> d, Vector256<float> e) = (Vector256.Create(here[column..]), Vector256.Create(here[right..]));
        (Vector256<float> f, Vector256<float> g, Vector256<float> h) = (Vector256.Create(below[column..]), Vector256.Create(below[middle..]), Vector256.Create(below[right..]));
        Vector256<float> median = Median(a, b, c, d, e, f, g, h);
        Vector256<float> spread = ((Vector256.Abs(a - median) + Vector256.Abs(b - median)) + (Vector256.Abs(c - median) + Vector256.Abs(d - median)))
            + ((Vector256.Abs(e - median) + Vector256.Abs(f - median)) + (Vector256.Abs(g - median) + Vector256.Abs(h - median)));
        Vector256<float> away = Vector256.Create(here[middle..]) - median;
        away.CopyTo(difference[column..]);
        (away / (Vector256.Abs(away) + (spread * 0.25f) + Vector256.Create(Least))).CopyTo(contrast[column..]);
    }

    // Two sorted fours; then the largest of the lower half and the smallest of the upper half of both.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Median(
        Vector256<float> a, Vector256<float> b, Vector256<float> c, Vector256<float> d, Vector256<float> e, Vector256<float> f, Vector256<float> g, Vector256<float> h)
    {
        Sort(ref a, ref b, ref c, ref d);
        Sort(ref e, ref f, ref g, ref h);
        Vector256<float> fourth = Vector256.MaxNative(
            Vector256.MaxNative(Vector256.MinNative(a, h), Vector256.MinNative(b, g)), Vector256.MaxNative(Vector256.MinNative(c, f), Vector256.MinNative(d, e)));
        Vector256<float> fifth = Vector256.MinNative(
            Vector256.MinNative(Vector256.MaxNative(a, h), Vector256.MaxNative(b, g)), Vector256.MinNative(Vector256.MaxNative(c, f), Vector256.MaxNative(d, e)));
        return (fourth + fifth) * 0.5f;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Sort(ref Vector256<float> a, ref Vector256<float> b, ref Vector256<float> c, ref Vector256<float> d)
    {
        Order(ref a, ref b);
        Order(ref c, ref d);
        Order(ref a, ref c);
        Order(ref b, ref d);
        Order(ref b, ref c);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Order(ref Vector256<float> low, ref Vector256<float> high) => (low, high) = (Vector256.MinNative(low, high), Vector256.MaxNative(low, high));
}
