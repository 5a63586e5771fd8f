using FixPix.Detection;
using FixPix.Neural.Networks;
using FixPix.Training.Datasets;

namespace FixPix.Training.Trainers;

/// <summary>How our reconstructor is trained: the crops of any camera, their bad sites marked and estimated, all rates from the first step on.</summary>
/// <inheritdoc/>
public sealed record ReconstructorPreset(long Steps, int Crops, int Side, double LearningRate, long Seed) : OwnPreset(Steps, Crops, Side, LearningRate, Seed)
{
    /// <summary>Finds the maps that half of the crops are mended by; null: all are mended by the true one.</summary>
    public DetectorInfo? FoundBy { get; init; }

    /// <inheritdoc/>
    protected override NetworkPreset Network => NetworkPreset.Find("unet-reconstructor");

    /// <inheritdoc/>
    protected override TrainingGoal Goal => new ReconstructionGoal();

    // Where defects are is known: no curriculum. Crops with hardly a bad site teach hardly anything.
    /// <inheritdoc/>
    protected internal override InjectionRange Defects { get; } = new() { LowestRate = 5e-3, FirstHighestRate = 0.87, EvenShare = 0.5, CleanShare = 0 };

    /// <inheritdoc/>
    protected override string Objective => "squared error over that of the estimates" + (FoundBy is null ? "" : $", half of the crops mended by the map that {FoundBy.Name} finds");

    /// <inheritdoc/>
    protected override ICropExamples Room() => new ReconstructionExamples(Crops, Side) { FoundBy = FoundBy?.CreateToMend() };
}
