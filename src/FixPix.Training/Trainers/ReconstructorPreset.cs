using System.Globalization;
using FixPix.Neural.Networks;
using FixPix.Training.Datasets;
using FixPix.Training.Simulation;

namespace FixPix.Training.Trainers;

/// <summary>How our reconstructor is trained: the crops of any simulated camera, their bad sites marked and estimated, all rates from the first step on.</summary>
/// <param name="Steps">Steps in all.</param>
/// <param name="Crops">Crops of a step.</param>
/// <param name="Side">Half the rows and columns of a crop.</param>
/// <param name="LearningRate">The highest.</param>
/// <param name="Seed">Same seed, same weights.</param>
/// <param name="Bfloat16">Whether convolutions run in bfloat16.</param>
public sealed record ReconstructorPreset(long Steps, int Crops, int Side, double LearningRate, long Seed, bool Bfloat16)
{
    private const int ValidationBatches = 8;
    private const double FreezeNormsAfter = 0.5;

    // Where defects are is known: no curriculum. Crops with hardly a bad site teach hardly anything.
    private static readonly InjectionRange s_defects = new() { LowestRate = 2e-3, FirstHighestRate = 0.87, CleanShare = 0 };

    /// <summary>Photographs, seen by simulated cameras.</summary>
    public TrainingPlan On(PhotographFolder photographs)
    {
        ArgumentNullException.ThrowIfNull(photographs);
        SimulatedCrops Of(IReadOnlyList<RgbPhotograph> part) => new(part, s_defects, Crops, Side, Seed) { Examples = () => new ReconstructionExamples(Crops, Side) };
        SimulatedCrops learned = Of(photographs.Training);
        TrainingRecipe recipe = new()
        {
            Goal = new ReconstructionGoal(),
            Steps = Steps,
            RateAt = TrainingRecipe.WarmCosine(LearningRate, Math.Min(200, Steps / 10), Steps),
            Decay = 1e-4,
            FreezeNormsAfter = FreezeNormsAfter,
            Bfloat16 = Bfloat16,
            Provenance = new Dictionary<string, string>
            {
                ["data"] = $"{photographs.Digest}; simulated cameras",
                ["split"] = $"{photographs.Training.Count} photographs to learn from, {photographs.Validation.Count} to judge by, every ninth",
                ["seed"] = Seed.ToString(CultureInfo.InvariantCulture),
                ["recipe"] = string.Create(CultureInfo.InvariantCulture, $"{Crops} crops of {2 * Side}×{2 * Side} sites a step, AdamW, learning rate {LearningRate} warmed up and along half a cosine, squared error over that of the estimates, norms settled after {FreezeNormsAfter:p0}"),
                ["injection"] = s_defects.ToString(),
                ["fixpix"] = TrainingRecipe.Version,
            },
        };
        return new TrainingPlan(NetworkPreset.Find("unet-reconstructor"), recipe, Crops, step => learned.Batch(step, Steps), Of(photographs.Validation).Validation(ValidationBatches), SimulatedCrops.JudgedRates);
    }
}
