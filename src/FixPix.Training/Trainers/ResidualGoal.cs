using FixPix.Training.Datasets;
using FixPix.Training.Torch;

namespace FixPix.Training.Trainers;

/// <summary>To say by how many units of its patch a site is above its estimate. The loss is the squared error as a share of that of the estimates: 1 for a network that says nothing.</summary>
public sealed class ResidualGoal : TrainingGoal
{
    /// <inheritdoc/>
    public override IReadOnlyList<string> Measures { get; } = ["error-ratio"];

    /// <inheritdoc/>
    public override TorchTensor LossOf(TorchTensor output, TrainingBatch batch, TorchDevice device)
    {
        ArgumentNullException.ThrowIfNull(output);
        ArgumentNullException.ThrowIfNull(batch);
        TorchTensor away = output - TorchTensor.From(batch.Targets, [batch.Count, batch.Outputs, batch.Height, batch.Width], device);
        return (away * away).Sum().Affine(1 / Math.Max(1, batch.Targets.Sum(static target => (double)target * target)), 0);
    }

    /// <inheritdoc/>
    public override TrainingTally Count(ReadOnlySpan<float> output, TrainingBatch batch, int crop)
    {
        ArgumentNullException.ThrowIfNull(batch);
        double away = output[0] - batch.Targets[crop], estimate = batch.Targets[crop];
        return new TrainingTally(away * away, estimate * estimate, 0);
    }

    /// <summary>The squared error over that of the estimates.</summary>
    public override IReadOnlyList<double> Values(TrainingTally tally) => [tally.Second == 0 ? 1 : tally.First / tally.Second];
}
