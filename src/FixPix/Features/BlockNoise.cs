using FixPix.Mosaics;
using FixPix.Neural;

namespace FixPix.Features;

/// <summary>
/// The noise of a mosaic as a network is told of it: block by block of its plane and level by level, the robust spread (1.4826 times the median of the absolute values) of the
/// differences between values of even noise and the medians around them (<see cref="NeighborDifference"/>). A block is as large as the crops that networks learn from: what they
/// are told of a whole mosaic is what they learned to read.
/// </summary>
/// <param name="view">The mosaic as the network sees it.</param>
/// <param name="even">Brings the even and the odd rows of the view to even noise.</param>
/// <param name="plane">The network's plane.</param>
internal sealed class BlockNoise(CanonicalView view, EvenNoise[] even, Region plane)
{
    /// <summary>Steps of the median from black to white that have a spread each.</summary>
    public const int Levels = 16;

    // Rows and columns of a block, in places of 2×2 sites; the last block of a row or column takes the rest too.
    private const int Side = 48;

    // Of so many rows of sites two are looked at, one of each kind.
    private const int RowStep = 12;

    private const int EnoughSites = 32;
    private const float LevelsPerUnit = Levels / EvenNoise.White;
    private const float SigmaPerMedian = 1.4826f;

    // Parts of a DN from -1/2 to 1/2, evenly: what rounding to whole DN has taken away, so that the median of a coarse sensor's few steps is no whole step.
    private static readonly float[] s_lost = [.. Enumerable.Range(0, 16).Select(static place => ((place * 7 % 16) + 0.5f) / 16 - 0.5f)];

    private readonly int _rows = Math.Max(1, plane.Height / Side), _columns = Math.Max(1, plane.Width / Side);

    /// <summary>The block row that a row of the plane lies in.</summary>
    public int RowOf(int place) => Math.Clamp(place / Side, 0, _rows - 1);

    /// <summary>The block column that a column of the plane lies in.</summary>
    public int ColumnOf(int place) => Math.Clamp(place / Side, 0, _columns - 1);

    /// <summary>The column of the plane behind a block column.</summary>
    public int EndOf(int blockColumn) => blockColumn == _columns - 1 ? int.MaxValue : (blockColumn + 1) * Side;

    /// <summary>Measures one block.</summary>
    /// <param name="samples">The mosaic's samples.</param>
    /// <param name="blockRow">Its row among the blocks.</param>
    /// <param name="blockColumn">Its column.</param>
    /// <param name="perSigma"><see cref="Levels"/> numbers: 1 / σ of each level.</param>
    /// <param name="workspace">The thread's scratch memory.</param>
    public void Measure(ReadOnlySpan<ushort> samples, int blockRow, int blockColumn, Span<float> perSigma, Workspace workspace)
    {
        int top = 2 * blockRow * Side, bottom = 2 * (blockRow == _rows - 1 ? plane.Height : (blockRow + 1) * Side);
        int left = 2 * blockColumn * Side, width = 2 * Math.Min(EndOf(blockColumn), plane.Width) - left;
        int mark = workspace.Mark(), step = view.Step;
        Matrix values = workspace.RentMatrix(2 + (2 * step), width + (2 * step)), seen = workspace.RentMatrix(2, width);
        Span<ushort> scratch = NetworkInput.RentSamples(workspace, values.Columns);
        Span<int> counts = stackalloc int[Levels * SpreadCounts.Length];
        Span<float> steps = stackalloc float[Levels];
        for (int level = 0; level < Levels; level++)
        {
            steps[level] = even[0].SlopeAt((level + 0.5f) / LevelsPerUnit);
        }

        for (int row = top; row < bottom; row += RowStep)
        {
            for (int kept = 0; kept < values.Rows; kept++)
            {
                view.CopyRow(samples, row - step + kept, left - step, scratch);
                even[(kept + step) & 1].OfRow(scratch, values.Row(kept));
            }

            for (int kept = 0; kept < 2; kept++)
            {
                ReadOnlySpan<float> here = values.Row(kept + step);
                NeighborDifference.OfRow(values.Row(kept), here, values.Row(kept + (2 * step)), step, seen.Row(0), seen.Row(1));
                for (int column = 0; column < width; column++)
                {
                    float difference = seen.Row(0)[column];
                    int level = LevelOf(here[column + step] - difference);
                    counts[(level * SpreadCounts.Length) + SpreadCounts.IndexOf(difference + (steps[level] * s_lost[column % s_lost.Length]))]++;
                }
            }
        }

        workspace.Release(mark);
        Invert(counts, perSigma);
    }

    /// <summary>How far sites stand out of the noise: z / √(16 + 4 |z|) with z = difference / σ, which tells one σ from two as well as thirty from sixty.</summary>
    /// <param name="values">Values of even noise.</param>
    /// <param name="differences">Their differences to the medians around them.</param>
    /// <param name="perSigma">1 / σ of each level.</param>
    /// <param name="deviations">One number for each value.</param>
    public static void Scale(ReadOnlySpan<float> values, ReadOnlySpan<float> differences, ReadOnlySpan<float> perSigma, Span<float> deviations)
    {
        for (int place = 0; place < deviations.Length; place++)
        {
            float sigmas = differences[place] * perSigma[LevelOf(values[place] - differences[place])];
            deviations[place] = sigmas / MathF.Sqrt(16 + (4 * Math.Abs(sigmas)));
        }
    }

    private static int LevelOf(float median) => Math.Clamp((int)(median * LevelsPerUnit), 0, Levels - 1);

    // A level that too few sites fell into takes the noise of the nearest one that has enough.
    private static void Invert(ReadOnlySpan<int> counts, Span<float> perSigma)
    {
        for (int level = 0; level < Levels; level++)
        {
            ReadOnlySpan<int> own = counts.Slice(level * SpreadCounts.Length, SpreadCounts.Length);
            perSigma[level] = SpreadCounts.MedianOf(own, EnoughSites) is float median ? 1 / (SigmaPerMedian * median) : 0;
        }

        Span<float> known = stackalloc float[Levels];
        perSigma.CopyTo(known);
        for (int level = 0; level < Levels; level++)
        {
            for (int away = 1; perSigma[level] == 0 && away < Levels; away++)
            {
                float below = level >= away ? known[level - away] : 0, above = level + away < Levels ? known[level + away] : 0;
                perSigma[level] = below != 0 ? below : above;
            }
        }
    }

    // Absolute differences from 2^-14 to 1, sixteen steps to each doubling: the upper bits of a float.
    private static class SpreadCounts
    {
        private const int DroppedBits = 23 - 4;
        private const int First = (127 - 14) << 4;

        public const int Length = (14 << 4) + 1;

        public static int IndexOf(float difference) =>
            Math.Clamp((BitConverter.SingleToInt32Bits(Math.Abs(difference)) >> DroppedBits) - First, 0, Length - 1);

        public static float? MedianOf(ReadOnlySpan<int> counts, int enough)
        {
            int total = 0, below = 0, index = 0;
            foreach (int count in counts)
            {
                total += count;
            }

            if (total < enough)
            {
                return null;
            }

            while (2 * (below + counts[index]) < total)
            {
                below += counts[index++];
            }

            return BitConverter.Int32BitsToSingle((index + First) << DroppedBits);
        }
    }
}
