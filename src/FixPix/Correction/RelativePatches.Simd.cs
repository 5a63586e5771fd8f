using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace FixPix.Correction;

/// <content>The fast path: rows of eight or twice eight sites at once, in the same three passes. Even lanes and odd lanes are two kinds of sites.</content>
internal sealed partial class RelativePatches
{
    private const int Lanes = 8;
    private const int MostSites = 13 * CopyStride;

    /// <inheritdoc cref="ReadOne"/>
    [SkipLocalsInit]
    internal (float Origin, float Unit) ReadSimd(ref ushort first, nint stride, int row, int column, ref float target)
    {
        Span<float> deviations = stackalloc float[MostSites], marks = stackalloc float[MostSites];
        ref float deviation = ref MemoryMarshal.GetReference(deviations), mark = ref MemoryMarshal.GetReference(marks);
        Position position = _positions[_cfa.PositionAt(row, column)];
        float black = position.Black[0], baseDn = Unsafe.Add(ref first, (Radius * stride) + Radius) - black;
        (Vector128<float> sums, Vector128<float> counts) = Load(ref first, stride, row, column, position, ref deviation, ref mark);
        (Vector128<float> levels, Vector128<float> ratios) = position.Level(sums, counts, baseDn);
        float scale = position.Scale(Deviate(levels, ratios, ref deviation, ref mark), counts, baseDn);
        StoreValues(1 / scale, ref deviation, ref target);
        StoreMarks(position, ref mark, ref Unsafe.Add(ref target, Others));
        return (baseDn + black, scale);
    }

    // Samples above black, and 1 for each good one, 0 for the others; sums of both for each kind.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private (Vector128<float> Sums, Vector128<float> Counts) Load(ref ushort first, nint stride, int row, int column, Position position, ref float above, ref float mark)
    {
        Load(0, Pairs(position.Black, 0), ref first, stride, row, column, ref above, ref mark, out Vector256<float> evenSums, out Vector256<float> evenCounts);
        Load(1, Pairs(position.Black, 1), ref first, stride, row, column, ref above, ref mark, out Vector256<float> oddSums, out Vector256<float> oddCounts);
        return (OfKinds(evenSums, oddSums), OfKinds(evenCounts, oddCounts));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Load(
        int firstRow, Vector256<float> black, ref ushort first, nint stride, int row, int column, ref float above, ref float mark, out Vector256<float> sums, out Vector256<float> counts)
    {
        Vector256<float> sum = default, count = default;
        Vector256<int> bits = Vector256.Create(1, 2, 4, 8, 16, 32, 64, 128);
        for (int patchRow = firstRow; patchRow < Size; patchRow += 2)
        {
            int good = GoodInRow(row, column, patchRow);
            for (int lane = 0; lane < Size; lane += Lanes)
            {
                nuint place = (nuint)((patchRow * CopyStride) + lane);
                Vector256<float> isGood = Vector256.Equals(Vector256.Create(good >> lane) & bits, bits).AsSingle();
                Vector128<ushort> samples = Vector128.LoadUnsafe(ref Unsafe.Add(ref first, (patchRow * stride) + lane));
                Vector256<float> values = (Vector256.ConvertToSingle(Vector256.WidenLower(samples.ToVector256Unsafe()).AsInt32()) - black) & isGood;
                Vector256<float> ones = Vector256<float>.One & isGood;
                values.StoreUnsafe(ref above, place);
                ones.StoreUnsafe(ref mark, place);
                sum += values;
                count += ones;
            }
        }

        (sums, counts) = (sum, count);
    }

    // From samples above black to deviations; the sum of their sizes for each kind.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Vector128<float> Deviate(Vector128<float> levels, Vector128<float> ratios, ref float deviation, ref float mark) =>
        OfKinds(Deviate(0, Pairs(levels, 0), Pairs(ratios, 0), ref deviation, ref mark), Deviate(1, Pairs(levels, 1), Pairs(ratios, 1), ref deviation, ref mark));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Vector256<float> Deviate(int firstRow, Vector256<float> level, Vector256<float> ratio, ref float deviation, ref float mark)
    {
        Vector256<float> sum = default;
        for (int patchRow = firstRow; patchRow < Size; patchRow += 2)
        {
            for (int lane = 0; lane < Size; lane += Lanes)
            {
                nuint place = (nuint)((patchRow * CopyStride) + lane);
                Vector256<float> values = (Vector256.LoadUnsafe(ref deviation, place) - level) * (ratio * Vector256.LoadUnsafe(ref mark, place));
                values.StoreUnsafe(ref deviation, place);
                sum += Vector256.Abs(values);
            }
        }

        return sum;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void StoreValues(float perScale, ref float deviation, ref float target)
    {
        Vector256<float> factor = Vector256.Create(perScale);
        for (int patchRow = 0; patchRow < Size; patchRow++)
        {
            ref float from = ref Unsafe.Add(ref deviation, patchRow * CopyStride), to = ref Unsafe.Add(ref target, RowStart(patchRow));
            StoreScaled(ref from, factor, ref to);
            if (patchRow == Radius)
            {
                StoreScaled(ref Unsafe.Add(ref from, Radius + 1), factor, ref Unsafe.Add(ref to, Radius));
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void StoreMarks(Position position, ref float mark, ref float target)
    {
        Vector128<float> sign = position.IsSame + position.IsSame - Vector128<float>.One;
        Vector256<float> even = Pairs(sign, 0), odd = Pairs(sign, 1);
        for (int patchRow = 0; patchRow < Size; patchRow++)
        {
            ref float from = ref Unsafe.Add(ref mark, patchRow * CopyStride), to = ref Unsafe.Add(ref target, RowStart(patchRow));
            StoreScaled(ref from, (patchRow & 1) == 0 ? even : odd, ref to);
            if (patchRow == Radius)
            {
                // Behind the middle, which lies at an even place, an odd one comes first.
                StoreScaled(ref Unsafe.Add(ref from, Radius + 1), Vector256.Shuffle(even, Vector256.Create(1, 0, 3, 2, 5, 4, 7, 6)), ref Unsafe.Add(ref to, Radius));
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void StoreScaled(ref float from, Vector256<float> factor, ref float to)
    {
        Vector256<float> most = Vector256.Create(MostScales);
        for (int lane = 0; lane < Size; lane += Lanes)
        {
            Vector256.MinNative(Vector256.MaxNative(Vector256.LoadUnsafe(ref from, (nuint)lane) * factor, -most), most).StoreUnsafe(ref to, (nuint)lane);
        }
    }

    // The two kinds of an even (0) or odd (1) row, in turns.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Pairs(Vector128<float> kinds, int row)
    {
        Vector128<float> pair = row == 0 ? Vector128.Shuffle(kinds, Vector128.Create(0, 1, 0, 1)) : Vector128.Shuffle(kinds, Vector128.Create(2, 3, 2, 3));
        return Vector256.Create(pair, pair);
    }

    // Sums over the even and over the odd lanes of even and of odd rows.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> OfKinds(Vector256<float> evenRows, Vector256<float> oddRows)
    {
        Vector128<float> even = evenRows.GetLower() + evenRows.GetUpper(), odd = oddRows.GetLower() + oddRows.GetUpper();
        even += Vector128.Shuffle(even, Vector128.Create(2, 3, 0, 1));
        odd += Vector128.Shuffle(odd, Vector128.Create(2, 3, 0, 1));
        return Vector128.ConditionalSelect(Vector128.Create(-1, -1, 0, 0).AsSingle(), even, odd);
    }
}
