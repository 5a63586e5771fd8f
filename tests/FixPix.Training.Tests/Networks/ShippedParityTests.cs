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

    [Fact]
    public void Shipped_detector_says_the_same_in_libtorch_and_in_the_engine()
    {
        using TensorScope scope = new();
        using WeightFile weights = ShippedModels.Open(ShippedModels.Detector);
        UNet engine = new(weights);
        using ParameterSet parameters = ParameterSet.Of(weights, TorchDevice.Processor);
        TrainingBatch batch = Crops();
        float[] expected = new UNetModel(parameters)
            .Forward(TorchTensor.From(batch.Features, [batch.Count, batch.Inputs, Side, Side], TorchDevice.Processor), BatchStatistics.Running).ToArray();
        Assert.Contains(expected, static logOdds => logOdds > 3);
        for (int crop = 0; crop < batch.Count; crop++)
        {
            AssertSame(engine, batch.Features.AsSpan(crop * batch.Inputs * Side * Side), expected.AsSpan(crop * batch.Outputs * Side * Side, batch.Outputs * Side * Side));
        }
    }

    private static void AssertSame(UNet engine, ReadOnlySpan<float> features, ReadOnlySpan<float> expected)
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
            Assert.Equal(Probability(expected[i]), Probability(found), 1e-4f);
        }
    }

    // All rates, all cameras, on a picture made by arithmetic.
    private static TrainingBatch Crops()
    {
        RgbPhotograph waves = Scenes.Linear(160, 200, static (row, column, color) => 0.4 + (0.3 * Math.Sin(row / (5.0 + color)) * Math.Cos(column / 9.0)));
        return new SimulatedCrops([waves], new InjectionRange(), crops: 6, Side, seed: 2).Batch(step: 9, steps: 10);
    }

    private static float Probability(float logOdds) => 1 / (1 + MathF.Exp(-logOdds));
}
