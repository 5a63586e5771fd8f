using FixPix.Features;
using FixPix.Mosaics;
using FixPix.Simulation;
using FixPix.Training.Datasets;
using FixPix.Training.Simulation;

namespace FixPix.DetectorAblation;

/// <summary>The batches of a variant. All variants draw from the same source in the same order: without a change they are those of <see cref="SimulatedCrops"/>.</summary>
/// <param name="photographs">What is learned from.</param>
/// <param name="settings">Crops, their side, steps, seed.</param>
/// <param name="variant">What is changed.</param>
internal sealed class VariantCrops(IReadOnlyList<RgbPhotograph> photographs, AblationSettings settings, Variant variant)
{
    private const int MeasuredCrops = 512;

    private readonly Lazy<SampleLevels> _levels = new(() =>
    {
        MosaicSimulator simulator = new();
        return SampleLevels.Of(Enumerable.Range(0, MeasuredCrops).Select(crop => Cut(photographs, settings, variant, simulator, new SeededRandom(settings.Seed, crop))));
    });

    /// <summary>The batch of a step.</summary>
    public TrainingBatch Batch(long step)
    {
        MosaicSimulator simulator = new();
        DetectorExamples examples = new(settings.Crops, (settings.Side, settings.Side), (PlanesInput.Channels, PlanesInput.Outputs), layout => Input(layout, 1));
        return SpoiledCrops.Make(
            settings.Crops,
            examples,
            crop => new SeededRandom(settings.Seed, (step * settings.Crops) + crop),
            (_, random) => Cut(photographs, settings, variant, simulator, random),
            (_, random, sites) => variant.Defects.Draw(random, sites, (double)step / settings.Steps));
    }

    /// <summary>What the network is told of mosaics of a layout, here and where it is judged.</summary>
    public NetworkInput Input(MosaicLayout layout, int multiple) => variant.Input(layout, multiple, _levels);

    private static Mosaic Cut(IReadOnlyList<RgbPhotograph> photographs, AblationSettings settings, Variant variant, MosaicSimulator simulator, SeededRandom random)
    {
        RgbPhotograph photograph = photographs[random.NextInt(photographs.Count)];
        SimulatedCamera camera = variant.Camera(SensorRange.Draw(random, SimulatedCrops.LargestDownscale(photograph, settings.Side)) with { Film = SensorRange.DrawFilm(random) });
        Mosaic whole = SimulatedCrops.Look(simulator, photograph, camera, settings.Side, random);
        Turn turn = Turn.Draw(random);
        return SimulatedCrops.Turned(whole, settings.Side, variant.Turns ? turn : default);
    }
}
