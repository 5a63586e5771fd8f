using System.Diagnostics;
using System.Globalization;
using FixPix.Neural.Networks;
using FixPix.Neural.Weights;
using FixPix.Training.Datasets;
using FixPix.Training.Networks;
using FixPix.Training.Torch;
using FixPix.Training.Trainers;

namespace FixPix.DetectorAblation;

/// <summary>Trains a network, or goes on with it, in a folder of its own, where its log says what it took. Its last weights count: nothing is picked by what it is judged on.</summary>
internal static class LoggedTraining
{
    private const string LogName = "training.csv";

    /// <summary>Trains to the end, or until a cancellation.</summary>
    /// <param name="network">The network.</param>
    /// <param name="seed">Same seed, same first weights.</param>
    /// <param name="recipe">How long and how fast.</param>
    /// <param name="batches">The batch of a step.</param>
    /// <param name="folder">Where its checkpoint and its log are.</param>
    /// <param name="report">Hears of every step.</param>
    /// <param name="work">Threads, cancellation.</param>
    /// <returns>The weights, and the minutes of all runs together.</returns>
    /// <exception cref="OperationCanceledException">It was cancelled; the checkpoint is there.</exception>
    public static (WeightFile Weights, double Minutes) Run(
        NetworkPreset network, long seed, TrainingRecipe recipe, Func<long, TrainingBatch> batches, string folder, Action<TrainingReport> report, WorkSettings work)
    {
        using WeightFile fresh = network.Create(seed);
        using ParameterSet parameters = ParameterSet.Initial(fresh, seed, TorchDevice.Best);
        using NetworkTrainer trainer = new(parameters, recipe with { Threads = work.Threads }, folder);
        string path = Path.Combine(folder, LogName);
        double before = SecondsBefore(path, trainer.Steps);
        Stopwatch watch = Stopwatch.StartNew();
        using (TrainingLog log = new(path, recipe.Goal.Measures, [], trainer.Steps))
        {
            trainer.Run(batches, [], step => Hear(step, log), work.Cancellation);
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
