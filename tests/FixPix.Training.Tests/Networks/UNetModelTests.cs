using FixPix.Neural;
using FixPix.Neural.Networks;
using FixPix.Neural.Weights;
using FixPix.Training.Networks;
using FixPix.Training.Tests.Torch;
using FixPix.Training.Torch;

namespace FixPix.Training.Tests.Networks;

/// <summary>Parity: the same weights in libtorch and in the engine.</summary>
[Collection(OneAtATime.Name)]
public sealed class UNetModelTests
{
    [Fact]
    public void Same_weights_give_the_engine_s_numbers()
    {
        using TensorScope scope = new();
        using WeightFile fresh = WeightFile.Fresh(Start.Metadata("16,20,24"), seed: 3);
        UNet engine = new(fresh);
        using ParameterSet parameters = ParameterSet.Of(fresh, TorchDevice.Processor);
        const int Height = 24, Width = 36;
        Workspace workspace = new();
        Region plane = Region.Whole(Height, Width);
        FeatureMap input = workspace.RentMap(plane, 8), output = workspace.RentMap(plane, 4);
        float[] values = new float[8 * Height * Width];
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = MathF.Sin(i * 0.71f);
            input.At(i / Width % Height, i % Width)[i / (Height * Width)] = values[i];
        }

        engine.Forward(in input, in output, plane, workspace);
        float[] expected = new UNetModel(parameters).Forward(TorchTensor.From(values, [1, 8, Height, Width], TorchDevice.Processor), BatchStatistics.Running).ToArray();
        for (int i = 0; i < expected.Length; i++)
        {
            Assert.Equal(expected[i], output.At(i / Width % Height, i % Width)[i / (Height * Width)], 1e-4f * (1 + Math.Abs(expected[i])));
        }
    }

    [Fact]
    public void Trained_numbers_go_out_as_a_weight_file_that_the_engine_reads_and_come_back()
    {
        using TensorScope scope = new();
        using ParameterSet parameters = Start.Network(seed: 4);
        using WeightFile file = parameters.ToWeightFile(new Dictionary<string, string> { ["steps"] = "0" });
        Assert.Equal("0", file.Setting("steps"));
        Assert.Equal(4, new UNet(file).Outputs);
        using ParameterSet again = ParameterSet.Of(file, TorchDevice.Processor);
        Assert.Equal(parameters.Names, again.Names);
        Assert.All(parameters.Names, name => Assert.Equal(parameters[name].ToArray(), again[name].ToArray()));
    }

    [Fact]
    public void A_start_belongs_to_its_seed_and_keeps_the_signal_s_size_through_the_levels()
    {
        using TensorScope scope = new();
        using ParameterSet one = Start.Network(seed: 5), same = Start.Network(seed: 5), other = Start.Network(seed: 6);
        Assert.Equal(one["down.0.conv1.weight"].ToArray(), same["down.0.conv1.weight"].ToArray());
        Assert.NotEqual(one["down.0.conv1.weight"].ToArray(), other["down.0.conv1.weight"].ToArray());
        Random random = new(1);
        float[] noise = [.. Enumerable.Range(0, 8 * 32 * 32).Select(_ => (float)(2 * random.NextDouble() - 1))];
        float[] logits = new UNetModel(one).Forward(TorchTensor.From(noise, [1, 8, 32, 32], TorchDevice.Processor), BatchStatistics.Learned).ToArray();
        double size = Math.Sqrt(logits.Average(value => (double)value * value));
        Assert.InRange(size, 0.2, 5);
    }

    [Fact]
    public void Batch_norm_learns_only_in_training_and_is_no_parameter()
    {
        using TensorScope scope = new();
        using ParameterSet parameters = Start.Network(seed: 7);
        UNetModel model = new(parameters);
        TorchTensor input = TorchTensor.From([.. Enumerable.Range(0, 8 * 64).Select(i => MathF.Cos(i))], [1, 8, 8, 8], TorchDevice.Processor);
        model.Forward(input, BatchStatistics.Running);
        Assert.All(parameters["down.0.norm1.running_mean"].ToArray(), value => Assert.Equal(0, value));
        model.Forward(input, BatchStatistics.Learned);
        Assert.Contains(parameters["down.0.norm1.running_mean"].ToArray(), value => value != 0);
        Assert.Equal(parameters.Names.Count(name => !name.Contains("running", StringComparison.Ordinal)), parameters.Trained.Count);
    }
}
