using System.Globalization;
using FixPix.Correction;
using FixPix.Experiments.Cells;
using FixPix.Experiments.Frames;
using FixPix.Neural.Weights;
using FixPix.RawFiles;
using FixPix.Training.Datasets;
using FixPix.Training.Networks;
using FixPix.Training.Torch;
using FixPix.Training.Trainers;

namespace FixPix.Experiments.Patches;

/// <summary>Patch MLPs by the paper's recipe, trained when first needed and kept in the cache.</summary>
/// <param name="cache">Where they, and the mosaics that they learn from, are kept.</param>
/// <param name="scale">Epochs.</param>
/// <param name="seed">Same seed, same weights.</param>
internal sealed class PaperMlps(CellCache cache, Scale scale, long seed)
{
    private const int KeyLetters = 32;

    /// <summary>The cells that train.</summary>
    public const string CellsName = "mlp";

    // All mosaics are of one size; 121 patches do not need more.
    private readonly int _side = Math.Min(256, scale.MostSide);
    private readonly Dictionary<string, PatchMlpCorrector> _networks = [];

    /// <summary>The version of libtorch, where it is there.</summary>
    public static string TorchVersion => TorchLibrary.Version;

    /// <summary>Whether libtorch is there, and why not.</summary>
    public static bool CanTrain(out string? missing)
    {
        try
        {
            _ = TorchLibrary.Version;
            missing = null;
        }
        catch (FixPixException failure)
        {
            missing = failure.Message;
        }

        return missing is null;
    }

    /// <summary>One of them, which is trained by the time that it mends.</summary>
    /// <param name="data">The camera's frames.</param>
    /// <param name="size">Rows and columns of a patch.</param>
    /// <param name="badNeighbors">How many neighbours are bad in what it learns from.</param>
    public PaperMlp Of(PatchData data, int size, int badNeighbors)
    {
        string[] madeOf = [$"patch MLP {size}×{size}, {badNeighbors} bad neighbours, {scale.Epochs} epochs, seed {seed}, middle {_side}", .. data.Training.Select(frame => frame.Identity), "validation", .. data.Validation.Select(frame => frame.Identity)];
        string key = Cell.KeyOf(CellsName, madeOf)[..KeyLetters];
        Cell training = new(CellsName, $"training {size}×{size} with {badNeighbors} bad neighbours, {data.Group}", madeOf, work =>
            [new Sample(data.Group, NameOf(size), string.Create(CultureInfo.InvariantCulture, $"trained with {badNeighbors}"), Train(data, size, badNeighbors, key, work), new Tally())]);
        return new PaperMlp(new CorrectorInfo(NameOf(size), "the paper's patch MLP, trained here", () => new UntoldCorrector(() => Open(data, size, badNeighbors, key))), training, madeOf);
    }

    /// <summary>What a network of such patches is called.</summary>
    public static string NameOf(int size) => string.Create(CultureInfo.InvariantCulture, $"MLP {size}×{size}");

    /// <summary>How long the networks were trained, in a line for each camera.</summary>
    public static IEnumerable<string> Steps(IEnumerable<Sample> trained) => trained.GroupBy(sample => (sample.Group, sample.X)).Select(same =>
        Text.Inv($"patch MLPs by the paper's recipe for {same.Key.Group}: {same.Count()} networks ({string.Join(", ", same.Select(row => row.Method).Distinct())}) of {same.Key.X:#,##0} steps each"));

    private static string Key(IEnumerable<string> madeOf) => Cell.Hash(madeOf)[..KeyLetters];

    private string PathOf(string key) => Path.Combine(cache.FolderFor("weights"), $"{key}.safetensors");

    private PatchMlpCorrector Open(PatchData data, int size, int badNeighbors, string key)
    {
        lock (_networks)
        {
            if (!_networks.TryGetValue(key, out PatchMlpCorrector? network))
            {
                if (!File.Exists(PathOf(key)))
                {
                    Train(data, size, badNeighbors, key, WorkSettings.Default);
                }

                using WeightFile weights = WeightFile.Open(PathOf(key));
                _networks[key] = network = new PatchMlpCorrector(weights);
            }

            return network;
        }
    }

    private long Train(PatchData data, int size, int badNeighbors, string key, WorkSettings work)
    {
        RawFolder folder = Written(data, work);
        RawPhotograph[] Part(IEnumerable<Frame> frames) => [.. frames.Select(frame => folder.Files.FirstOrDefault(file => Path.GetFileName(file.FilePath) == NameOf(frame))).OfType<RawPhotograph>()];
        (RawPhotograph[] training, RawPhotograph[] validation) = (Part(data.Training), Part(data.Validation));
        if (training.Length == 0 || validation.Length == 0)
        {
            throw new FixPixException($"{data.Group}: too few of its {data.Training.Count + data.Validation.Count} frames have {_side}×{_side} lit sites to train a patch MLP on");
        }

        DataSplit split = new(training, validation, [], $"{training.Length} to learn from, {validation.Length} to judge by");
        TrainingPlan plan = new PaperCorrectorPreset(size, badNeighbors, scale.Epochs, seed).On(PaperData.Of(folder, split));
        string scratch = cache.FolderFor(Path.Combine("weights", key));
        using WeightFile layout = plan.Network.Create(seed);
        using ParameterSet parameters = ParameterSet.Initial(layout, seed, TorchDevice.Processor);
        using NetworkTrainer trainer = new(parameters, plan.Recipe with { Threads = work.Threads }, scratch);
        trainer.Run(plan.Batches, plan.Validation, report => work.Progress?.Report(report.Step / (double)report.Steps), work.Cancellation);
        work.Cancellation.ThrowIfCancellationRequested();
        File.Move(Path.Combine(scratch, NetworkTrainer.BestName), PathOf(key), overwrite: true);
        Directory.Delete(scratch, recursive: true);
        return trainer.Steps;
    }

    // As files of their own, since trainings read files that say themselves how to be read.
    private RawFolder Written(PatchData data, WorkSettings work)
    {
        WorkSettings quiet = work with { Progress = null };
        Frame[] frames = [.. data.Training, .. data.Validation];
        string folder = cache.FolderFor(Path.Combine("mosaics", Key(frames.Select(frame => frame.Identity))));
        foreach (Frame frame in frames)
        {
            string path = Path.Combine(folder, NameOf(frame));
            if (!File.Exists(path))
            {
                work.Cancellation.ThrowIfCancellationRequested();
                RawFile.Write(frame.LoadMiddle(_side, quiet), path);
            }
        }

        return RawFolder.Open(folder, RawLayout.Flat, _side, quiet);
    }

    private static string NameOf(Frame frame) => $"{Key([frame.Identity])}.dng";
}
