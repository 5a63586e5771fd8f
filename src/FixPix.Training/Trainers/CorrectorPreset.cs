using FixPix.Neural.Networks;
using FixPix.Training.Datasets;

namespace FixPix.Training.Trainers;

/// <summary>How our patch MLP is trained: patches around the bad sites of any camera, at any rate up to where reconstruction takes over.</summary>
/// <param name="Size">Rows and columns of a patch: 5, 9 or 13.</param>
/// <param name="Steps">Steps in all.</param>
/// <param name="Crops">Crops of a step.</param>
/// <param name="Side">Half the rows and columns of a crop.</param>
/// <param name="LearningRate">The highest.</param>
/// <param name="Seed">Same seed, same weights.</param>
public sealed record CorrectorPreset(int Size, long Steps, int Crops, int Side, double LearningRate, long Seed) : OwnPreset(Steps, Crops, Side, LearningRate, Seed)
{
    // The most patches that a crop gives: those of a dense crop are much alike.
    internal const int MostOfCrop = 256;

    /// <inheritdoc/>
    protected override NetworkPreset Network => NetworkPreset.Find($"patch-mlp-{Size}-relative");

    /// <inheritdoc/>
    protected override TrainingGoal Goal => new ResidualGoal();

    /// <inheritdoc/>
    protected internal override InjectionRange Defects { get; } = new() { LowestRate = 5e-3, FirstHighestRate = 0.5, HighestRate = 0.5, CleanShare = 0 };

    /// <inheritdoc/>
    protected override string Objective => $"up to {MostOfCrop} patches of a crop, squared error over that of the estimates";

    /// <inheritdoc/>
    protected override double? FreezeNormsAfter => null;

    /// <inheritdoc/>
    protected override ICropExamples Room() => new PatchExamples(Size, MostOfCrop);
}
