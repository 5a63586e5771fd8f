using FixPix.Training.Datasets;

namespace FixPix.Training.Trainers;

/// <summary>The FixPix paper's recipe for its U-Net: one camera, one rate, one raw channel; Adam, its rate halved every ten epochs.</summary>
/// <param name="Epochs">Times that every tile is seen; the paper: 50 for S7 ISP, 10 for FiveK.</param>
/// <param name="Rate">The share of bad sites.</param>
/// <param name="Levels">Channels of each level, the paper's 64,128,256,512,1024; fewer for a quick look.</param>
/// <param name="Seed">Same seed, same weights.</param>
public sealed record PaperDetectorPreset(int Epochs, double Rate, string Levels, long Seed)
{
    private const int Crops = 8, EpochsPerHalving = 10;
    private const double LearningRate = 1e-3, Decay = 1e-5;

    /// <summary>Raw files of one camera.</summary>
    public TrainingPlan On(PaperData data)
    {
        ArgumentNullException.ThrowIfNull(data);
        int multiple = 1 << Levels.Count(static sign => sign == ',');
        PaperRecipe recipe = new(Rate, Crops, Seed) { Examples = (count, tile) => DetectorExamples.OfRaw(count, tile, multiple, (float)data.MeanDn, (float)data.DeviationDn) };
        PaperTiles learned = new(data.Split.Training, recipe), judged = new(data.Split.Validation, recipe);
        return new TrainingPlan(data.Network("paper-unet").With("levels", Levels), Recipe(data, learned.BatchesPerEpoch), Crops, learned.Batch, judged.All(), [Rate]);
    }

    private TrainingRecipe Recipe(PaperData data, long stepsPerEpoch) => new()
    {
        Steps = Epochs * stepsPerEpoch,
        RateAt = TrainingRecipe.Halving(LearningRate, EpochsPerHalving * stepsPerEpoch),
        Decay = Decay,
        DecayInGradient = true,
        Goal = new DetectorGoal { EvensRates = false, PicksByOverlap = true },
        GradientNorm = double.PositiveInfinity,
        StepsPerValidation = stepsPerEpoch,
        Provenance = data.Provenance(
            Seed,
            $"{Crops} of {PaperTiles.PerImage} tiles an image a step, {Epochs} epochs, Adam, learning rate {LearningRate} halved every {EpochsPerHalving} epochs, decay {Decay}, cross-entropy and dice",
            $"rate {Rate}, delta 0.7"),
    };
}
