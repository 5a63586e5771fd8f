using System.Globalization;
using FixPix.Mosaics;
using FixPix.Neural.Weights;
using FixPix.Training.Datasets;
using FixPix.Training.Networks;
using FixPix.Training.Torch;

namespace FixPix.Training.Trainers;

/// <summary>
/// Trains a network for a goal. Everything follows from the start, the recipe and the batches, which belong to their steps: a training that was killed goes on from its checkpoint
/// to the same numbers. The weights of the best validation are kept apart from the last.
/// </summary>
public sealed class NetworkTrainer : IDisposable
{
    private readonly ParameterSet _parameters;
    private readonly INetworkModel _model;
    private readonly AdamW _optimizer;
    private readonly TrainingRecipe _recipe;
    private readonly string _folder;

    /// <summary>Takes up the training of a folder where its checkpoint says, or begins one.</summary>
    /// <param name="parameters">The numbers to start from; trained in place.</param>
    /// <param name="recipe">How long and how fast.</param>
    /// <param name="folder">Where <see cref="CheckpointName"/> and <see cref="BestName"/> are kept; made if absent.</param>
    /// <exception cref="FixPixException">The checkpoint there is damaged or of another network.</exception>
    public NetworkTrainer(ParameterSet parameters, TrainingRecipe recipe, string folder)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        (_parameters, _recipe, _folder) = (parameters, recipe, folder);
        _model = INetworkModel.Of(parameters);
        _optimizer = new AdamW(parameters.Trained, parameters.Device);
        Directory.CreateDirectory(folder);
        if (File.Exists(CheckpointPath))
        {
            BestScore = Checkpoint.Load(CheckpointPath, parameters, _optimizer);
        }
    }

    /// <summary>The file that a killed training goes on from.</summary>
    public const string CheckpointName = "checkpoint.safetensors";

    /// <summary>The weights of the best validation so far, ready for the engine.</summary>
    public const string BestName = "best.safetensors";

    /// <summary>
    /// Parts of a batch that learn on threads of their own: libtorch's backward pass hardly gains from a second thread. Gradients add up; a sum of two is the same in either order, of more
    /// it would not be. A GPU takes a batch whole.
    /// </summary>
    public const int Halves = 2;

    /// <summary>Steps done.</summary>
    public long Steps => _optimizer.Steps;

    /// <summary>The best worth, by the goal.</summary>
    public double BestScore { get; private set; } = double.NegativeInfinity;

    private TrainingGoal Goal => _recipe.Goal;

    private string CheckpointPath => Path.Combine(_folder, CheckpointName);

    /// <summary>Trains until the recipe's last step or a cancellation, which leaves a checkpoint.</summary>
    /// <param name="batches">The batch of a step; called from other threads, ahead of time.</param>
    /// <param name="validation">Batches that nothing is learned from; judged by the rates of their crops.</param>
    /// <param name="report">Hears of every step.</param>
    /// <param name="cancellation">Stops after the current step.</param>
    /// <exception cref="FixPixException">The loss is no number any more; the message names the step, and the last checkpoint is untouched.</exception>
    public void Run(Func<long, TrainingBatch> batches, IReadOnlyList<TrainingBatch> validation, Action<TrainingReport> report, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(report);
        using BatchQueue queue = new(batches, Steps, _recipe.Steps, ahead: 4);
        while (Steps < _recipe.Steps && !cancellation.IsCancellationRequested)
        {
            (TrainingBatch batch, double wait) = queue.Take();
            double rate = _recipe.RateAt(Steps);
            (double loss, TrainingTally tally) = Step(batch, rate);
            bool judge = Steps == _recipe.Steps || Steps % _recipe.StepsPerValidation == 0;
            IReadOnlyDictionary<double, TrainingTally>? judged = null;
            if (judge && validation.Count > 0)
            {
                (judged, double lost) = Judge(validation);
                KeepIfBest(Goal.WorthOf([.. judged.Values], lost));
            }

            if (Steps % _recipe.StepsPerCheckpoint == 0)
            {
                Checkpoint.Save(CheckpointPath, _parameters, _optimizer, BestScore);
            }

            report(new TrainingReport(Steps, _recipe.Steps, loss, rate, Goal.Values(tally), judged?.ToDictionary(static pair => pair.Key, pair => Goal.Values(pair.Value)), wait));
        }

        Checkpoint.Save(CheckpointPath, _parameters, _optimizer, BestScore);
    }

    /// <summary>What the goal counts of the network as it is now, by the share of bad sites, and the mean loss.</summary>
    public (IReadOnlyDictionary<double, TrainingTally> Tallies, double Loss) Judge(IReadOnlyList<TrainingBatch> batches)
    {
        ArgumentNullException.ThrowIfNull(batches);
        SortedDictionary<double, TrainingTally> tallies = [];
        double[] losses = new double[batches.Count];
        RowBands.Run(batches.Count, 1, new WorkSettings { Threads = _parameters.Device.IsCuda ? 1 : Halves }, (index, _) =>
        {
            TrainingBatch batch = batches[index];
            UseThreads();
            using IDisposable unrecorded = TorchLibrary.WithoutGradients();
            using TensorScope scope = new();
            TorchTensor output = _model.Forward(Features(batch), BatchStatistics.Running);
            losses[index] = Goal.LossOf(output, batch, _parameters.Device).ToSingle();
            lock (tallies)
            {
                Count(batch, output.ToArray(), (rate, tally) => tallies[rate] = tallies.GetValueOrDefault(rate) + tally);
            }
        });

        return (tallies, losses.Average());
    }

    /// <inheritdoc/>
    public void Dispose() => _optimizer.Dispose();

    private (double Loss, TrainingTally Tally) Step(TrainingBatch batch, double rate)
    {
        int halves = _parameters.Device.IsCuda || batch.Count < Halves ? 1 : Halves;
        (double Loss, TrainingTally Tally)[] parts = new (double, TrainingTally)[halves];
        RowBands.Run(halves, 1, new WorkSettings { Threads = halves }, (half, _) => parts[half] = Learn(batch.Part(half, halves), first: half == 0));
        double value = parts.Sum(static part => part.Loss);
        if (!double.IsFinite(value))
        {
            throw new FixPixException($"training step {Steps + 1}: the loss is {value}; the last good state is {CheckpointPath}");
        }

        _optimizer.ClipGradients(_recipe.GradientNorm);
        _optimizer.Step(rate, _recipe.Decay, _recipe.DecayInGradient);
        return (value, parts.Aggregate(default(TrainingTally), static (sum, part) => sum + part.Tally));
    }

    // The running mean and variance are learned from the first part alone, so that threads need not take turns.
    private (double Loss, TrainingTally Tally) Learn((TrainingBatch Batch, double Share) part, bool first)
    {
        UseThreads();
        using TensorScope scope = new();
        TrainingBatch batch = part.Batch;
        bool frozen = Steps >= _recipe.FreezeNormsAfter * _recipe.Steps;
        TorchTensor output = Forward(batch, frozen ? BatchStatistics.Running : first ? BatchStatistics.Learned : BatchStatistics.Own);
        TorchTensor loss = Goal.LossOf(output, batch, _parameters.Device).Affine(part.Share, 0);
        loss.Backward();
        TrainingTally tally = default;
        Count(batch, output.Detach().ToArray(), (_, crop) => tally += crop);
        return (loss.ToSingle(), tally);
    }

    private void UseThreads() => TorchLibrary.UseThreads(Math.Max(1, _parameters.Device.IsCuda ? _recipe.Threads : _recipe.Threads / Halves));

    private TorchTensor Forward(TrainingBatch batch, BatchStatistics statistics)
    {
        using IDisposable? half = _recipe.Bfloat16 ? TorchLibrary.InBfloat16(_parameters.Device) : null;
        return _model.Forward(Features(batch), statistics);
    }

    private TorchTensor Features(TrainingBatch batch) => TorchTensor.From(batch.Features, [batch.Count, batch.Inputs, batch.Height, batch.Width], _parameters.Device);

    private void Count(TrainingBatch batch, float[] output, Action<double, TrainingTally> count)
    {
        int length = output.Length / batch.Count;
        for (int crop = 0; crop < batch.Count; crop++)
        {
            count(batch.Rates[crop], Goal.Count(output.AsSpan(crop * length, length), batch, crop));
        }
    }

    private void KeepIfBest(double score)
    {
        if (score <= BestScore)
        {
            return;
        }

        BestScore = score;
        using WeightFile best = _parameters.ToWeightFile(new Dictionary<string, string>(_recipe.Provenance)
        {
            ["steps"] = string.Create(CultureInfo.InvariantCulture, $"{Steps} of {_recipe.Steps}"),
            ["score"] = string.Create(CultureInfo.InvariantCulture, $"{score:f5}, {Goal.Worth}"),
            ["engine"] = $"libtorch {TorchLibrary.Version} on {_parameters.Device}",
        });
        AtomicFile.Write(Path.Combine(_folder, BestName), overwrite: true, best.WriteTo);
    }
}
