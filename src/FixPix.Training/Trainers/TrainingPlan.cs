using FixPix.Neural.Networks;
using FixPix.Neural.Weights;
using FixPix.Training.Datasets;

namespace FixPix.Training.Trainers;

/// <summary>Everything that a training is made of, ready to begin.</summary>
/// <param name="Network">The network, untrained.</param>
/// <param name="Recipe">How long and how fast.</param>
/// <param name="Crops">Crops of a step.</param>
/// <param name="Batches">The batch of a step.</param>
/// <param name="Validation">What the best weights are picked by.</param>
/// <param name="JudgedRates">The shares of bad sites in it.</param>
public sealed record TrainingPlan(
    NetworkPreset Network, TrainingRecipe Recipe, int Crops, Func<long, TrainingBatch> Batches, IReadOnlyList<TrainingBatch> Validation, IReadOnlyList<double> JudgedRates)
{
    /// <summary>The weights that it begins with; null for numbers that know nothing.</summary>
    public WeightFile? From { get; init; }

    /// <summary>The file that the finished weights get, and how they are calibrated on what was held back; null where the best weights are finished.</summary>
    public (string File, Func<WeightFile, WorkSettings, WeightFile> Calibrate)? Finish { get; init; }
}
