using FixPix.Neural;
using FixPix.Neural.Networks;
using FixPix.Neural.Weights;

namespace FixPix.Tests.Neural.Networks;

public sealed class PatchMlpTests
{
    [Fact]
    public void Gives_what_PyTorch_gives()
    {
        using WeightFile file = Fixtures.Open("patch-mlp");
        Workspace workspace = new();
        Matrix input = Fixtures.Rows(file.Read("test.input", 37, 24), workspace), output = workspace.RentMatrix(37, 1);
        new PatchMlp(file).Forward(in input, in output, workspace);
        Fixtures.Close(file.Read("test.output", 37, 1).Values, Fixtures.Values(output), 1e-6f, "patch MLP");
    }

    [Fact]
    public void A_patch_has_the_same_bits_alone_and_among_others_and_costs_no_memory_the_second_time()
    {
        using WeightFile file = Fixtures.Open("patch-mlp");
        PatchMlp network = new(file);
        Workspace workspace = new();
        Matrix input = Fixtures.Rows(file.Read("test.input", 37, 24), workspace), output = workspace.RentMatrix(37, 1);
        network.Forward(in input, in output, workspace);
        float[] together = Fixtures.Values(output);
        Assert.Equal(0, Allocations.Of(() =>
        {
            for (int row = 0; row < 37; row++)
            {
                network.Forward(input.Slice(row, 1), output.Slice(row, 1), workspace);
            }
        }));
        Assert.Equal(together, Fixtures.Values(output));
    }
}
