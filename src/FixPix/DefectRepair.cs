using FixPix.Correction;
using FixPix.Defects;
using FixPix.Detection;
using FixPix.Mosaics;

namespace FixPix;

/// <summary>
/// The pipeline: mosaics go in, their sensor's bad pixels are found and mended in place, and every good pixel stays
/// bit for bit.
/// </summary>
/// <param name="detector">Finds the bad pixels.</param>
/// <param name="corrector">Gives them the values that the sensor should have read.</param>
public sealed class DefectRepair(IDetector detector, ICorrector corrector)
{
    /// <summary>The detector that is used where nobody chooses one.</summary>
    public const string DefaultDetector = UNetDetector.Name;

    /// <summary>The corrector that is used where nobody chooses one.</summary>
    public const string DefaultCorrector = Correctors.Learned;

    /// <summary>The default methods: the best that need nothing but the file.</summary>
    public static DefectRepair Default { get; } = new(Detectors.Find(DefaultDetector).CreateToMend(), Correctors.Find(DefaultCorrector).Create());

    /// <summary>Finds and mends the bad pixels of one mosaic.</summary>
    /// <param name="mosaic">Mended in place.</param>
    /// <param name="known">A map of this sensor to mend as well, or null.</param>
    /// <param name="work">Threads, cancellation, progress; null for the default.</param>
    /// <returns>What was found and mended, the known defects included.</returns>
    /// <exception cref="FixPixException">The known map is for another sensor's size.</exception>
    public DefectMap Repair(Mosaic mosaic, DefectMap? known = null, WorkSettings? work = null)
    {
        ArgumentNullException.ThrowIfNull(mosaic);
        known?.RequireFits(mosaic.Layout);
        work ??= WorkSettings.Default;
        DefectMap found = detector.Detect([mosaic], work);
        DefectMap map = known is null ? found : found.Union(known);
        Mend(mosaic, map, work);
        return map;
    }

    /// <summary>Finds what several mosaics of one sensor agree on.</summary>
    /// <param name="frames">The mosaics; asked for one after the other, so they may be loaded as they are needed.</param>
    /// <param name="work">Threads, cancellation, progress; null for the default.</param>
    /// <returns>The map; mend each frame with <see cref="Mend"/>.</returns>
    public DefectMap Detect(IEnumerable<Mosaic> frames, WorkSettings? work = null) => detector.Detect(frames, work ?? WorkSettings.Default);

    /// <summary>Mends the mapped sites of one mosaic in place.</summary>
    /// <param name="mosaic">Mended in place.</param>
    /// <param name="map">The bad sites.</param>
    /// <param name="work">Threads, cancellation, progress; null for the default.</param>
    /// <exception cref="FixPixException">The map is for another sensor's size.</exception>
    public void Mend(Mosaic mosaic, DefectMap map, WorkSettings? work = null)
    {
        ArgumentNullException.ThrowIfNull(mosaic);
        corrector.Plan(map, mosaic.Layout).Apply(mosaic.Samples, work ?? WorkSettings.Default);
    }
}
