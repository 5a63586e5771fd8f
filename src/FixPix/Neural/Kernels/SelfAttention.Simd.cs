namespace FixPix.Neural.Kernels;

internal static unsafe partial class SelfAttention
{
    /// <summary>Queries that pass over the keys together: a multiple of the rows that every path of <see cref="PanelProduct"/> takes at a time.</summary>
    private const int QueryBlock = 96;

    /// <summary>Keys at a time: with the queries they make a block of scores that stays in the second-level cache.</summary>
    private const int KeyBlock = 256;

    /// <summary>Sixteen more, so that the rows of a block do not fall into the same lines of the first cache.</summary>
    private const int ScoreStride = KeyBlock + PanelProduct.Width;

    /// <summary>
    /// Streaming softmax (Milakov and Gimelshein 2018, Dao and others 2022): blocks of keys pass by; every query keeps its greatest score so far, and the sum of powers
    /// and the weighted values taken from it, which shrink when a greater score comes. The whole score matrix never exists.
    /// </summary>
    private static void RunLanes<TLanes>(in Matrix qkv, int heads, in Matrix output, Workspace workspace, KernelPath path)
        where TLanes : struct, ILanes<TLanes>
    {
        int mark = workspace.Mark(), tokens = qkv.Rows, width = output.Columns / heads;
        Scratch scratch = new(tokens, width, workspace);
        for (int head = 0; head < heads; head++)
        {
            Matrix queries = qkv.SliceColumns(head * width, width);
            scratch.PackKeys(qkv.SliceColumns((heads + head) * width, width));
            scratch.PackValues(qkv.SliceColumns((2 * heads + head) * width, width));
            for (int first = 0; first < tokens; first += QueryBlock)
            {
                int rows = Math.Min(QueryBlock, tokens - first);
                scratch.Begin(rows);
                for (int key = 0; key < tokens; key += KeyBlock)
                {
                    int keys = Math.Min(KeyBlock, tokens - key);
                    Scores(in scratch, queries.Slice(first, rows), key, keys, path);
                    Weigh<TLanes>(in scratch, rows, keys);
                    AddValues(in scratch, rows, key, keys, path);
                }

                Finish(in scratch, output.Slice(first, rows).SliceColumns(head * width, width));
            }
        }

        workspace.Release(mark);
    }

    /// <summary>Scores of a block of queries against a block of keys; what fills up the last panel gets −∞, the bias of its place.</summary>
    private static void Scores(in Scratch scratch, in Matrix queries, int firstKey, int keys, KernelPath path)
    {
        nint run = 0;
        for (int key = 0; key < keys; key += PanelProduct.Width)
        {
            PanelWork work = new()
            {
                Input = PackedProduct.Address(queries.Memory, queries.First),
                InputStride = queries.Stride,
                Runs = &run,
                RunCount = 1,
                RunLength = scratch.Width,
                Panel = scratch.Keys + (firstKey + key) * scratch.Width,
                Bias = firstKey + key + PanelProduct.Width <= scratch.Tokens ? scratch.NoBias : scratch.LastBias,
                Output = scratch.Scores + key,
                OutputStride = ScoreStride,
                Rows = queries.Rows,
                Columns = PanelProduct.Width,
            };
            PanelProduct.Run(in work, path);
        }
    }

    /// <summary>From scores to powers of two of their distance from the greatest so far, and the sums that go with it.</summary>
    private static void Weigh<TLanes>(in Scratch scratch, int rows, int keys)
        where TLanes : struct, ILanes<TLanes>
    {
        int filled = Panels(keys) * PanelProduct.Width;
        for (int row = 0; row < rows; row++)
        {
            float* scores = scratch.Scores + row * ScoreStride;
            float before = scratch.Largest[row];
            float largest = MathF.Max(before, Softmax.Largest<TLanes>(scores, filled));
            float shrink = 1;
            if (largest != before)
            {
                shrink = Exponential.PowerOfTwo(TLanes.All(before - largest)).Largest();
                Softmax.Scale<TLanes>(scratch.Weighted + row * scratch.FilledWidth, scratch.FilledWidth, shrink);
                scratch.Largest[row] = largest;
            }

            scratch.Sums[row] = scratch.Sums[row] * shrink + Softmax.Powers<TLanes>(scores, filled, largest);
        }
    }

    private static void AddValues(in Scratch scratch, int rows, int firstKey, int keys, KernelPath path)
    {
        nint run = 0;
        for (int column = 0; column < scratch.Width; column += PanelProduct.Width)
        {
            PanelWork work = new()
            {
                Input = scratch.Scores,
                InputStride = ScoreStride,
                Runs = &run,
                RunCount = 1,
                RunLength = keys,
                Panel = scratch.Values + (nint)column * scratch.Tokens + firstKey * PanelProduct.Width,
                Bias = scratch.NoBias,
                Output = scratch.Weighted + column,
                OutputStride = scratch.FilledWidth,
                Rows = rows,
                Columns = PanelProduct.Width,
                Accumulate = true,
            };
            PanelProduct.Run(in work, path);
        }
    }

    private static void Finish(in Scratch scratch, in Matrix output)
    {
        for (int row = 0; row < output.Rows; row++)
        {
            Span<float> result = output.Row(row);
            float* weighted = scratch.Weighted + row * scratch.FilledWidth;
            float factor = 1 / scratch.Sums[row];
            for (int column = 0; column < result.Length; column++)
            {
                result[column] = weighted[column] * factor;
            }
        }
    }

    private static int Panels(int columns) => (columns + PanelProduct.Width - 1) / PanelProduct.Width;
}
