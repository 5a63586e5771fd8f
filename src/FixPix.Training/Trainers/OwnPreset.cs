using System.Globalization;
using FixPix.Neural.Networks;
using FixPix.Neural.Weights;
using FixPix.Training.Datasets;

namespace FixPix.Training.Trainers;

/// <summary>Our recipe: planes of any camera, all rates and kinds of defects, AdamW along half a cosine.</summary>
/// <param name="Steps">Steps in all.</param>
/// <param name="Crops">Crops of a step.</param>
/// <param name="Side">Half the rows and columns of a crop.</param>
/// <param name="LearningRate">The highest.</param>
/// <param name="Seed">Same seed, same weights.</param>
/// <param name="Bfloat16">Whether convolutions run in bfloat16.</param>
public sealed record OwnPreset(long Steps, int Crops, int Side, double LearningRate, long Seed, bool Bfloat16)
{
    /// <summary>The calibrated weights, once the training is done.</summary>
    public const string FinishedName = "detector.safetensors";

    private const int ValidationBatches = 8;
    private static readonly string[] s_provenance = ["steps", "recipe"];

    /// <summary>The weights that it begins with; null for numbers that know nothing. Trained weights need no curriculum, and their norms are settled.</summary>
    public WeightFile? From { get; init; }

    private double FreezeNormsAfter => From is null ? 0.5 : 0;

    private string Begun => From is null ? "" : $"; begun with {Path.GetFileName(From.Source)} ({string.Join("; ", s_provenance.Where(From.Metadata.ContainsKey).Select(From.Setting))})";

    private InjectionRange Defects { get; } = new();

    private InjectionRange Learned => From is null ? Defects : Defects with { FirstHighestRate = Defects.HighestRate };

    /// <summary>Photographs, seen by simulated cameras.</summary>
    public TrainingPlan On(PhotographFolder photographs)
    {
        ArgumentNullException.ThrowIfNull(photographs);
        SimulatedCrops learned = new(photographs.Training, Learned, Crops, Side, Seed), judged = new(photographs.Validation, Defects, Crops, Side, Seed);
        return Plan(
            $"{photographs.Digest}; simulated cameras",
            $"{photographs.Training.Count} photographs to learn from, {photographs.Validation.Count} to judge by, every ninth",
            step => learned.Batch(step, Steps),
            judged.Validation(ValidationBatches)) with
        {
            Finish = (FinishedName, (weights, work) => DetectorCalibration.Fit(weights, photographs.Validation, Defects.Delta, DetectorCalibration.DefaultCameras, Seed, work)),
        };
    }

    /// <summary>Raw files of any cameras.</summary>
    public TrainingPlan On(RawFolder folder, DataSplit split)
    {
        ArgumentNullException.ThrowIfNull(folder);
        ArgumentNullException.ThrowIfNull(split);
        RawCrops learned = new(split.Training, Learned, Crops, Side, Seed), judged = new(split.Validation, Defects, Crops, Side, Seed);
        return Plan($"{folder.Digest}; {folder.Recognized}", split.Description, step => learned.Batch(step, Steps), judged.Validation(ValidationBatches));
    }

    private TrainingPlan Plan(string data, string split, Func<long, TrainingBatch> batches, IReadOnlyList<TrainingBatch> validation)
    {
        TrainingRecipe recipe = new()
        {
            Steps = Steps,
            RateAt = TrainingRecipe.WarmCosine(LearningRate, Math.Min(200, Steps / 10), Steps),
            Decay = 1e-4,
            Goal = new DetectorGoal { DiceWeight = 0 },
            FreezeNormsAfter = FreezeNormsAfter,
            Bfloat16 = Bfloat16,
            Provenance = new Dictionary<string, string>
            {
                ["data"] = data,
                ["split"] = split,
                ["seed"] = Seed.ToString(CultureInfo.InvariantCulture),
                ["recipe"] = string.Create(CultureInfo.InvariantCulture, $"{Crops} crops of {2 * Side}×{2 * Side} sites a step, AdamW, learning rate {LearningRate} warmed up and along half a cosine, cross-entropy in which all rates count alike, norms settled after {FreezeNormsAfter:p0}{Begun}"),
                ["injection"] = Learned.ToString(),
                ["fixpix"] = TrainingRecipe.Version,
            },
        };
        return new TrainingPlan(NetworkPreset.Find("unet"), recipe, Crops, batches, validation, SimulatedCrops.JudgedRates) { From = From };
    }
}
