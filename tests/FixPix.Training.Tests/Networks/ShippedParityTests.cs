using FixPix.Detection;
using FixPix.Models;
using FixPix.Neural;
using FixPix.Neural.Networks;
using FixPix.Neural.Weights;
using FixPix.Training.Datasets;
using FixPix.Training.Networks;
using FixPix.Training.Simulation;
using FixPix.Training.Tests.Simulation;
using FixPix.Training.Tests.Torch;
using FixPix.Training.Torch;

namespace FixPix.Training.Tests.Networks;

/// <summary>Parity where it counts: the shipped weights on crops as they were trained on.</summary>
[Collection(OneAtATime.Name)]
public sealed class ShippedParityTests
{
    private const int Side = 32;

    [Theory]
    [InlineData(ShippedModels.Detector)]
    [InlineData(ShippedModels.SecondLook)]
    public void Shipped_detectors_say_the_same_in_libtorch_and_in_the_engine(string name)
    {
        using TensorScope scope = new();
        using WeightFile weights = ShippedModels.Open(name), first = ShippedModels.Open(ShippedModels.Detector);
        UNet engine = new(weights);
        TrainingBatch batch = Crops(() => name == ShippedModels.Detector ? new DetectorExamples(6, Side) : DetectorExamples.LookingAgain(6, Side, new UNetDetector(first)));
        float[] expected = InLibtorch(weights, batch);
        Assert.Contains(expected, static logOdds => logOdds > 3);
        for (int crop = 0; crop < batch.Count; crop++)
        {
            AssertSame(engine, batch.Features.AsSpan(crop * batch.Inputs * Side * Side), expected.AsSpan(crop * batch.Outputs * Side * Side, batch.Outputs * Side * Side), Probability);
        }
    }

    [Fact]
    public void Shipped_reconstructor_says_the_same_in_libtorch_and_in_the_engine()
    {
        using TensorScope scope = new();
        using WeightFile weights = ShippedModels.Open(ShippedModels.Reconstructor);
        UNet engine = new(weights);
        TrainingBatch batch = Crops(() => new ReconstructionExamples(6, Side));
        float[] expected = InLibtorch(weights, batch);
        Assert.Contains(expected, static units => Math.Abs(units) > 0.1);
        for (int crop = 0; crop < batch.Count; crop++)
        {
            AssertSame(engine, batch.Features.AsSpan(crop * batch.Inputs * Side * Side), expected.AsSpan(crop * batch.Outputs * Side * Side, batch.Outputs * Side * Side), static units => units);
        }
    }

    [Fact]
    public void Shipped_corrector_says_the_same_in_libtorch_and_in_the_engine()
    {
        using TensorScope scope = new();
        using WeightFile weights = ShippedModels.Open(ShippedModels.Corrector);
        PatchMlp engine = new(weights);
        TrainingBatch batch = Crops(static () => new PatchExamples(9, mostOfCrop: 64));
        float[] expected = InLibtorch(weights, batch);
        Assert.Contains(expected, static units => Math.Abs(units) > 0.1);
        Workspace workspace = new();
        Matrix input = workspace.RentMatrix(batch.Count, batch.Inputs), output = workspace.RentMatrix(batch.Count, 1);
        for (int patch = 0; patch < batch.Count; patch++)
        {
            batch.Features.AsSpan(patch * batch.Inputs, batch.Inputs).CopyTo(input.Row(patch));
        }

        engine.Forward(in input, in output, workspace);
        for (int patch = 0; patch < batch.Count; patch++)
        {
            Assert.Equal(expected[patch], output.Row(patch)[0], 1e-4f * (1 + Math.Abs(expected[patch])));
        }
    }

    private static float[] InLibtorch(WeightFile weights, TrainingBatch batch)
    {
        using ParameterSet parameters = ParameterSet.Of(weights, TorchDevice.Processor);
        return INetworkModel.Of(parameters)
            .Forward(TorchTensor.From(batch.Features, [batch.Count, batch.Inputs, batch.Height, batch.Width], TorchDevice.Processor), BatchStatistics.Running).ToArray();
    }

    private static void AssertSame(UNet engine, ReadOnlySpan<float> features, ReadOnlySpan<float> expected, Func<float, float> meaning)
    {
        Workspace workspace = new();
        Region plane = Region.Whole(Side, Side);
        FeatureMap input = workspace.RentMap(plane, engine.Inputs), output = workspace.RentMap(plane, engine.Outputs);
        for (int i = 0; i < engine.Inputs * Side * Side; i++)
        {
            input.At(i / Side % Side, i % Side)[i / (Side * Side)] = features[i];
        }

        engine.Forward(in input, in output, plane, workspace);
        for (int i = 0; i < expected.Length; i++)
        {
            float found = output.At(i / Side % Side, i % Side)[i / (Side * Side)];
            Assert.Equal(expected[i], found, 1e-4f * (1 + Math.Abs(expected[i])));
            Assert.Equal(meaning(expected[i]), meaning(found), 1e-4f * (1 + Math.Abs(expected[i])));
        }
    }

    // All rates, all cameras, on a picture made by arithmetic.
    private static TrainingBatch Crops(Func<ICropExamples> examples)
    {
        RgbPhotograph waves = Scenes.Linear(160, 200, static (row, column, color) => 0.4 + (0.3 * Math.Sin(row / (5.0 + color)) * Math.Cos(column / 9.0)));
        return new SimulatedCrops([waves], new InjectionRange(), crops: 6, Side, seed: 2) { Examples = examples }.Batch(step: 9, steps: 10);
    }

    private static float Probability(float logOdds) => 1 / (1 + MathF.Exp(-logOdds));
}
