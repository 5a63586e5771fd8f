using FixPix.Training.Datasets;
using FixPix.Training.Tests.Torch;
using FixPix.Training.Torch;
using FixPix.Training.Trainers;

namespace FixPix.Training.Tests.Trainers;

[Collection(OneAtATime.Name)]
public sealed class ValueGoalTests
{
    // Bad are 100 + 10 · 2 = 120 DN and 100 − 10 = 90 DN.
    private static readonly TrainingBatch s_batch = new(1, 2, 2, new float[4], [2, float.NaN, -1, float.NaN], [0.5]);

    [Fact]
    public void The_paper_s_losses_are_squared_errors_in_DN_over_the_bad_sites_alone()
    {
        Assert.Equal(0, Loss(asShare: true, 2, 9, -1, -9), 1e-9);
        Assert.Equal((400 + 900) / (120.0 * 120 + 90 * 90), Loss(asShare: true, 0, 9, 2, -9), 1e-6);
        Assert.Equal((400 + 900) / 2.0, Loss(asShare: false, 0, 9, 2, -9), 1e-3);
    }

    [Fact]
    public void Judged_is_the_error_over_all_crops_together()
    {
        ValueGoal goal = new(100, 10, asShare: false);
        TrainingTally tally = goal.Count([0, 9, 2, -9], s_batch, 0);
        Assert.Equal((400 + 900) / (120.0 * 120 + 90 * 90), Assert.Single(goal.Values(tally)), 1e-9);
        Assert.Equal(1 - (650 / (120.0 * 120 + 90 * 90)), goal.WorthOf([tally, goal.Count([2, 0, -1, 0], s_batch, 0)], loss: 7), 1e-9);
    }

    private static double Loss(bool asShare, params float[] output)
    {
        using TensorScope scope = new();
        return new ValueGoal(100, 10, asShare).LossOf(TorchTensor.From(output, [1, 1, 2, 2], TorchDevice.Processor), s_batch, TorchDevice.Processor).ToSingle();
    }
}
