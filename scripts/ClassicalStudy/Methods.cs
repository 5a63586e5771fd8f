using FixPix.Correction;
using FixPix.Detection;

namespace FixPix.ClassicalStudy;

/// <summary>Which of the library's methods are measured, and where: those that were not trained. A name that only stands for another method is left out.</summary>
internal static class Methods
{
    private const string Classical = Correctors.Classical;

    private static readonly DetectorInfo[] s_detectors = [.. Detectors.All.Where(info => !info.IsTrained && (info.Name != Classical || !HasTwin(info)))];

    /// <summary>Detectors that want frames taken in the dark.</summary>
    public static IReadOnlyList<DetectorInfo> DarkFrame { get; } = [.. s_detectors.Where(info => IsOf(info, "dark"))];

    /// <summary>Detectors that work on ordinary pictures, the recommended one first.</summary>
    public static IReadOnlyList<DetectorInfo> Lights { get; } = [.. s_detectors.Where(info => !IsOf(info, "dark") && !IsOf(info, "flat"))];

    /// <summary>Detectors that work on a single ordinary picture, the recommended one first.</summary>
    public static IReadOnlyList<DetectorInfo> SingleFrame { get; } = [.. Lights.Where(info => info.MinimumFrames == 1)];

    /// <summary>All classical correctors, the recommended one first.</summary>
    public static IReadOnlyList<CorrectorInfo> AllCorrectors { get; } = [.. Correctors.All.Where(info => !info.IsTrained && (info.Name != Classical || !HasTwin(info)))];

    /// <summary>The recommended corrector.</summary>
    public static CorrectorInfo BestCorrector { get; } =
        AllCorrectors.First(info => info.Create().GetType() == Correctors.Find(Classical).Create().GetType());

    private static bool IsOf(DetectorInfo info, string frames) => info.Name.Contains(frames, StringComparison.Ordinal);

    private static bool HasTwin(DetectorInfo alias) =>
        Detectors.All.Any(info => info.Name != Classical && info.Create().GetType() == alias.Create().GetType());

    private static bool HasTwin(CorrectorInfo alias) =>
        Correctors.All.Any(info => info.Name != Classical && info.Create().GetType() == alias.Create().GetType());
}
