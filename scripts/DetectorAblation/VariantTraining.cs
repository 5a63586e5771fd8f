using System.Diagnostics;
using System.Globalization;
using FixPix.Neural.Networks;
using FixPix.Neural.Weights;
using FixPix.Training.Datasets;
using FixPix.Training.Networks;
using FixPix.Training.Torch;
using FixPix.Training.Trainers;

namespace FixPix.DetectorAblation;

/// <summary>Trains a variant, or goes on with it, in a folder of its own. Its last weights count: nothing is picked by what it is judged on.</summary>
/// <param name="photographs">What is learned from.</param>
/// <param name="settings">What all variants have alike.</param>
internal sealed class VariantTraining(PhotographFolder photographs, AblationSettings settings)
{
    // That of `fixpix train detector`.
    private const double LearningRate = 2e-3;
    private const string LogName = "training.csv";

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
        using WeightFile fresh = (variant.Levels is string levels ? network.With("levels", levels) : network).Create(settings.Seed);
        using ParameterSet parameters = ParameterSet.Initial(fresh, settings.Seed, TorchDevice.Best);
        using NetworkTrainer trainer = new(parameters, variant.Recipe(_recipe) with { Threads = work.Threads }, folder);
        string path = Path.Combine(folder, LogName);
        double before = SecondsBefore(path, trainer.Steps);
        Stopwatch watch = Stopwatch.StartNew();
        using (TrainingLog log = new(path, _recipe.Goal.Measures, [], trainer.Steps))
        {
            trainer.Run(crops.Batch, [], step => Hear(step, log), work.Cancellation);
        }

        work.Cancellation.ThrowIfCancellationRequested();
        return (parameters.ToWeightFile(), (before + watch.Elapsed.TotalSeconds) / 60);

        void Hear(TrainingReport step, TrainingLog log)
        {
            log.Add(step, before + watch.Elapsed.TotalSeconds);
            report(step);
        }
    }

    // What the runs before took up to the checkpoint, from the log's first two columns.
    private static double SecondsBefore(string log, long steps) => !File.Exists(log)
        ? 0
        : File.ReadLines(log).Skip(1).Select(static line => line.Split(','))
            .Where(words => words.Length > 1 && long.TryParse(words[0], NumberStyles.None, CultureInfo.InvariantCulture, out long step) && step <= steps)
            .Select(static words => double.TryParse(words[1], CultureInfo.InvariantCulture, out double seconds) ? seconds : 0)
            .LastOrDefault();
}
