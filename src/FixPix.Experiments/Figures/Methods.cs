using FixPix.Correction;
using FixPix.Detection;

namespace FixPix.Experiments.Figures;

/// <summary>Which methods are compared.</summary>
internal static class Methods
{
    /// <summary>Whose map the learned chain mends by.</summary>
    public const string Network = UNetDetector.Name;

    private const string Slow = "frequency-selective";

    /// <summary>Every detector that looks at a single ordinary image; ours first.</summary>
    public static IReadOnlyList<DetectorInfo> Detectors { get; } =
        [.. Detection.Detectors.All.Where(info => info.Name is not (DarkFrameDetector.Name or FlatFieldDetector.Name or SequenceDetector.Name))];

    /// <summary>The best classical detector.</summary>
    public static DetectorInfo Classical { get; } = Detection.Detectors.Find(LocalContrastDetector.Name);

    /// <summary>Every corrector, those of the sparsity-based kind too, which take milliseconds a site.</summary>
    public static IReadOnlyList<CorrectorInfo> AllCorrectors { get; } = Correction.Correctors.All;

    /// <summary>Every corrector that mends whole frames in reasonable time.</summary>
    public static IReadOnlyList<CorrectorInfo> Correctors { get; } = [.. AllCorrectors.Where(info => info.Name != Slow)];

    /// <summary>Whether a method is a classical corrector.</summary>
    public static bool IsClassicalCorrector(string name) => AllCorrectors.Any(info => !info.IsTrained && info.Name == name);
}
