using FixPix.Neural.Networks;
using FixPix.Neural.Weights;
using FixPix.Training.Datasets;
using FixPix.Training.Trainers;

namespace FixPix.DetectorAblation;

/// <summary>Trains a variant, or goes on with it, in a folder of its own (<see cref="LoggedTraining"/>).</summary>
/// <param name="photographs">What is learned from.</param>
/// <param name="settings">What all variants have alike.</param>
internal sealed class VariantTraining(PhotographFolder photographs, AblationSettings settings)
{
    // That of `fixpix train detector`.
    private const double LearningRate = 2e-3;

    private readonly TrainingRecipe _recipe = new DetectorPreset(settings.Steps, settings.Crops, settings.Side, LearningRate, settings.Seed).On(photographs).Recipe;

    /// <summary>Trains to the end, or until a cancellation.</summary>
    /// <param name="variant">What is changed.</param>
    /// <param name="crops">Its crops.</param>
    /// <param name="folder">Where its checkpoint and its log are.</param>
    /// <param name="report">Hears of every step.</param>
    /// <param name="work">Threads, cancellation.</param>
    /// <returns>The weights, and the minutes of all runs together.</returns>
    /// <exception cref="OperationCanceledException">It was cancelled; the checkpoint is there.</exception>
    public (WeightFile Weights, double Minutes) Run(Variant variant, VariantCrops crops, string folder, Action<TrainingReport> report, WorkSettings work)
    {
        NetworkPreset network = NetworkPreset.Find("unet");
        return LoggedTraining.Run(variant.Levels is string levels ? network.With("levels", levels) : network, settings.Seed, variant.Recipe(_recipe), crops.Batch, folder, report, work);
    }
}
