using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace FixPix.Detection;

/// <content>The fast path: sixteen or eight columns at once.</content>
internal static partial class PlaneMedian
{
    /// <summary>Medians of the columns [step, width − step) of a row that is not at a border.</summary>
    /// <param name="above">The row <paramref name="step"/> rows above.</param>
    /// <param name="here">The row.</param>
    /// <param name="below">The row <paramref name="step"/> rows below.</param>
    /// <param name="step">Columns between neighbours of a plane.</param>
    /// <param name="medians">One value for each column; at least 2·step + 8 columns.</param>
    public static void OfInteriorSimd(ReadOnlySpan<ushort> above, ReadOnlySpan<ushort> here, ReadOnlySpan<ushort> below, int step, Span<ushort> medians)
    {
        int end = here.Length - step;
        int column = step;
        if (Vector256.IsHardwareAccelerated && end - column >= Vector256<ushort>.Count)
        {
            for (; column <= end - Vector256<ushort>.Count; column += Vector256<ushort>.Count)
            {
                Store(Median(Load256(above, column, step), Load256(here, column, step), Load256(below, column, step)), medians, column);
            }
        }

        for (; column < end; column += Vector128<ushort>.Count)
        {
            // The last vector overlaps the one before it instead of leaving a rest.
            column = Math.Min(column, end - Vector128<ushort>.Count);
            Store(Median(Load128(above, column, step), Load128(here, column, step), Load128(below, column, step)), medians, column);
        }
    }

    private static (Vector256<ushort> A, Vector256<ushort> B, Vector256<ushort> C) Load256(ReadOnlySpan<ushort> row, int column, int step) =>
        (Vector256.Create(row.Slice(column - step)), Vector256.Create(row.Slice(column)), Vector256.Create(row.Slice(column + step)));

    private static (Vector128<ushort> A, Vector128<ushort> B, Vector128<ushort> C) Load128(ReadOnlySpan<ushort> row, int column, int step) =>
        (Vector128.Create(row.Slice(column - step)), Vector128.Create(row.Slice(column)), Vector128.Create(row.Slice(column + step)));

    private static void Store(Vector256<ushort> value, Span<ushort> row, int column) => value.CopyTo(row.Slice(column));

    private static void Store(Vector128<ushort> value, Span<ushort> row, int column) => value.CopyTo(row.Slice(column));

    // Sort each row of three; the median of nine is the middle of: largest of the smallest, middle of the middle, smallest of the largest.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<ushort> Median(
        (Vector256<ushort> A, Vector256<ushort> B, Vector256<ushort> C) p,
        (Vector256<ushort> A, Vector256<ushort> B, Vector256<ushort> C) q,
        (Vector256<ushort> A, Vector256<ushort> B, Vector256<ushort> C) r)
    {
        Sort(ref p.A, ref p.B, ref p.C);
        Sort(ref q.A, ref q.B, ref q.C);
        Sort(ref r.A, ref r.B, ref r.C);
        Vector256<ushort> low = Vector256.Max(Vector256.Max(p.A, q.A), r.A);
        Vector256<ushort> high = Vector256.Min(Vector256.Min(p.C, q.C), r.C);
        return Middle(low, Middle(p.B, q.B, r.B), high);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<ushort> Median(
        (Vector128<ushort> A, Vector128<ushort> B, Vector128<ushort> C) p,
        (Vector128<ushort> A, Vector128<ushort> B, Vector128<ushort> C) q,
        (Vector128<ushort> A, Vector128<ushort> B, Vector128<ushort> C) r)
    {
        Sort(ref p.A, ref p.B, ref p.C);
        Sort(ref q.A, ref q.B, ref q.C);
        Sort(ref r.A, ref r.B, ref r.C);
        Vector128<ushort> low = Vector128.Max(Vector128.Max(p.A, q.A), r.A);
        Vector128<ushort> high = Vector128.Min(Vector128.Min(p.C, q.C), r.C);
        return Middle(low, Middle(p.B, q.B, r.B), high);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Sort(ref Vector256<ushort> a, ref Vector256<ushort> b, ref Vector256<ushort> c)
    {
        (a, b) = (Vector256.Min(a, b), Vector256.Max(a, b));
        (b, c) = (Vector256.Min(b, c), Vector256.Max(b, c));
        (a, b) = (Vector256.Min(a, b), Vector256.Max(a, b));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Sort(ref Vector128<ushort> a, ref Vector128<ushort> b, ref Vector128<ushort> c)
    {
        (a, b) = (Vector128.Min(a, b), Vector128.Max(a, b));
        (b, c) = (Vector128.Min(b, c), Vector128.Max(b, c));
        (a, b) = (Vector128.Min(a, b), Vector128.Max(a, b));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<ushort> Middle(Vector256<ushort> a, Vector256<ushort> b, Vector256<ushort> c) =>
        Vector256.Max(Vector256.Min(a, b), Vector256.Min(Vector256.Max(a, b), c));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<ushort> Middle(Vector128<ushort> a, Vector128<ushort> b, Vector128<ushort> c) =>
        Vector128.Max(Vector128.Min(a, b), Vector128.Min(Vector128.Max(a, b), c));
}
