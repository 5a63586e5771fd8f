using FixPix.Neural;
using FixPix.Neural.Networks;
using FixPix.Neural.Weights;
using FixPix.Training.Networks;
using FixPix.Training.Tests.Torch;
using FixPix.Training.Torch;

namespace FixPix.Training.Tests.Networks;

/// <summary>Parity: the same weights in libtorch and in the engine.</summary>
[Collection(OneAtATime.Name)]
public sealed class VitModelTests
{
    private const int GridRows = 3, GridColumns = 4, PatchRows = 6, PatchColumns = 4, Rows = GridRows * PatchRows, Columns = GridColumns * PatchColumns;

    [Fact]
    public void Same_weights_give_the_engine_s_numbers()
    {
        using TensorScope scope = new();
        using WeightFile fresh = NetworkPreset.Find("vit").With("patch", "6,4").With("tile", "18,16").With("encoder", "24,2,3").With("decoder", "16,1,2").Create(seed: 3);
        VitAutoencoder engine = new(fresh);
        using ParameterSet parameters = ParameterSet.Of(fresh, TorchDevice.Processor);
        Workspace workspace = new();
        Matrix patches = workspace.RentMatrix(GridRows * GridColumns, PatchRows * PatchColumns), output = workspace.RentMatrix(GridRows * GridColumns, PatchRows * PatchColumns);
        float[] values = [.. Enumerable.Range(0, 2 * Rows * Columns).Select(site => MathF.Sin(site * 0.71f))];
        float[] expected = INetworkModel.Of(parameters).Forward(TorchTensor.From(values, [2, 1, Rows, Columns], TorchDevice.Processor), BatchStatistics.Running).ToArray();
        Assert.Equal(values.Length, expected.Length);
        for (int tile = 0; tile < 2; tile++)
        {
            for (int site = 0; site < Rows * Columns; site++)
            {
                (int token, int pixel) = At(site);
                patches.Row(token)[pixel] = values[(tile * Rows * Columns) + site];
            }

            engine.Forward(in patches, in output, GridRows, GridColumns, workspace);
            for (int site = 0; site < Rows * Columns; site++)
            {
                (int token, int pixel) = At(site);
                float meant = expected[(tile * Rows * Columns) + site];
                Assert.Equal(meant, output.Row(token)[pixel], 1e-4f * (1 + Math.Abs(meant)));
            }
        }
    }

    [Fact]
    public void Before_training_its_answers_are_about_as_large_as_what_it_sees()
    {
        using TensorScope scope = new();
        using WeightFile layout = NetworkPreset.Find("vit").With("patch", "6,4").With("tile", "18,16").With("encoder", "64,4,4").With("decoder", "32,2,4").Create(seed: 0);
        using ParameterSet start = ParameterSet.Initial(layout, 5, TorchDevice.Processor);
        Random random = new(1);
        float[] noise = [.. Enumerable.Range(0, Rows * Columns).Select(_ => (float)((2 * random.NextDouble()) - 1))];
        float[] said = new VitModel(start).Forward(TorchTensor.From(noise, [1, 1, Rows, Columns], TorchDevice.Processor), BatchStatistics.Running).ToArray();
        Assert.InRange(Math.Sqrt(said.Average(static value => (double)value * value)), 0.2, 5);
    }

    // Site by site of the tile, to token by token of the engine.
    private static (int Token, int Pixel) At(int site)
    {
        (int row, int column) = Math.DivRem(site, Columns);
        return (((row / PatchRows) * GridColumns) + (column / PatchColumns), ((row % PatchRows) * PatchColumns) + (column % PatchColumns));
    }
}
