using System.Globalization;
using FixPix.Neural.Networks;
using FixPix.Training.Datasets;

namespace FixPix.Training.Trainers;

/// <summary>The FixPix paper's recipe: one camera, one rate, one raw channel normalised by the training part's mean and deviation; Adam, its rate halved every ten epochs.</summary>
/// <param name="Epochs">Times that every tile is seen; the paper: 50 for S7 ISP, 10 for FiveK.</param>
/// <param name="Rate">The share of bad sites.</param>
/// <param name="Levels">Channels of each level, the paper's 64,128,256,512,1024; fewer for a quick look.</param>
/// <param name="Seed">Same seed, same weights.</param>
public sealed record PaperPreset(int Epochs, double Rate, string Levels, long Seed)
{
    private const int Crops = 8, EpochsPerHalving = 10;
    private const double LearningRate = 1e-3, Decay = 1e-5;

    /// <summary>The epochs that the paper gives a data set.</summary>
    public static int EpochsOf(RawLayout layout) => layout == RawLayout.FiveK ? 10 : 50;

    /// <summary>The mean and standard deviation that the paper normalises a data set by, DN; null for others.</summary>
    public static (double Mean, double Deviation)? LevelsOf(RawLayout layout) => layout switch
    {
        RawLayout.S7 => (151.78, 48.85),
        RawLayout.FiveK => (491.60, 571.15),
        _ => null,
    };

    /// <summary>Raw files of one camera.</summary>
    /// <exception cref="FixPixException">They are of several, or too small to be cut into tiles.</exception>
    public TrainingPlan On(RawFolder folder, DataSplit split)
    {
        ArgumentNullException.ThrowIfNull(folder);
        ArgumentNullException.ThrowIfNull(split);
        string[] sensors = [.. folder.Files.Select(static file => file.Sensor).Distinct(StringComparer.Ordinal)];
        if (sensors.Length > 1)
        {
            throw new FixPixException($"{sensors.Length} sensors ({string.Join(", ", sensors.Take(3))}{(sensors.Length > 3 ? ", …" : "")}): the paper's recipe normalises by one mean and deviation, expected one sensor");
        }

        (double mean, double deviation) = RawPhotograph.Levels(split.Training);
        if (deviation <= 0)
        {
            throw new FixPixException($"{folder.Digest}: all samples are {mean} DN, nothing to learn from");
        }

        NetworkPreset network = NetworkPreset.Find("paper-unet").With("levels", Levels).With("mean", Text(mean)).With("deviation", Text(deviation));
        PaperRecipe tiles = new(Rate, Crops, 1 << Levels.Count(static sign => sign == ','), (float)mean, (float)deviation, Seed);
        PaperTiles learned = new(split.Training, tiles), judged = new(split.Validation, tiles);
        return new TrainingPlan(network, Recipe(folder, split, learned.BatchesPerEpoch), Crops, learned.Batch, judged.All(), [Rate]);
    }

    private TrainingRecipe Recipe(RawFolder folder, DataSplit split, long stepsPerEpoch) => new()
    {
        Steps = Epochs * stepsPerEpoch,
        RateAt = TrainingRecipe.Halving(LearningRate, EpochsPerHalving * stepsPerEpoch),
        Decay = Decay,
        DecayInGradient = true,
        Goal = new DetectorGoal { EvensRates = false, PicksByOverlap = true },
        GradientNorm = double.PositiveInfinity,
        StepsPerValidation = stepsPerEpoch,
        Provenance = new Dictionary<string, string>
        {
            ["data"] = $"{folder.Digest}; {folder.Recognized}; {folder.Files[0].Sensor}",
            ["split"] = split.Description,
            ["seed"] = Text(Seed),
            ["recipe"] = string.Create(CultureInfo.InvariantCulture, $"the FixPix paper's: {Crops} of {PaperTiles.PerImage} tiles an image a step, {Epochs} epochs, Adam, learning rate {LearningRate} halved every {EpochsPerHalving} epochs, decay {Decay}, cross-entropy and dice"),
            ["injection"] = string.Create(CultureInfo.InvariantCulture, $"rate {Rate}, delta 0.7"),
            ["fixpix"] = TrainingRecipe.Version,
        },
    };

    private static string Text(IFormattable number) => number.ToString(number is double ? "R" : null, CultureInfo.InvariantCulture);
}
