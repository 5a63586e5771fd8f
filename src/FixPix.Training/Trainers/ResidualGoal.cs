using FixPix.Training.Datasets;
using FixPix.Training.Torch;

namespace FixPix.Training.Trainers;

/// <summary>To say by how many units of its patch a site is above its estimate. The loss is the squared error, weighed, as a share of that of the estimates: 1 for a network that says nothing.</summary>
public sealed class ResidualGoal : TrainingGoal
{
    /// <inheritdoc/>
    public override string Worth => "gain over the estimates in dB, mean over the validation's rates";

    /// <inheritdoc/>
    public override IReadOnlyList<string> Measures { get; } = ["gain-db"];

    /// <inheritdoc/>
    public override TorchTensor LossOf(TorchTensor output, TrainingBatch batch, TorchDevice device)
    {
        ArgumentNullException.ThrowIfNull(output);
        ArgumentNullException.ThrowIfNull(batch);
        ReadOnlySpan<long> shape = [batch.Count, batch.Outputs, batch.Height, batch.Width];
        float[] weights = [.. batch.Targets.Select((_, place) => Weight(batch, place))];
        TorchTensor away = output - TorchTensor.From(batch.Targets, shape, device);
        double estimates = batch.Targets.Zip(weights, static (target, weight) => weight * target * target).Sum();
        return (away * away * TorchTensor.From(weights, shape, device)).Sum().Affine(1 / Math.Max(1e-12, estimates), 0);
    }

    /// <inheritdoc/>
    public override TrainingTally Count(ReadOnlySpan<float> output, TrainingBatch batch, int crop)
    {
        ArgumentNullException.ThrowIfNull(batch);
        double away = output[0] - batch.Targets[crop], estimate = batch.Targets[crop];
        return new TrainingTally(Weight(batch, crop) * away * away, Weight(batch, crop) * estimate * estimate, 0);
    }

    /// <summary>By how many dB the error is less than that of the estimates.</summary>
    public override IReadOnlyList<double> Values(TrainingTally tally) => [tally.Second == 0 ? 0 : 10 * Math.Log10(tally.Second / tally.First)];

    /// <inheritdoc/>
    public override double WorthOf(IReadOnlyCollection<TrainingTally> judged, double loss) => judged.Average(tally => Values(tally)[0]);

    private static float Weight(TrainingBatch batch, int place) => batch.Weights.Length == 0 ? 1 : batch.Weights[place];
}
