using FixPix.Neural;
using FixPix.Neural.Kernels;

namespace FixPix.Tests.Neural.Kernels;

/// <summary>Matrix products by packed weights: the formula, and that neighbours of the output stay as they are.</summary>
public sealed class PackedProductTests
{
    [Theory]
    [InlineData(1, 1, 1)]
    [InlineData(2, 3, 12)]
    [InlineData(13, 17, 16)]
    [InlineData(31, 40, 37)]
    [InlineData(300, 5, 3)]
    public void Every_path_computes_the_product(int rows, int depth, int columns)
    {
        Workspace workspace = new();
        Matrix input = workspace.RentMatrix(rows, depth), output = workspace.RentMatrix(rows, columns);
        PackedWeights weights = Weights(depth, columns);
        Fill(input);
        foreach (KernelPath path in Fixtures.Paths)
        {
            PackedProduct.Multiply(in input, weights, in output, accumulate: false, rectify: false, path);
            for (int row = 0; row < rows; row++)
            {
                for (int column = 0; column < columns; column++)
                {
                    double expected = Bias(column);
                    for (int k = 0; k < depth; k++)
                    {
                        expected += input.Row(row)[k] * (double)Weight(k, column);
                    }

                    Assert.Equal(expected, output.Row(row)[column], 1e-4);
                }
            }
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_product_into_some_columns_leaves_the_others(bool accumulate)
    {
        Workspace workspace = new();
        Matrix input = workspace.RentMatrix(29, 6), output = workspace.RentMatrix(29, 40);
        Fill(input);
        foreach (KernelPath path in Fixtures.Paths)
        {
            for (int row = 0; row < 29; row++)
            {
                output.Row(row).Fill(7);
            }

            PackedProduct.Multiply(in input, Weights(6, 20), output.SliceColumns(11, 20), accumulate, rectify: false, path);
            for (int row = 0; row < 29; row++)
            {
                Assert.All(output.Row(row)[..11].ToArray().Concat(output.Row(row)[31..].ToArray()), value => Assert.Equal(7, value));
                Assert.DoesNotContain(7f, output.Row(row).Slice(11, 20).ToArray());
            }
        }
    }

    private static PackedWeights Weights(int depth, int columns) => new(depth, columns, Weight, [.. Enumerable.Range(0, columns).Select(Bias)]);

    private static float Weight(int k, int column) => MathF.Sin(1 + (k * 0.7f) + (column * 1.3f));

    private static float Bias(int column) => 0.1f + (column * 0.01f);

    private static void Fill(Matrix matrix)
    {
        for (int row = 0; row < matrix.Rows; row++)
        {
            for (int column = 0; column < matrix.Columns; column++)
            {
                matrix.Row(row)[column] = MathF.Cos(row + (column * 0.4f));
            }
        }
    }
}
