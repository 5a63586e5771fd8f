using FixPix.Training.Datasets;
using FixPix.Training.Torch;

namespace FixPix.Training.Trainers;

/// <summary>
/// To say the value of every bad site, as the FixPix paper trains its correctors: outputs and targets are (v − mean) / deviation, targets of good sites NaN. The loss is the squared error in DN over the bad sites, as a
/// share of their squared values (the paper's transformer) or in the mean (its MLP).
/// </summary>
/// <param name="meanDn">What 0 stands for, DN.</param>
/// <param name="deviationDn">What 1 adds to that, DN.</param>
/// <param name="asShare">Whether the loss is a share.</param>
public sealed class ValueGoal(double meanDn, double deviationDn, bool asShare) : TrainingGoal
{
    /// <inheritdoc/>
    public override IReadOnlyList<string> Measures { get; } = ["nmse"];

    /// <inheritdoc/>
    public override string Worth => "1 − NMSE over the validation's bad sites";

    /// <inheritdoc/>
    public override TorchTensor LossOf(TorchTensor output, TrainingBatch batch, TorchDevice device)
    {
        ArgumentNullException.ThrowIfNull(output);
        ArgumentNullException.ThrowIfNull(batch);
        float[] targets = new float[batch.Targets.Length], bad = new float[batch.Targets.Length];
        double squares = 0;
        for (int site = 0; site < targets.Length; site++)
        {
            if (!float.IsNaN(batch.Targets[site]))
            {
                (targets[site], bad[site]) = (batch.Targets[site], 1);
                squares += asShare ? Squared(Dn(batch.Targets[site])) : 1;
            }
        }

        ReadOnlySpan<long> shape = [batch.Count, batch.Outputs, batch.Height, batch.Width];
        TorchTensor away = (output - TorchTensor.From(targets, shape, device)) * TorchTensor.From(bad, shape, device);
        return (away * away).Sum().Affine(Squared(deviationDn) / Math.Max(1, squares), 0);
    }

    /// <inheritdoc/>
    public override TrainingTally Count(ReadOnlySpan<float> output, TrainingBatch batch, int crop)
    {
        ArgumentNullException.ThrowIfNull(batch);
        ReadOnlySpan<float> targets = OfCrop(batch.Targets, batch, crop);
        (double error, double squares) = (0, 0);
        for (int site = 0; site < output.Length; site++)
        {
            if (!float.IsNaN(targets[site]))
            {
                error += Squared(Dn(output[site]) - Dn(targets[site]));
                squares += Squared(Dn(targets[site]));
            }
        }

        return new TrainingTally(error, squares, 0);
    }

    /// <summary>The squared error over the squared values.</summary>
    public override IReadOnlyList<double> Values(TrainingTally tally) => [tally.Second == 0 ? 1 : tally.First / tally.Second];

    /// <inheritdoc/>
    public override double WorthOf(IReadOnlyCollection<TrainingTally> judged, double loss) =>
        1 - Values(judged.Aggregate(default(TrainingTally), static (sum, tally) => sum + tally))[0];

    private double Dn(double value) => (value * deviationDn) + meanDn;

    private static double Squared(double number) => number * number;
}
