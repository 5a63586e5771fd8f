using FixPix.Features;
using FixPix.Training.Datasets;
using FixPix.Training.Torch;

namespace FixPix.Training.Trainers;

/// <summary>
/// To say of every bad site how far it is from its estimate. The loss is the squared error over the bad sites of a crop as a share of that of the estimates: 1 for a network that says nothing, and all crops count alike,
/// whatever their noise and their share of bad sites. Half of it is of values of even noise, as eyes see them, half of light, as errors are reported. The batch's bases are the estimates, values of even
/// noise (<see cref="EvenNoise"/>); targets of good sites are NaN.
/// </summary>
public sealed class ReconstructionGoal : TrainingGoal
{
    // Of a crop whose estimates are hardly off nothing can be learned: each of its sites counts as if it were off by the root of this.
    private const double LeastError = 4e-6;

    // A value u of even noise is (u + 1/8)² − 1/64 of white.
    private const float TwiceRoot = 1 / 4f;

    /// <inheritdoc/>
    public override string Worth => "gain over the estimates in dB, mean over the validation's rates";

    /// <inheritdoc/>
    public override IReadOnlyList<string> Measures { get; } = ["gain-db"];

    /// <inheritdoc/>
    public override TorchTensor LossOf(TorchTensor output, TrainingBatch batch, TorchDevice device)
    {
        ArgumentNullException.ThrowIfNull(output);
        ArgumentNullException.ThrowIfNull(batch);
        int length = batch.Targets.Length;
        (float[] targets, float[] slopes, float[] weights, float[] lightWeights) = (new float[length], new float[length], new float[length], new float[length]);
        for (int crop = 0; crop < batch.Count; crop++)
        {
            Weigh(batch, crop, targets, slopes, weights, lightWeights);
        }

        ReadOnlySpan<long> shape = [batch.Count, batch.Outputs, batch.Height, batch.Width];
        TorchTensor away = (output - TorchTensor.From(targets, shape, device)) * TorchTensor.From(batch.Units, shape, device);
        TorchTensor light = away * (TorchTensor.From(slopes, shape, device) + away);
        TorchTensor sum = (away * away * TorchTensor.From(weights, shape, device)).Sum() + (light * light * TorchTensor.From(lightWeights, shape, device)).Sum();
        return sum.Affine(0.5 / batch.Count, 0);
    }

    /// <inheritdoc/>
    public override TrainingTally Count(ReadOnlySpan<float> output, TrainingBatch batch, int crop)
    {
        ArgumentNullException.ThrowIfNull(batch);
        ReadOnlySpan<float> targets = OfCrop(batch.Targets, batch, crop), bases = OfCrop(batch.Bases, batch, crop), units = OfCrop(batch.Units, batch, crop);
        (double error, double estimates) = (0, 0);
        for (int site = 0; site < output.Length; site++)
        {
            if (!float.IsNaN(targets[site]))
            {
                (float estimate, float truth) = (bases[site], bases[site] + (units[site] * targets[site]));
                double least = LeastError * Squared((2 * truth) + TwiceRoot);
                error += least + Squared(Light(estimate + (units[site] * output[site])) - Light(truth));
                estimates += least + Squared(Light(estimate) - Light(truth));
            }
        }

        return estimates > 0 ? new TrainingTally(10 * Math.Log10(estimates / error), 1, 0) : default;
    }

    /// <summary>By how many dB the error, in light, is less than that of the estimates, in the mean over crops.</summary>
    public override IReadOnlyList<double> Values(TrainingTally tally) => [tally.Second == 0 ? 0 : tally.First / tally.Second];

    /// <inheritdoc/>
    public override double WorthOf(IReadOnlyCollection<TrainingTally> judged, double loss) => judged.Average(tally => Values(tally)[0]);

    // light(û) − light(u) = (û − u) (2 (u + 1/8) + (û − u)): the slopes are 2 (u + 1/8) at the true value u.
    private static void Weigh(TrainingBatch batch, int crop, float[] targets, float[] slopes, float[] weights, float[] lightWeights)
    {
        int sites = batch.Targets.Length / batch.Count, first = crop * sites;
        ReadOnlySpan<float> bases = OfCrop(batch.Bases, batch, crop), units = OfCrop(batch.Units, batch, crop);
        (double error, double lightError, int bad) = (0, 0, 0);
        for (int site = 0; site < sites; site++)
        {
            float target = batch.Targets[first + site];
            if (!float.IsNaN(target))
            {
                float off = units[site] * target, slope = (2 * (bases[site] + off)) + TwiceRoot;
                (targets[first + site], slopes[first + site]) = (target, slope);
                error += Squared(off) + LeastError;
                lightError += Squared(off * (slope - off)) + (LeastError * Squared(slope));
                bad++;
            }
        }

        for (int site = first; bad > 0 && site < first + sites; site++)
        {
            bool isBad = !float.IsNaN(batch.Targets[site]);
            (weights[site], lightWeights[site]) = isBad ? ((float)(1 / error), (float)(1 / lightError)) : (0, 0);
        }
    }

    private static double Light(float value) => (value * value) + (TwiceRoot * value);

    private static double Squared(double number) => number * number;
}
