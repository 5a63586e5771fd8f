using FixPix.Models;
using FixPix.Neural.Weights;

namespace FixPix.Detection;

/// <summary>All detectors, by name.</summary>
public static class Detectors
{
    // Some megabytes of packed weights, safe for several threads: made once, when first asked for.
    private static readonly Lazy<UNetDetector> s_unet = new(static () =>
    {
        using WeightFile first = ShippedModels.Open(ShippedModels.Detector), again = ShippedModels.Open(ShippedModels.SecondLook);
        return new UNetDetector(first).LookingAgain(again);
    });

    /// <summary>The detectors, the recommended one first.</summary>
    public static IReadOnlyList<DetectorInfo> All { get; } =
    [
        new(UNetDetector.Name, "a U-Net trained on simulated sensors, calibrated; another looks again where many sites are bad", 1, static () => s_unet.Value) { IsTrained = true, CreateToMend = static () => s_unet.Value.ToMend() },
        new(LocalContrastDetector.Name, "the best of the classical ones: local contrast against noise, texture and the other colours, judged again as defects are found", 1, () => new LocalContrastDetector()),
        new(MedianThresholdDetector.Name, "median of the same plane with one threshold for the whole frame (rawpy's rule)", 1, () => new MedianThresholdDetector()),
        new(MedianRatioDetector.Name, "distance from the median against the unrest of the 5×5 window (RawTherapee's rule)", 1, () => new MedianRatioDetector()),
        new(RuleBasedDetector.Name, "outside the range of the same-colour neighbours, pairs and clusters included (El-Yamany's rules)", 1, () => new RuleBasedDetector()),
        new(DarkFrameDetector.Name, "hot pixels, jumping ones, rows and columns in dark frames", 1, () => new DarkFrameDetector()),
        new(FlatFieldDetector.Name, "dead pixels, odd sensitivity, rows and columns in evenly lit frames", 1, () => new FlatFieldDetector()),
        new(SequenceDetector.Name, "evidence added up over the frames of a moving scene (Leung's Bayesian detection)", SequenceDetector.MinimumFrames, () => new SequenceDetector()),
    ];

    /// <summary>Finds a detector by its name, in any letter case.</summary>
    /// <exception cref="FixPixException">No detector has that name; the message lists them.</exception>
    public static DetectorInfo Find(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        foreach (DetectorInfo info in All)
        {
            if (info.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
            {
                return info;
            }
        }

        throw new FixPixException($"detector '{name}': expected one of {string.Join(", ", All.Select(info => info.Name))}");
    }
}
