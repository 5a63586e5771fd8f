using FixPix.Training.Datasets;
using FixPix.Training.Simulation;
using FixPix.Training.Trainers;

namespace FixPix.DetectorAblation;

/// <summary>All variants, in the order of the table.</summary>
internal static class Variants
{
    // Channels 0 to 3 are values, 4 to 7 differences to the neighbours, 8 to 11 contrasts, 12 to 15 how far sites stand out of the noise.
    private const int Differences = 4, Contrasts = 8, Deviations = 12;

    private static readonly InjectionRange s_defects = new();

    public static IReadOnlyList<Variant> All { get; } =
    [
        new("default", "nothing"),
        new("no-curriculum", "all rates from the first step") { Defects = s_defects with { FirstHighestRate = s_defects.HighestRate } },
        new("values-alone", "nothing but values") { Input = static (layout, multiple, _) => new FirstPlanes(layout, multiple, Differences) },
        new("no-noise-level", "not how far sites stand out of the noise") { Input = static (layout, multiple, _) => new FirstPlanes(layout, multiple, Deviations) },
        new("no-contrast", "neither contrasts nor how far sites stand out of the noise") { Input = static (layout, multiple, _) => new FirstPlanes(layout, multiple, Contrasts) },
        new("straight-values", "values in proportion to light, without the root that evens out noise") { Input = static (layout, multiple, _) => new StraightPlanes(layout, multiple) },
        new("raw-values", "samples as they are, by one mean and deviation, in four planes") { Input = static (layout, multiple, levels) => new SamplePlanes(layout, multiple, levels.Value) },
        new("dice", "dice loss beside the cross-entropy, weight 1") { Recipe = static recipe => recipe with { Goal = new DetectorGoal() } },
        new("even-crops", "each crop counts alike, whatever its rate") { Recipe = static recipe => recipe with { Goal = new DetectorGoal { DiceWeight = 0, EvensRates = false } } },
        new("unsettled-norms", "batch norms learn to the end") { Recipe = static recipe => recipe with { FreezeNormsAfter = 1 } },
        new("no-turns", "crops are neither mirrored nor transposed") { Turns = false },
        new("no-leaves", "photographs alone, no pictures of dead leaves") { Leaves = false },
        new("no-film", "photographs as they are: no grain, no blacks cut off, not sharpened, no colours changed about") { Camera = static camera => camera with { Film = new FilmLook() } },
        new("one-delta", "δ 0.7 and deviating single sites alone") { Defects = s_defects with { Delta = (0.7, 0.7), MixedShare = 0, LineShare = 0 } },
        new("one-depth", "learned from sensors of 12 bits without black level alone") { Camera = TwelveBits },
        new("one-frame", "each deviating site may read anything up to white; none has a factor up to 5, as in a fixed pattern") { Defects = s_defects with { FixedShare = 0 } },
        new("half-width", "half the channels") { Levels = "16,16,24,32" },
        new("deep-width", "channels where the picture is small: 16, 32, 64, 128 instead of 32, 32, 48, 64") { Levels = "16,32,64,128" },
        new("more-width", "half as many channels again") { Levels = "48,48,72,96" },
    ];

    // The converter's noise stays the share of its range that it was.
    private static SimulatedCamera TwelveBits(SimulatedCamera camera)
    {
        const int Bits = 12, White = (1 << Bits) - 1;
        double share = White / (double)((1 << camera.Sensor.Bits) - 1);
        return camera with
        {
            Sensor = camera.Sensor with { Bits = Bits, WhiteDn = White, BlackDn = [0], ConverterNoiseDn = share * camera.Sensor.ConverterNoiseDn },
            Processing = camera.Processing with { CompandedBits = 0, LeftShift = 0 },
        };
    }
}
