using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace FixPix.Correction;

/// <content>The truth: site after site, in three passes: the levels, the deviations, their unit.</content>
internal sealed partial class RelativePatches
{
    /// <inheritdoc cref="ReadOne"/>
    internal (float Origin, float Unit) ReadScalar(ref ushort first, nint stride, int row, int column, ref float target)
    {
        Position position = _positions[_cfa.PositionAt(row, column)];
        float baseDn = Unsafe.Add(ref first, (Radius * stride) + Radius) - position.Black[0];
        Span<float> sums = stackalloc float[4], counts = stackalloc float[4], deviations = stackalloc float[4];
        sums.Clear();
        counts.Clear();
        deviations.Clear();
        for (int index = 0; index < Size * Size; index++)
        {
            int kind = Kind(index);
            if (IsGood(row, column, index))
            {
                sums[kind] += Sample(ref first, stride, index) - position.Black[kind];
                counts[kind]++;
            }
        }

        (Vector128<float> levels, Vector128<float> ratios) = position.Level(Vector128.Create<float>(sums), Vector128.Create<float>(counts), baseDn);
        for (int index = 0, place = 0; index < Size * Size; index++)
        {
            int kind = Kind(index);
            bool good = IsGood(row, column, index);
            float deviation = good ? (Sample(ref first, stride, index) - position.Black[kind] - levels[kind]) * ratios[kind] : 0;
            deviations[kind] += MathF.Abs(deviation);
            if (index != Others / 2)
            {
                Unsafe.Add(ref target, Others + place) = good ? (2 * position.IsSame[kind]) - 1 : 0;
                Unsafe.Add(ref target, place++) = deviation;
            }
        }

        float scale = position.Scale(Vector128.Create<float>(deviations), Vector128.Create<float>(counts), baseDn);
        for (int place = 0; place < Others; place++)
        {
            ref float value = ref Unsafe.Add(ref target, place);
            value = Math.Clamp(value * (1 / scale), -MostScales, MostScales);
        }

        return (baseDn + position.Black[0], scale);
    }

    private bool IsGood(int row, int column, int index) => (GoodInRow(row, column, index / Size) >> (index % Size) & 1) != 0;

    // The radius is even: so a kind can be told from the patch's first row and column.
    private int Kind(int index) => (2 * (index / Size % 2)) + (index % Size % 2);

    private int Sample(ref ushort first, nint stride, int index) => Unsafe.Add(ref first, (index / Size * stride) + (index % Size));
}
