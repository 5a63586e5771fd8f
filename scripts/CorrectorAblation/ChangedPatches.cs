using System.Runtime.InteropServices;
using FixPix.Correction;
using FixPix.Mosaics;

namespace FixPix.CorrectorAblation;

/// <summary>The patches of <see cref="RelativePatches"/> with a part left out, site by site. Without a change they are the same.</summary>
/// <param name="layout">The frames' layout.</param>
/// <param name="size">Rows and columns of a patch.</param>
/// <param name="good">Which sites may be believed.</param>
/// <param name="change">What is left out.</param>
internal sealed class ChangedPatches(MosaicLayout layout, int size, GoodMask good, PatchChange change) : Patches(layout, size)
{
    // Sites an even or odd number of rows and of columns away: 2 · odd rows + odd columns.
    private const int Kinds = 4;

    /// <inheritdoc/>
    public override int Inputs => 2 * Others;

    /// <inheritdoc/>
    protected override (float Origin, float Unit) ReadOne(ref ushort first, nint stride, int row, int column, ref float target)
    {
        Span<float> light = stackalloc float[Size * Size], levels = stackalloc float[Kinds], ratios = stackalloc float[Kinds];
        Span<float> values = MemoryMarshal.CreateSpan(ref target, Others), marks = MemoryMarshal.CreateSpan(ref target, 2 * Others)[Others..];
        Copy(MemoryMarshal.CreateReadOnlySpan(ref first, ((Size - 1) * (int)stride) + Size), (int)stride, row, column, light);
        float black = Layout.BlackAt(row, column), range = Math.Max(1, Layout.WhiteDn - black), middle = light[Others / 2];
        Level(light, row, column, RelativePatches.RatioOffset * range, levels, ratios);
        (float unrest, int same) = (0, 0);
        for (int index = 0, place = 0; index < Size * Size; index++)
        {
            int kind = Kind(index);
            (bool isGood, bool isSame) = (IsGood(row, column, index), IsSame(row, column, kind));
            float away = isGood ? (light[index] - levels[kind]) * ratios[kind] : 0;
            (unrest, same) = isGood && isSame ? (unrest + MathF.Abs(away), same + 1) : (unrest, same);
            if (index != Others / 2)
            {
                bool isShown = isGood && (isSame || change.OtherColors);
                marks[place] = !isShown || !change.Marks ? 0 : isSame ? 1 : -1;
                values[place++] = isShown ? away : 0;
            }
        }

        float floor = RelativePatches.RoundingDn + (RelativePatches.ShotNoiseShare * MathF.Sqrt(Math.Max(middle, 0) * range));
        float unit = (change.UnitShare * range) ?? Math.Max(floor, unrest / Math.Max(1, same));
        foreach (ref float value in values)
        {
            value = Math.Clamp(value / unit, -RelativePatches.MostScales, RelativePatches.MostScales);
        }

        return (middle + black, unit);
    }

    // DN above black.
    private void Copy(ReadOnlySpan<ushort> samples, int stride, int row, int column, Span<float> light)
    {
        for (int index = 0; index < light.Length; index++)
        {
            light[index] = samples[(index / Size * stride) + (index % Size)] - Layout.BlackAt(row + (Kind(index) / 2), column + (Kind(index) % 2));
        }
    }

    private void Level(ReadOnlySpan<float> light, int row, int column, float offset, Span<float> levels, Span<float> ratios)
    {
        float middle = light[Others / 2];
        Span<float> counts = stackalloc float[Kinds];
        levels.Clear();
        counts.Clear();
        for (int index = 0; index < light.Length; index++)
        {
            int counted = IsGood(row, column, index) ? 1 : 0;
            levels[Kind(index)] += counted * light[index];
            counts[Kind(index)] += counted;
        }

        for (int kind = 0; kind < Kinds; kind++)
        {
            levels[kind] = IsSame(row, column, kind) || !change.Levels ? middle : levels[kind] / Math.Max(1, counts[kind]);
            ratios[kind] = (Math.Max(middle, 0) + offset) / (Math.Max(levels[kind], 0) + offset);
        }
    }

    // The radius is even: so a kind can be told from the patch's first row and column.
    private int Kind(int index) => (2 * (index / Size % 2)) + (index % Size % 2);

    private bool IsGood(int row, int column, int index) => good[row + (index / Size) - Radius, column + (index % Size) - Radius];

    private bool IsSame(int row, int column, int kind) => Layout.Cfa.ColorAt(row + (kind / 2), column + (kind % 2)) == Layout.Cfa.ColorAt(row, column);
}
