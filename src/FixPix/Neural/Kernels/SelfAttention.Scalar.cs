namespace FixPix.Neural.Kernels;

internal static unsafe partial class SelfAttention
{
    /// <summary>The truth that the vector paths are compared with: one query at a time, all its scores, their softmax, the mean of the values that they weight.</summary>
    private static void RunScalar(in Matrix qkv, int heads, in Matrix output, Workspace workspace)
    {
        int mark = workspace.Mark(), width = output.Columns / heads;
        Span<float> scores = workspace.RentMatrix(1, qkv.Rows).Row(0);
        for (int head = 0; head < heads; head++)
        {
            Matrix queries = qkv.SliceColumns(head * width, width);
            Matrix keys = qkv.SliceColumns((heads + head) * width, width);
            Matrix values = qkv.SliceColumns((2 * heads + head) * width, width);
            for (int query = 0; query < qkv.Rows; query++)
            {
                for (int key = 0; key < qkv.Rows; key++)
                {
                    scores[key] = Product(queries.Row(query), keys.Row(key)) / MathF.Sqrt(width);
                }

                Softmax.RunScalar(scores);
                Mean(scores, in values, output.Row(query).Slice(head * width, width));
            }
        }

        workspace.Release(mark);
    }

    private static float Product(ReadOnlySpan<float> left, ReadOnlySpan<float> right)
    {
        float sum = 0;
        for (int i = 0; i < left.Length; i++)
        {
            sum += left[i] * right[i];
        }

        return sum;
    }

    private static void Mean(ReadOnlySpan<float> weights, in Matrix values, Span<float> mean)
    {
        mean.Clear();
        for (int row = 0; row < weights.Length; row++)
        {
            ReadOnlySpan<float> value = values.Row(row);
            for (int column = 0; column < mean.Length; column++)
            {
                mean[column] += weights[row] * value[column];
            }
        }
    }
}
