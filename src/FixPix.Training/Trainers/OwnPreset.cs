using System.Globalization;
using FixPix.Neural.Networks;
using FixPix.Neural.Weights;
using FixPix.Training.Datasets;
using FixPix.Training.Simulation;

namespace FixPix.Training.Trainers;

/// <summary>What our recipes have in common: crops of any camera with defects of all kinds, AdamW along half a cosine.</summary>
/// <param name="Steps">Steps in all.</param>
/// <param name="Crops">Crops of a step.</param>
/// <param name="Side">Half the rows and columns of a crop.</param>
/// <param name="LearningRate">The highest.</param>
/// <param name="Seed">Same seed, same weights.</param>
public abstract record OwnPreset(long Steps, int Crops, int Side, double LearningRate, long Seed)
{
    private static readonly string[] s_provenance = ["steps", "recipe"];

    /// <summary>The weights that it begins with; null for numbers that know nothing. Trained weights need no curriculum, and their norms are settled.</summary>
    public WeightFile? From { get; init; }

    /// <summary>Whether convolutions run in bfloat16; worth it on a GPU.</summary>
    public bool Bfloat16 { get; init; }

    /// <summary>The network, untrained.</summary>
    protected abstract NetworkPreset Network { get; }

    /// <summary>What it is trained for.</summary>
    protected abstract TrainingGoal Goal { get; }

    /// <summary>The defects that it is trained and judged on.</summary>
    protected internal abstract InjectionRange Defects { get; }

    /// <summary>The share of the simulated crops that are exposed long.</summary>
    protected virtual double LongShare => 0;

    /// <summary>The loss in words.</summary>
    protected abstract string Objective { get; }

    /// <summary>Batches of crops to judge by.</summary>
    protected virtual int ValidationBatches => 32;

    /// <summary>The share of the steps after which batch norm stands still; null for networks that have none.</summary>
    protected virtual double? FreezeNormsAfter => From is null ? 0.5 : 0;

    private InjectionRange Learned => From is null ? Defects : Defects with { FirstHighestRate = Defects.HighestRate };

    /// <summary>Photographs, seen by simulated cameras.</summary>
    public TrainingPlan On(PhotographFolder photographs)
    {
        ArgumentNullException.ThrowIfNull(photographs);
        return On(photographs, DeadLeaves.Among(photographs.Training, Seed), Room) with
        {
            Validation = Of(photographs.Validation, Defects, Room).Validation(ValidationBatches),
            Finish = FinishOn(photographs),
        };
    }

    /// <summary>Photographs, seen by simulated cameras, with nothing to judge by.</summary>
    /// <param name="photographs">Which.</param>
    /// <param name="pictures">Those to learn from, and the pictures of dead leaves among them.</param>
    /// <param name="room">Makes room for a batch.</param>
    internal TrainingPlan On(PhotographFolder photographs, IReadOnlyList<RgbPhotograph> pictures, Func<ICropExamples> room)
    {
        SimulatedCrops learned = Of(pictures, Learned, room);
        return Plan(
            $"{photographs.Digest}; {pictures.Count - photographs.Training.Count} pictures of dead leaves in their colours; simulated cameras{(LongShare > 0 ? $", {LongShare.ToString("p0", CultureInfo.InvariantCulture)} of the crops exposed long" : "")}",
            $"{photographs.Training.Count} photographs to learn from, {photographs.Validation.Count} to judge by, every ninth",
            step => learned.Batch(step, Steps),
            []);
    }

    /// <summary>Raw files of any cameras.</summary>
    public TrainingPlan On(RawFolder folder, DataSplit split)
    {
        ArgumentNullException.ThrowIfNull(folder);
        ArgumentNullException.ThrowIfNull(split);
        RawCrops Of(IReadOnlyList<RawPhotograph> part, InjectionRange defects) => new(part, defects, Crops, Side, Seed) { Examples = Room };
        RawCrops learned = Of(split.Training, Learned);
        return Plan($"{folder.Digest}; {folder.Recognized}", split.Description, step => learned.Batch(step, Steps), Of(split.Validation, Defects).Validation(ValidationBatches));
    }

    /// <summary>Room for a batch: what the network is told of crops, and what it should say.</summary>
    protected abstract ICropExamples Room();

    /// <summary>The file that the finished weights get, and how they are calibrated on the photographs that were not learned from; null where the best weights are finished.</summary>
    protected virtual (string File, Func<WeightFile, WorkSettings, WeightFile> Calibrate)? FinishOn(PhotographFolder photographs) => null;

    private SimulatedCrops Of(IReadOnlyList<RgbPhotograph> part, InjectionRange defects, Func<ICropExamples> room) => new(part, defects, Crops, Side, Seed) { Examples = room, LongShare = LongShare };

    private TrainingPlan Plan(string data, string split, Func<long, TrainingBatch> batches, IReadOnlyList<TrainingBatch> validation)
    {
        string norms = FreezeNormsAfter is double share ? string.Create(CultureInfo.InvariantCulture, $", norms settled after {share:p0}") : "";
        string begun = From is null ? "" : $"; begun with {Path.GetFileName(From.Source)} ({string.Join("; ", s_provenance.Where(From.Metadata.ContainsKey).Select(From.Setting))})";
        TrainingRecipe recipe = new()
        {
            Steps = Steps,
            RateAt = TrainingRecipe.WarmCosine(LearningRate, Math.Min(200, Steps / 10), Steps),
            Decay = 1e-4,
            Goal = Goal,
            FreezeNormsAfter = FreezeNormsAfter ?? 1,
            Bfloat16 = Bfloat16,
            Provenance = new Dictionary<string, string>
            {
                ["data"] = data,
                ["split"] = split,
                ["seed"] = Seed.ToString(CultureInfo.InvariantCulture),
                ["recipe"] = string.Create(CultureInfo.InvariantCulture, $"{Crops} crops of {2 * Side}×{2 * Side} sites a step, AdamW, learning rate {LearningRate} warmed up and along half a cosine, {Objective}{norms}{begun}"),
                ["injection"] = Learned.ToString(),
                ["fixpix"] = TrainingRecipe.Version,
            },
        };
        return new TrainingPlan(Network, recipe, Crops, batches, validation, SimulatedCrops.JudgedRates) { From = From };
    }
}
