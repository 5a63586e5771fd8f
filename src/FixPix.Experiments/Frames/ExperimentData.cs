using FixPix.Training.Datasets;
using FixPix.Training.Simulation;

namespace FixPix.Experiments.Frames;

/// <summary>All frames that experiments run on.</summary>
internal sealed class ExperimentData
{
    /// <summary>Simulated cameras that stand for the paper's two data sets, which are a phone's of 10 bits and an older single-lens reflex camera's of 12.</summary>
    public static IReadOnlyList<string> PapersCameras { get; } = ["phone", "dslr-12"];

    private readonly List<string> _notes = [];

    /// <summary>Sorts frames into what experiments ask for.</summary>
    /// <param name="sensors">Raw files by sensor.</param>
    /// <param name="photographs">The test split that simulated cameras look at; may be empty.</param>
    /// <param name="scale">How much of it is taken.</param>
    /// <param name="seed">Draws the cameras, their noise and the split.</param>
    /// <exception cref="FixPixException">There is nothing at all, or a photograph cannot be read.</exception>
    public ExperimentData(IReadOnlyList<FrameGroup> sensors, PhotographSplit photographs, Scale scale, long seed)
    {
        if (sensors.Count == 0 && photographs.Test.Count == 0)
        {
            throw new FixPixException("nothing to measure: no raw file and no photograph");
        }

        Photograph[] test = [.. photographs.Test.Take(scale.Photographs)];
        FrameGroup[] simulated = test.Length == 0 ? [] : [new FrameGroup(FrameGroup.Simulated, true, [.. Drawn(test, scale, seed)])];
        FrameGroup[] cameras = test.Length == 0 ? [] : [.. PapersCameras.Take(scale.NamedCameras).Select(name => new FrameGroup(FrameGroup.SimulatedBy(name), true, Named(name, test, seed)))];
        Groups = [.. simulated, .. cameras, .. sensors];
        Sequences = [.. Simulated(test, scale, seed), .. sensors.Where(sensor => sensor.Frames.Count > 1).Select(sensor => sensor with { Frames = sensor.Spread(scale.SequenceFrames) })];
        Photograph[] training = [.. photographs.Training.Take(scale.TrainingPhotographs)];
        Patches =
        [
            .. training.Length < 2 ? [] : cameras.Select(camera => Split(camera, Named(camera.Name[(FrameGroup.Simulated.Length + 1)..], training, seed + 1))),
            .. sensors.Where(sensor => sensor.Frames.Count >= scale.LeastTrainingFiles).Select(sensor => Split(sensor, seed)),
        ];
        if (sensors.Count > 1)
        {
            _notes.Add($"{sensors.Count} sensors, or sizes, each measured on its own: {string.Join("; ", sensors.Select(sensor => $"{sensor.Name} ({sensor.Frames.Count})"))}");
        }
    }

    /// <summary>Simulated frames, then each sensor.</summary>
    public IReadOnlyList<FrameGroup> Groups { get; }

    /// <summary>Frames of one specimen each, in an order: for windows of several images.</summary>
    public IReadOnlyList<FrameGroup> Sequences { get; }

    /// <summary>What the paper's patch MLPs are trained on.</summary>
    public IReadOnlyList<PatchData> Patches { get; }

    /// <summary>The frames of a group that may be measured by whatever method: where MLPs are trained on some of them, only those that none has seen.</summary>
    public IReadOnlyList<Frame> Unseen(FrameGroup group, int most) =>
        group.IsSimulated ? group.Frames : (Patches.FirstOrDefault(patches => patches.Group == group.Name) is PatchData patches ? group with { Frames = patches.Test } : group).Spread(most);

    /// <summary>What the user should know of it.</summary>
    public IReadOnlyList<string> Notes => _notes;

    private static IEnumerable<Frame> Drawn(Photograph[] test, Scale scale, long seed) =>
        SimulatedFrames.Of([.. test.Select(photograph => photograph.FilePath)], scale.Cameras, 1, seed).Select((set, index) =>
            new Frame(set.Name, $"drawn camera {index}, seed {seed}, of {test[index % test.Length].Hash}", work => set.Load(work)[0]));

    private static Frame[] Named(string camera, Photograph[] photographs, long seed) =>
        [.. SimulatedFrames.Of([.. photographs.Select(photograph => photograph.FilePath)], [SimulatedCameras.Find(camera)], 1, seed).Select((set, index) =>
            new Frame(set.Name, $"{camera} {index}, seed {seed}, of {photographs[index].Hash}", work => set.Load(work)[0]))];

    // A specimen sees all photographs in turn; each of its frames is asked for by its place, and the set is made once.
    private static IEnumerable<FrameGroup> Simulated(Photograph[] test, Scale scale, long seed)
    {
        int frames = Math.Min(scale.SequenceFrames, test.Length);
        if (frames < 2)
        {
            yield break;
        }

        string hashes = string.Join(' ', test.Select(photograph => photograph.Hash));
        var sets = SimulatedFrames.Of([.. test.Select(photograph => photograph.FilePath)], scale.Sequences, frames, seed);
        for (int specimen = 0; specimen < scale.Sequences; specimen++)
        {
            var set = sets[specimen * test.Length];
            IReadOnlyList<Mosaics.Mosaic>? loaded = null;
            yield return new FrameGroup(FrameGroup.Simulated, true, [.. Enumerable.Range(0, frames).Select(frame =>
                new Frame(test[frame].FilePath, $"specimen {specimen}, frame {frame} of {frames}, seed {seed}, of {hashes}", work => (loaded ??= set.Load(work))[frame]))]);
        }
    }

    private static PatchData Split(FrameGroup camera, Frame[] training)
    {
        int validation = Math.Max(1, training.Length / 9);
        return new PatchData(camera.Name, training[validation..], training[..validation], camera.Frames);
    }

    // 8:1:1, shuffled.
    private static PatchData Split(FrameGroup sensor, long seed)
    {
        Frame[] shuffled = [.. sensor.Frames.OrderBy(frame => frame.Seed(seed, "split"))];
        int held = Math.Max(1, shuffled.Length / 10);
        return new PatchData(sensor.Name, shuffled[(2 * held)..], shuffled[held..(2 * held)], shuffled[..held]);
    }
}
