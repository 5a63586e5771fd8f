using FixPix.Neural;
using FixPix.Neural.Kernels;
using FixPix.Neural.Weights;

namespace FixPix.Tests.Neural.Kernels;

/// <summary>Layer norm and softmax.</summary>
public sealed class RowKernelTests
{
    private const float Epsilon = 1e-6f;

    [Theory]
    [InlineData(2)]
    [InlineData(15)]
    [InlineData(16)]
    [InlineData(17)]
    [InlineData(53)]
    public void Plain_loops_give_what_PyTorch_computes(int columns)
    {
        using WeightFile file = Fixtures.Open("transformer");
        Workspace workspace = new();
        Matrix rows = Fixtures.Rows(file.Read($"rows.{columns}", 3, columns), workspace), normal = workspace.RentMatrix(3, columns);
        float[] gain = file.Read($"rows.{columns}.gain", columns).Values, shift = file.Read($"rows.{columns}.shift", columns).Values;
        RowNorm.Run(in rows, gain, shift, Epsilon, in normal, KernelPath.Scalar);
        Softmax.Run(in rows, KernelPath.Scalar);
        Fixtures.Close(file.Read($"rows.{columns}.norm", 3, columns).Values, Fixtures.Values(normal), 1e-5f, "layer norm");
        Fixtures.Close(file.Read($"rows.{columns}.softmax", 3, columns).Values, Fixtures.Values(rows), 1e-6f, "softmax");
    }

    [Fact]
    public void Every_path_gives_what_the_plain_loops_give()
    {
        foreach (int columns in Enumerable.Range(1, 34).Append(97))
        {
            Workspace workspace = new();
            Matrix rows = Fixtures.Normal(3, columns, columns, workspace), gain = Fixtures.Normal(2, columns, 7, workspace);
            float[] normal = Norm(in rows, in gain, KernelPath.Scalar, workspace), probabilities = Probabilities(in rows, KernelPath.Scalar, workspace);
            foreach (KernelPath path in Fixtures.Paths)
            {
                Fixtures.Close(normal, Norm(in rows, in gain, path, workspace), 1e-5f, $"layer norm of {columns}, {path}");
                Fixtures.Close(probabilities, Probabilities(in rows, path, workspace), 1e-6f, $"softmax of {columns}, {path}");
            }
        }
    }

    [Fact]
    public void Softmax_of_great_scores_does_not_overflow()
    {
        foreach (KernelPath path in Fixtures.Paths)
        {
            Matrix scores = new Workspace().RentMatrix(1, 5);
            new[] { 3e30f, 3e30f, -3e30f, 0, float.NegativeInfinity }.CopyTo(scores.Row(0));
            Softmax.Run(in scores, path);
            Assert.Equal([0.5f, 0.5f, 0, 0, 0], scores.Row(0).ToArray());
        }
    }

    /// <summary>The first row of the gains is the gain, the second the shift.</summary>
    private static float[] Norm(in Matrix rows, in Matrix gains, KernelPath path, Workspace workspace)
    {
        Matrix output = workspace.RentMatrix(rows.Rows, rows.Columns);
        RowNorm.Run(in rows, gains.Row(0), gains.Row(1), Epsilon, in output, path);
        return Fixtures.Values(output);
    }

    private static float[] Probabilities(in Matrix rows, KernelPath path, Workspace workspace)
    {
        Matrix scores = workspace.RentMatrix(rows.Rows, rows.Columns);
        for (int row = 0; row < rows.Rows; row++)
        {
            rows.Row(row).CopyTo(scores.Row(row));
        }

        Softmax.Run(in scores, path);
        return Fixtures.Values(scores);
    }
}
