using FixPix.Training.Torch;

namespace FixPix.Training.Trainers;

/// <summary>Binary cross-entropy plus dice, as in the paper: the one judges each site, the other what the bad sites found and missed come to together.</summary>
public static class DetectorLoss
{
    /// <summary>The mean over all sites and the whole batch, a single value.</summary>
    /// <param name="logits">What the network says.</param>
    /// <param name="targets">1 where a site is bad, else 0; as long.</param>
    /// <param name="diceWeight">Weight of the dice loss.</param>
    public static TorchTensor Of(TorchTensor logits, TorchTensor targets, double diceWeight)
    {
        ArgumentNullException.ThrowIfNull(logits);
        ArgumentNullException.ThrowIfNull(targets);
        TorchTensor entropy = logits.CrossEntropy(targets);
        if (diceWeight == 0)
        {
            return entropy;
        }

        // 1 − 2 |p ∩ t| / (|p| + |t|); the 1 on both sides keeps a batch without defects from dividing by nothing.
        TorchTensor probability = logits.Sigmoid();
        TorchTensor both = (probability * targets).Sum().Affine(2, 1), all = (probability.Sum() + targets.Sum()).Affine(1, 1);
        return entropy + (both / all).Affine(-diceWeight, diceWeight);
    }
}
