using FixPix.Neural.Kernels;

namespace FixPix.Tests.Neural.Kernels;

/// <summary>The scalar panel product against its formula, and every vector path against the scalar one.</summary>
public sealed unsafe class PanelProductTests
{
    private const float Untouched = 12345f;

    [Fact]
    public void Scalar_path_computes_the_formula()
    {
        Problem problem = new(rows: 2, columns: 2, runs: [0, 7], runLength: 2, inputStride: 3);
        float[] output = problem.Run(KernelPath.Scalar, accumulate: true, rectify: false);
        for (int row = 0; row < 2; row++)
        {
            for (int column = 0; column < 2; column++)
            {
                double expected = problem.Bias[column] + Problem.Before(row, column);
                for (int k = 0; k < 4; k++)
                {
                    expected += problem.Input[row * 3 + k / 2 * 7 + k % 2] * problem.Panel[k * 16 + column];
                }

                Assert.Equal(expected, output[row * Problem.OutputStride + column], 1e-5);
            }
        }
    }

    [Theory]
    [InlineData(false, false)]
    [InlineData(false, true)]
    [InlineData(true, false)]
    [InlineData(true, true)]
    public void Every_path_agrees_with_the_scalar_one_and_writes_nothing_else(bool accumulate, bool rectify)
    {
        foreach (int rows in new[] { 1, 2, 3, 4, 5, 6, 7, 11, 12, 13, 17, 24, 31 })
        {
            foreach (int columns in new[] { 1, 2, 7, 15, 16 })
            {
                foreach ((nint[] runs, int runLength) in new (nint[], int)[] { ([0], 1), ([0], 2), ([0], 17), ([0, 50, 101], 3), ([0, 3, 7, 60, 63, 66, 120, 123, 127], 4) })
                {
                    Problem problem = new(rows, columns, runs, runLength, inputStride: 5);
                    float[] expected = problem.Run(KernelPath.Scalar, accumulate, rectify);
                    foreach (KernelPath path in Fixtures.Paths)
                    {
                        float[] actual = problem.Run(path, accumulate, rectify);
                        string what = $"{path}, {rows} rows, {columns} columns, {runs.Length} runs of {runLength}";
                        Fixtures.Close(expected, actual, 1e-6f, what);
                        Assert.Equal(expected.Count(value => value == Untouched), actual.Count(value => value == Untouched));
                    }
                }
            }
        }
    }

    [Fact]
    public void A_row_has_the_same_bits_in_whatever_block_it_is_computed()
    {
        Problem problem = new(rows: 31, columns: 16, runs: [0, 40], runLength: 11, inputStride: 5);
        foreach (KernelPath path in Fixtures.Paths)
        {
            float[] whole = problem.Run(path, accumulate: false, rectify: false);
            for (int row = 0; row < 31; row++)
            {
                float[] alone = problem.Run(path, accumulate: false, rectify: false, firstRow: row, rowCount: 1);
                Assert.Equal(whole.AsSpan(row * Problem.OutputStride, 16), alone.AsSpan(row * Problem.OutputStride, 16));
            }
        }
    }

    [Fact]
    public void Not_a_number_comes_through()
    {
        Problem problem = new(rows: 13, columns: 16, runs: [0], runLength: 3, inputStride: 5);
        problem.Input[5 * 6 + 1] = float.NaN;
        foreach (KernelPath path in Fixtures.Paths)
        {
            float[] output = problem.Run(path, accumulate: false, rectify: true);
            Assert.All(Enumerable.Range(0, 13), row => Assert.Equal(row == 6, float.IsNaN(output[row * Problem.OutputStride + 3])));
        }
    }

    /// <summary>One call's memory, with values that differ everywhere.</summary>
    private sealed class Problem(int rows, int columns, nint[] runs, int runLength, int inputStride)
    {
        public const int OutputStride = 19;

        public float[] Input { get; } = Wave(rows * inputStride + (int)runs[^1] + runLength, 0.37f);

        public float[] Panel { get; } = Wave(runs.Length * runLength * 16, 0.91f);

        public float[] Bias { get; } = Wave(16, 0.53f);

        public static float Before(int row, int column) => MathF.Sin(row + column);

        public float[] Run(KernelPath path, bool accumulate, bool rectify, int firstRow = 0, int? rowCount = null)
        {
            float[] output = new float[rows * OutputStride];
            Array.Fill(output, Untouched);
            for (int i = 0; i < rows * columns; i++)
            {
                output[i / columns * OutputStride + i % columns] = Before(i / columns, i % columns);
            }

            fixed (float* input = Input, panel = Panel, bias = Bias, to = output)
            fixed (nint* starts = runs)
            {
                PanelWork work = new()
                {
                    Input = input + firstRow * inputStride,
                    InputStride = inputStride,
                    Runs = starts,
                    RunCount = runs.Length,
                    RunLength = runLength,
                    Panel = panel,
                    Bias = bias,
                    Output = to + firstRow * OutputStride,
                    OutputStride = OutputStride,
                    Rows = rowCount ?? rows,
                    Columns = columns,
                    Accumulate = accumulate,
                    Rectify = rectify,
                };
                PanelProduct.Run(in work, path);
            }

            return output;
        }

        private static float[] Wave(int length, float step) => [.. Enumerable.Range(0, length).Select(i => MathF.Sin(1 + i * step))];
    }
}
