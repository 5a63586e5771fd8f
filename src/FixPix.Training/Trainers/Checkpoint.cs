using System.Globalization;
using FixPix.Neural;
using FixPix.Neural.Weights;
using FixPix.Training.Networks;
using FixPix.Training.Torch;

namespace FixPix.Training.Trainers;

/// <summary>All that a training needs to go on after a kill as if nothing had happened: the numbers, the optimiser's moments, the step and the best score so far.</summary>
public static class Checkpoint
{
    private const string First = "optimizer.first.", Second = "optimizer.second.", StepKey = "step", BestKey = "best-score";

    /// <summary>Writes a checkpoint; it appears whole or not at all, and replaces the one before.</summary>
    /// <exception cref="FixPixException">It cannot be written; the one before is untouched.</exception>
    public static void Save(string path, ParameterSet parameters, AdamW optimizer, double bestScore)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        ArgumentNullException.ThrowIfNull(optimizer);
        Dictionary<string, string> metadata = new(parameters.Metadata)
        {
            [StepKey] = optimizer.Steps.ToString(CultureInfo.InvariantCulture),
            [BestKey] = bestScore.ToString("R", CultureInfo.InvariantCulture),
        };
        IEnumerable<KeyValuePair<string, Tensor>> tensors = parameters.Names.Select(name => KeyValuePair.Create(name, Values(parameters[name])))
            .Concat(Moments(parameters, First, optimizer.FirstMoments))
            .Concat(Moments(parameters, Second, optimizer.SecondMoments));
        using WeightFile all = new(path, metadata, tensors);
        AtomicFile.Write(path, overwrite: true, all.WriteTo);
    }

    /// <summary>Takes a checkpoint over into a training of the same network and returns the best score so far.</summary>
    /// <exception cref="FixPixException">The file is damaged, no checkpoint, or of another network.</exception>
    public static double Load(string path, ParameterSet parameters, AdamW optimizer)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        ArgumentNullException.ThrowIfNull(optimizer);
        using WeightFile file = WeightFile.Open(path);
        parameters.RequireSameNetwork(file);
        if (!long.TryParse(file.Setting(StepKey), NumberStyles.None, CultureInfo.InvariantCulture, out long step) || !double.TryParse(file.Setting(BestKey), CultureInfo.InvariantCulture, out double best))
        {
            throw new FixPixException($"{path}: step '{file.Setting(StepKey)}' or best score '{file.Setting(BestKey)}' of the checkpoint is no number");
        }

        // All is read before anything is taken over: a damaged file leaves the training as it is.
        List<(TorchTensor Target, Tensor Values)> loaded = [.. parameters.Names.Select(name => (parameters[name], Read(file, name, parameters[name])))];
        string[] trained = [.. TrainedNames(parameters)];
        for (int i = 0; i < trained.Length; i++)
        {
            loaded.Add((optimizer.FirstMoments[i], Read(file, First + trained[i], optimizer.FirstMoments[i])));
            loaded.Add((optimizer.SecondMoments[i], Read(file, Second + trained[i], optimizer.SecondMoments[i])));
        }

        foreach ((TorchTensor target, Tensor values) in loaded)
        {
            using TorchTensor from = TorchTensor.From(values.Values, target.Shape, parameters.Device);
            target.Assign(from);
        }

        optimizer.Steps = step;
        return best;
    }

    private static IEnumerable<KeyValuePair<string, Tensor>> Moments(ParameterSet parameters, string prefix, IReadOnlyList<TorchTensor> moments) =>
        TrainedNames(parameters).Select((name, index) => KeyValuePair.Create(prefix + name, Values(moments[index])));

    private static IEnumerable<string> TrainedNames(ParameterSet parameters) => parameters.Names.Where(static name => !ParameterSet.IsRunning(name));

    private static Tensor Values(TorchTensor tensor) => new([.. tensor.Shape.Select(static length => (int)length)], tensor.ToArray());

    private static Tensor Read(WeightFile file, string name, TorchTensor like) => file.Read(name, [.. like.Shape.Select(static length => (int)length)]);
}
