using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace FixPix.Detection;

/// <content>The fast path: sixteen columns at once through Batcher's sorting network for eight.</content>
internal static partial class NeighborRanks
{
    /// <inheritdoc cref="OfRow"/>
    public static void OfRowSimd(
        ReadOnlySpan<short> above, ReadOnlySpan<short> here, ReadOnlySpan<short> below, int step, Span<short> difference, Span<short> low, Span<short> high)
    {
        int last = here.Length - step - Vector256<short>.Count;
        for (int column = step; ; column = Math.Min(column + Vector256<short>.Count, last))
        {
            // The last vector overlaps the one before it instead of leaving a rest.
            OfVector(above, here, below, step, column, difference, low, high);
            if (column == last)
            {
                return;
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void OfVector(
        ReadOnlySpan<short> above, ReadOnlySpan<short> here, ReadOnlySpan<short> below, int step, int column, Span<short> difference, Span<short> low, Span<short> high)
    {
        Vector256<short> a = Vector256.Create(above[(column - step)..]);
        Vector256<short> b = Vector256.Create(above[column..]);
        Vector256<short> c = Vector256.Create(above[(column + step)..]);
        Vector256<short> d = Vector256.Create(here[(column - step)..]);
        Vector256<short> e = Vector256.Create(here[(column + step)..]);
        Vector256<short> f = Vector256.Create(below[(column - step)..]);
        Vector256<short> g = Vector256.Create(below[column..]);
        Vector256<short> h = Vector256.Create(below[(column + step)..]);

        // Two sorted fours …
        Order(ref a, ref b);
        Order(ref c, ref d);
        Order(ref a, ref c);
        Order(ref b, ref d);
        Order(ref b, ref c);
        Order(ref e, ref f);
        Order(ref g, ref h);
        Order(ref e, ref g);
        Order(ref f, ref h);
        Order(ref f, ref g);

        // … merged by odd and even places.
        Order(ref a, ref e);
        Order(ref b, ref f);
        Order(ref c, ref g);
        Order(ref d, ref h);
        Order(ref c, ref e);
        Order(ref d, ref f);
        Order(ref b, ref c);
        Order(ref d, ref e);
        Order(ref f, ref g);
        Vector256<short> median = Vector256.ShiftRightLogical(d + e, 1);
        (Vector256.Create(here[column..]) - median).CopyTo(difference[column..]);
        b.CopyTo(low[column..]);
        g.CopyTo(high[column..]);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Order(ref Vector256<short> low, ref Vector256<short> high) =>
        (low, high) = (Vector256.Min(low, high), Vector256.Max(low, high));
}
