using FixPix.Training.Datasets;
using FixPix.Training.Tests.Torch;
using FixPix.Training.Torch;
using FixPix.Training.Trainers;

namespace FixPix.Training.Tests.Trainers;

[Collection(OneAtATime.Name)]
public sealed class ReconstructionGoalTests
{
    private static readonly ReconstructionGoal s_goal = new();

    // Two crops of four sites of which two and one are bad; estimates of 0.5, of which the truth is off by so many sixteenths.
    private static readonly TrainingBatch s_batch = new(2, 2, 2, new float[8], [1, float.NaN, -2, float.NaN, float.NaN, float.NaN, float.NaN, 3], [0.5, 0.25])
    {
        Bases = [.. Enumerable.Repeat(0.5f, 8)],
        Units = [.. Enumerable.Repeat(1 / 16f, 8)],
    };

    [Fact]
    public void Loss_is_one_for_the_estimates_and_nothing_for_the_truth_whatever_good_sites_get()
    {
        Assert.Equal(1, Loss(0, 7, 0, -9, 5, 5, 5, 0), 1e-2);
        Assert.Equal(0, Loss(1, 7, -2, -9, 5, 5, 5, 3), 1e-9);

        // Half of the one crop's error is taken away in amplitude, all of the other's.
        Assert.Equal((0.25 + LightLeft(0.5f, -1)) / 4, Loss(0.5f, 0, -1, 0, 0, 0, 0, 3), 1e-2);
    }

    [Fact]
    public void Crops_count_by_how_much_of_the_squared_error_is_gone()
    {
        TrainingTally tally = s_goal.Count([0.5f, 9, -1, 9], s_batch, 0) + s_goal.Count([9, 9, 9, 0], s_batch, 1);
        Assert.Equal(-10 * Math.Log10(LightLeft(0.5f, -1)) / 2, Assert.Single(s_goal.Values(tally)), 2e-2);
        Assert.Equal(0, Assert.Single(s_goal.Values(default)));
        Assert.Equal(Assert.Single(s_goal.Values(tally)) / 2, s_goal.WorthOf([tally, default], loss: 9), 1e-6);
    }

    // The first crop's squared error that is left, of light as EvenNoise has it.
    private static double LightLeft(float one, float other)
    {
        double Light(double sixteenths) => Math.Pow(0.5 + (sixteenths / 16) + 0.125, 2);
        double Squares(double first, double second) => Math.Pow(first, 2) + Math.Pow(second, 2);
        return Squares(Light(one) - Light(1), Light(other) - Light(-2)) / Squares(Light(0) - Light(1), Light(0) - Light(-2));
    }

    private static double Loss(params float[] output)
    {
        using TensorScope scope = new();
        return s_goal.LossOf(TorchTensor.From(output, [2, 1, 2, 2], TorchDevice.Processor), s_batch, TorchDevice.Processor).ToSingle();
    }
}
