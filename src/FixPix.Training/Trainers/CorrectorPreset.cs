using System.Globalization;
using FixPix.Neural.Networks;
using FixPix.Training.Datasets;
using FixPix.Training.Simulation;

namespace FixPix.Training.Trainers;

/// <summary>How our patch MLP is trained: patches around the bad sites of any simulated camera, at any rate up to where reconstruction takes over.</summary>
/// <param name="Size">Rows and columns of a patch: 5, 9 or 13.</param>
/// <param name="Steps">Steps in all.</param>
/// <param name="LearningRate">The highest.</param>
/// <param name="Seed">Same seed, same weights.</param>
public sealed record CorrectorPreset(int Size, long Steps, double LearningRate, long Seed)
{
    // Crops are as large as the detector's, and give so many patches of their bad sites at the most.
    private const int Crops = 16, Side = 48, MostOfCrop = 256, ValidationBatches = 32;

    private static readonly InjectionRange s_defects = new() { LowestRate = 2e-3, FirstHighestRate = 0.5, HighestRate = 0.5, CleanShare = 0 };

    /// <summary>Photographs, seen by simulated cameras.</summary>
    public TrainingPlan On(PhotographFolder photographs)
    {
        ArgumentNullException.ThrowIfNull(photographs);
        SimulatedCrops Of(IReadOnlyList<RgbPhotograph> part) => new(part, s_defects, Crops, Side, Seed) { Examples = () => new PatchExamples(Size, MostOfCrop) };
        SimulatedCrops learned = Of(photographs.Training);
        TrainingRecipe recipe = new()
        {
            Goal = new ResidualGoal(),
            Steps = Steps,
            RateAt = TrainingRecipe.WarmCosine(LearningRate, Math.Min(200, Steps / 10), Steps),
            Decay = 1e-4,
            Provenance = new Dictionary<string, string>
            {
                ["data"] = $"{photographs.Digest}; simulated cameras",
                ["split"] = $"{photographs.Training.Count} photographs to learn from, {photographs.Validation.Count} to judge by, every ninth",
                ["seed"] = Seed.ToString(CultureInfo.InvariantCulture),
                ["recipe"] = string.Create(CultureInfo.InvariantCulture, $"up to {MostOfCrop} patches of {Crops} crops of {2 * Side}×{2 * Side} sites a step, AdamW, learning rate {LearningRate} warmed up and along half a cosine, squared error over that of the estimates"),
                ["injection"] = s_defects.ToString(),
                ["fixpix"] = TrainingRecipe.Version,
            },
        };
        return new TrainingPlan(NetworkPreset.Find($"patch-mlp-{Size}-relative"), recipe, Crops, step => learned.Batch(step, Steps), Of(photographs.Validation).Validation(ValidationBatches), SimulatedCrops.JudgedRates);
    }
}
