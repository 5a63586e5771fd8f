using FixPix.Neural.Networks;
using FixPix.Neural.Weights;
using FixPix.Training.Datasets;

namespace FixPix.Training.Trainers;

/// <summary>Everything that a training of a detector is made of, ready to begin.</summary>
/// <param name="Network">The network, untrained.</param>
/// <param name="Recipe">How long and how fast.</param>
/// <param name="Crops">Crops of a step.</param>
/// <param name="Batches">The batch of a step.</param>
/// <param name="Validation">What the best weights are picked by.</param>
/// <param name="JudgedRates">The shares of bad sites in it.</param>
public sealed record DetectorPlan(
    NetworkPreset Network, TrainingRecipe Recipe, int Crops, Func<long, TrainingBatch> Batches, IReadOnlyList<TrainingBatch> Validation, IReadOnlyList<double> JudgedRates)
{
    /// <summary>Calibrates the best weights on what was held back; null where that takes photographs and there are none.</summary>
    public Func<WeightFile, WorkSettings, WeightFile>? Calibrate { get; init; }
}
