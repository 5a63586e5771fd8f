using FixPix.Neural;
using FixPix.Neural.Networks;
using FixPix.Neural.Weights;
using FixPix.Training.Networks;
using FixPix.Training.Tests.Torch;
using FixPix.Training.Torch;

namespace FixPix.Training.Tests.Networks;

[Collection(OneAtATime.Name)]
public sealed class PatchMlpModelTests
{
    [Fact]
    public void Same_weights_give_the_engine_s_numbers()
    {
        using TensorScope scope = new();
        using WeightFile fresh = NetworkPreset.Find("patch-mlp-5-relative").Create(seed: 3);
        PatchMlp engine = new(fresh);
        using ParameterSet parameters = ParameterSet.Of(fresh, TorchDevice.Processor);
        Workspace workspace = new();
        Matrix input = workspace.RentMatrix(7, engine.Inputs), output = workspace.RentMatrix(7, 1);
        float[] values = [.. Enumerable.Range(0, 7 * engine.Inputs).Select(i => MathF.Sin(i * 0.71f))];
        for (int patch = 0; patch < 7; patch++)
        {
            values.AsSpan(patch * engine.Inputs, engine.Inputs).CopyTo(input.Row(patch));
        }

        engine.Forward(in input, in output, workspace);
        TorchTensor said = INetworkModel.Of(parameters).Forward(TorchTensor.From(values, [7, engine.Inputs, 1, 1], TorchDevice.Processor), BatchStatistics.Running);
        Assert.Equal([7, 1, 1, 1], said.Shape);
        float[] expected = said.ToArray();
        Assert.Equal(7, expected.Distinct().Count());
        for (int patch = 0; patch < 7; patch++)
        {
            Assert.Equal(expected[patch], output.Row(patch)[0], 1e-4f * (1 + Math.Abs(expected[patch])));
        }
    }

    [Fact]
    public void A_network_that_is_not_trained_here_is_refused_by_name()
    {
        using TensorScope scope = new();
        using WeightFile vit = new("vit", new Dictionary<string, string> { ["architecture"] = "perceptron" }, []);
        using ParameterSet parameters = ParameterSet.Of(vit, TorchDevice.Processor);
        Assert.Contains("architecture 'perceptron' cannot be trained", Assert.Throws<FixPixException>(() => INetworkModel.Of(parameters)).Message, StringComparison.Ordinal);
    }
}
