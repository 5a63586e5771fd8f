using FixPix.Training.Datasets;
using FixPix.Training.Torch;

namespace FixPix.Training.Trainers;

/// <summary>
/// To say of every site how probable it is that it is bad. Binary cross-entropy plus dice, as in the paper: the one judges each site, the other what the bad sites found and missed come to together. Counted are bad sites
/// found at a probability of 0.5, missed, and good ones called bad.
/// </summary>
public sealed class DetectorGoal : TrainingGoal
{
    // A crop with hardly a defect says little: from 0.5 % down all count alike.
    private const double LeastUncertainty = 0.03;

    /// <summary>Weight of the dice loss beside the cross-entropy.</summary>
    public double DiceWeight { get; init; } = 1;

    /// <summary>Whether crops of all rates count alike in the cross-entropy (<see cref="CropWeights"/>).</summary>
    public bool EvensRates { get; init; } = true;

    /// <inheritdoc/>
    public override IReadOnlyList<string> Measures { get; } = ["recall", "precision"];

    /// <summary>
    /// Whether the best weights are those of the greatest overlap of found and bad sites at a probability of 0.5, as in the paper, and not those of the least loss. The overlap moves with the network's bias, which
    /// calibration takes out, by more than weights differ by late in a training.
    /// </summary>
    public bool PicksByOverlap { get; init; }

    /// <inheritdoc/>
    public override string Worth => PicksByOverlap ? "mean IoU over the validation's rates" : base.Worth;

    /// <inheritdoc/>
    public override TorchTensor LossOf(TorchTensor output, TrainingBatch batch, TorchDevice device)
    {
        ArgumentNullException.ThrowIfNull(output);
        ArgumentNullException.ThrowIfNull(batch);
        TorchTensor targets = TorchTensor.From(batch.Targets, [batch.Count, batch.Outputs, batch.Height, batch.Width], device);
        TorchTensor weights = TorchTensor.From(EvensRates ? CropWeights(batch) : [.. Enumerable.Repeat(1f, batch.Count)], [batch.Count, 1, 1, 1], device);
        TorchTensor entropy = output.CrossEntropy(targets, weights);
        if (DiceWeight == 0)
        {
            return entropy;
        }

        // 1 − 2 |p ∩ t| / (|p| + |t|); the 1 on both sides keeps a batch without defects from dividing by nothing.
        TorchTensor probability = output.Sigmoid();
        TorchTensor both = (probability * targets).Sum().Affine(2, 1), all = (probability.Sum() + targets.Sum()).Affine(1, 1);
        return entropy + (both / all).Affine(-DiceWeight, DiceWeight);
    }

    /// <summary>
    /// Weights that make crops of all rates count alike: the inverse of what a site's state is unknown by, in nats, to one who knows the crop's rate alone. The cross-entropy is then the
    /// share of that which is left. Without it crops with many defects, each of which is a matter of course, drown those with a few; a weight for a whole crop leaves probabilities calibrated.
    /// </summary>
    public static float[] CropWeights(TrainingBatch batch)
    {
        ArgumentNullException.ThrowIfNull(batch);
        int sites = batch.Targets.Length / batch.Count;
        float[] weights = new float[batch.Count];
        for (int crop = 0; crop < weights.Length; crop++)
        {
            double bad = 0;
            foreach (float target in batch.Targets.AsSpan(crop * sites, sites))
            {
                bad += target;
            }

            weights[crop] = (float)(1 / Math.Max(LeastUncertainty, Uncertainty(bad / sites)));
        }

        return weights;
    }

    /// <inheritdoc/>
    public override TrainingTally Count(ReadOnlySpan<float> output, TrainingBatch batch, int crop)
    {
        ArgumentNullException.ThrowIfNull(batch);
        ReadOnlySpan<float> targets = OfCrop(batch.Targets, batch, crop);
        (long found, long missed, long falseAlarms) = (0, 0, 0);
        for (int site = 0; site < output.Length; site++)
        {
            bool called = output[site] > 0, bad = targets[site] > 0.5f;
            found += called && bad ? 1 : 0;
            missed += !called && bad ? 1 : 0;
            falseAlarms += called && !bad ? 1 : 0;
        }

        return new TrainingTally(found, missed, falseAlarms);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<double> Values(TrainingTally tally) => [Share(tally.First, tally.First + tally.Second), Share(tally.First, tally.First + tally.Third)];

    /// <inheritdoc/>
    public override double WorthOf(IReadOnlyCollection<TrainingTally> judged, double loss) =>
        PicksByOverlap ? judged.Average(static tally => Share(tally.First, tally.First + tally.Second + tally.Third)) : base.WorthOf(judged, loss);

    // 1 where there is nothing to find, or nothing was called.
    private static double Share(double part, double whole) => whole == 0 ? 1 : part / whole;

    private static double Uncertainty(double share) => share is 0 or 1 ? 0 : -((share * Math.Log(share)) + ((1 - share) * Math.Log(1 - share)));
}
