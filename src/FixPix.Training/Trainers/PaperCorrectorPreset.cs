using FixPix.Neural.Networks;
using FixPix.Training.Datasets;

namespace FixPix.Training.Trainers;

/// <summary>The FixPix paper's recipe for its patch MLP: one camera, raw samples as they are, some neighbours bad.</summary>
/// <param name="Size">Rows and columns of a patch: 5, 9 or 13.</param>
/// <param name="BadNeighbors">How many neighbours are bad in every patch that is learned from.</param>
/// <param name="Epochs">Times that every patch is seen; the paper: 50.</param>
/// <param name="Seed">Same seed, same weights.</param>
public sealed record PaperCorrectorPreset(int Size, int BadNeighbors, int Epochs, long Seed)
{
    private const int Patches = 4;
    private const double LearningRate = 0.01, Decay = 1e-3;

    /// <summary>Raw files of one camera.</summary>
    public TrainingPlan On(PaperData data)
    {
        ArgumentNullException.ThrowIfNull(data);
        PaperPatches learned = new(data.Split.Training, Size, BadNeighbors, Patches, Seed), judged = new(data.Split.Validation, Size, BadNeighbors, Patches, Seed);
        TrainingRecipe recipe = new()
        {
            Steps = (long)Epochs * learned.BatchesPerEpoch,
            RateAt = static _ => LearningRate,
            Decay = Decay,
            DecayInGradient = true,
            Goal = new ValueGoal(meanDn: 0, deviationDn: 1, asShare: false),
            GradientNorm = double.PositiveInfinity,
            StepsPerValidation = learned.BatchesPerEpoch,
            StepsPerCheckpoint = Math.Max(200, learned.BatchesPerEpoch),
            Provenance = data.Provenance(
                Seed,
                $"{Patches} of {PaperPatches.PerImage} patches an image a step, {Epochs} epochs, Adam, learning rate {LearningRate}, decay {Decay}, mean squared error in DN",
                $"{BadNeighbors} of {(Size * Size) - 1} neighbours bad, delta 0.7"),
        };
        return new TrainingPlan(NetworkPreset.Find($"patch-mlp-{Size}"), recipe, Patches, learned.Batch, judged.All(), [BadNeighbors / (double)((Size * Size) - 1)]);
    }
}
