using FixPix.Models;

namespace FixPix.Correction;

/// <summary>All correctors by name.</summary>
public static class Correctors
{
    /// <summary>The name of the trained networks, each where it is better: the default.</summary>
    public const string Learned = "learned";

    /// <summary>The name of the best classical corrector.</summary>
    public const string Classical = "classical";

    // Some megabytes of packed weights, safe for several threads: made once, when first asked for.
    private static readonly Lazy<PatchMlpCorrector> s_patches = new(static () => new PatchMlpCorrector(ShippedModels.Open(ShippedModels.Corrector)));
    private static readonly Lazy<UNetReconstructor> s_reconstructor = new(static () => new UNetReconstructor(ShippedModels.Open(ShippedModels.Reconstructor)));
    private static readonly Lazy<LearnedCorrector> s_learned = new(static () => new LearnedCorrector(s_patches.Value, s_reconstructor.Value));

    /// <summary>All correctors, the recommended one first.</summary>
    public static IReadOnlyList<CorrectorInfo> All { get; } =
    [
        new(Learned, "two trained networks, each where it is better: a patch MLP for sites alone, a U-Net where bad ones are dense", static () => s_learned.Value) { IsTrained = true },
        new("patch-mlp", "a small trained network that sees the 9×9 around each site", static () => s_patches.Value) { IsTrained = true },
        new("reconstructor", "a U-Net that knows which sites are bad", static () => s_reconstructor.Value) { IsTrained = true },
        new(Classical, "good neighbours weighted by how alike their surroundings are: the best classical one", static () => new ClassicalCorrector()),
        new("nearest", "nearest good site of the same colour", static () => new NearestCorrector()),
        new("nearest-blind", "nearest good site of any colour", static () => new NearestCorrector(colorBlind: true)),
        new("mean", "mean of the good neighbours of the same colour in 5×5", static () => new MeanCorrector()),
        new("mean-blind", "mean of all good neighbours in 5×5, colours mixed (the paper's linear baseline)", static () => new MeanCorrector(colorBlind: true)),
        new("median", "median of the good neighbours of the same colour in 5×5", static () => new MedianCorrector()),
        new("median-blind", "median of all good neighbours in 5×5, colours mixed (the paper's median baseline)", static () => new MedianCorrector(colorBlind: true)),
        new("adaptive", "adaptive defect correction: along the least gradient (Tanbakuchi 2003)", static () => new AdaptiveCorrector()),
        new("opposite-pairs", "opposite neighbours weighted by their agreement (RawTherapee's rule)", static () => new OppositePairsCorrector()),
        new("dng-directional", "directions of little gradient over all colours (Adobe DNG SDK)", static () => new DngDirectionalCorrector()),
        new("frequency-selective", "sparse Fourier model of the surroundings (Schöberl and Seiler 2011); slow", static () => new FrequencySelectiveCorrector()),
    ];

    /// <summary>Finds a corrector by its name, in any letter case.</summary>
    /// <exception cref="FixPixException">There is none of that name.</exception>
    public static CorrectorInfo Find(string name)
    {
        foreach (CorrectorInfo corrector in All)
        {
            if (corrector.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
            {
                return corrector;
            }
        }

        throw new FixPixException($"corrector '{name}' is not known; there are: {string.Join(", ", All.Select(corrector => corrector.Name))}");
    }
}
