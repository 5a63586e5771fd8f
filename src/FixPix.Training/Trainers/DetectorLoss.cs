using FixPix.Training.Datasets;
using FixPix.Training.Torch;

namespace FixPix.Training.Trainers;

/// <summary>Binary cross-entropy plus dice, as in the paper: the one judges each site, the other what the bad sites found and missed come to together.</summary>
public static class DetectorLoss
{
    // A crop with hardly a defect says little: from 0.5 % down all count alike.
    private const double LeastUncertainty = 0.03;

    /// <summary>The weighted mean over all sites and the whole batch, a single value.</summary>
    /// <param name="logits">What the network says.</param>
    /// <param name="targets">1 where a site is bad, else 0; as long.</param>
    /// <param name="weights">The weight of each crop in the cross-entropy, [N, 1, 1, 1].</param>
    /// <param name="diceWeight">Weight of the dice loss.</param>
    public static TorchTensor Of(TorchTensor logits, TorchTensor targets, TorchTensor weights, double diceWeight)
    {
        ArgumentNullException.ThrowIfNull(logits);
        ArgumentNullException.ThrowIfNull(targets);
        TorchTensor entropy = logits.CrossEntropy(targets, weights);
        if (diceWeight == 0)
        {
            return entropy;
        }

        // 1 − 2 |p ∩ t| / (|p| + |t|); the 1 on both sides keeps a batch without defects from dividing by nothing.
        TorchTensor probability = logits.Sigmoid();
        TorchTensor both = (probability * targets).Sum().Affine(2, 1), all = (probability.Sum() + targets.Sum()).Affine(1, 1);
        return entropy + (both / all).Affine(-diceWeight, diceWeight);
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

    private static double Uncertainty(double share) => share is 0 or 1 ? 0 : -((share * Math.Log(share)) + ((1 - share) * Math.Log(1 - share)));
}
