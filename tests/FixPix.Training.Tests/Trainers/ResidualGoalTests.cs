using FixPix.Training.Datasets;
using FixPix.Training.Tests.Torch;
using FixPix.Training.Torch;
using FixPix.Training.Trainers;

namespace FixPix.Training.Tests.Trainers;

[Collection(OneAtATime.Name)]
public sealed class ResidualGoalTests
{
    private static readonly ResidualGoal s_goal = new();
    private static readonly TrainingBatch s_batch = new(3, 1, 1, new float[6], [1, -2, 0], [0.1, 0.1, 0.2]);

    [Fact]
    public void Loss_is_one_for_the_estimates_and_nothing_for_the_truth()
    {
        Assert.Equal(1, Loss(0, 0, 0), 1e-6);
        Assert.Equal(0, Loss(1, -2, 0), 1e-6);
        Assert.Equal((0.25 + 1 + 4) / 5, Loss(0.5f, -1, 2), 1e-6);
    }

    [Fact]
    public void Sites_are_counted_by_how_much_of_the_squared_error_is_gone()
    {
        TrainingTally tally = s_goal.Count([0.5f], s_batch, 0) + s_goal.Count([-1], s_batch, 1);
        Assert.Equal(10 * Math.Log10(5 / 1.25), Assert.Single(s_goal.Values(tally)), 1e-6);
        Assert.Equal(0, Assert.Single(s_goal.Values(default)));
        Assert.Equal(5 * Math.Log10(4), s_goal.WorthOf([tally, new TrainingTally(1, 1, 0)], loss: 9), 1e-6);
    }

    [Fact]
    public void Targets_count_by_their_weights()
    {
        TrainingBatch weighed = s_batch with { Weights = [1, 0.25f, 7] };
        Assert.Equal((0.25 + (0.25 * 4) + (7 * 4)) / 2, Loss(weighed, 0.5f, 0, 2), 1e-6);
        TrainingTally tally = s_goal.Count([0.5f], weighed, 0) + s_goal.Count([-1], weighed, 1);
        Assert.Equal(10 * Math.Log10(2 / (0.25 + 0.25)), Assert.Single(s_goal.Values(tally)), 1e-6);
        Assert.Equal([0.25f, 7], weighed.Part(1, 2).Batch.Weights);
    }

    private static double Loss(params float[] output) => Loss(s_batch, output);

    private static double Loss(TrainingBatch batch, params float[] output)
    {
        using TensorScope scope = new();
        return s_goal.LossOf(TorchTensor.From(output, [3, 1, 1, 1], TorchDevice.Processor), batch, TorchDevice.Processor).ToSingle();
    }
}
