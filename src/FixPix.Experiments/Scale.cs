using FixPix.Simulation;

namespace FixPix.Experiments;

/// <summary>How much is measured: everything, or a few crops in minutes.</summary>
internal sealed record Scale
{
    /// <summary>The whole report.</summary>
    public static Scale Full { get; } = new();

    /// <summary>Everything once, on few crops.</summary>
    public static Scale Quick { get; } = new()
    {
        MostSide = 128,
        FramesOfSensor = 2,
        Photographs = 3,
        Strips = 1,
        Cameras = 1,
        NamedCameras = 1,
        Repeats = 1,
        Rates = [0.0001, 0.2, 0.7],
        SequenceFrames = 3,
        Sequences = 1,
        FrameCounts = [1, 3],
        Deltas = [0.3, 0.7],
        TrainingPhotographs = 4,
        LeastTrainingFiles = Frames.PatchData.LeastFrames,
        Epochs = 1,
        TestFrames = 1,
        BadNeighbors = [0, 2],
        TestedNeighbors = [0, 4],
        PatchSizes = [5, 9],
        PeerCases = [("1 %", new() { Rate = 0.01 })],
        PeerSide = 256,
        Shapes = [("2×2 blocks", new() { Blocks2x2 = 6 }), ("3×3 blocks", new() { Blocks3x3 = 4 }), ("5×5 blocks", new() { Blocks5x5 = 2 }), ("rows", new() { Rows = 1 }), ("columns", new() { Columns = 1 })],
    };

    /// <summary>Of larger frames the middle is taken, so many sites along each side.</summary>
    public int MostSide { get; init; } = 640;

    /// <summary>Frames of a sensor, at most.</summary>
    public int FramesOfSensor { get; init; } = 4;

    /// <summary>Photographs of the test split, at most.</summary>
    public int Photographs { get; init; } = int.MaxValue;

    /// <summary>Drawn cameras that look at each photograph.</summary>
    public int Cameras { get; init; } = 1;

    /// <summary>Named cameras that look at each photograph, each a group of its own.</summary>
    public int NamedCameras { get; init; } = 2;

    /// <summary>How often a frame is measured at rates that put few defects into it.</summary>
    public int Repeats { get; init; } = 3;

    /// <summary>The rates of figure 6.</summary>
    public IReadOnlyList<double> Rates { get; init; } = [0.0001, 0.01, 0.05, 0.2, 0.4, 0.55, 0.7, 0.85];

    /// <summary>Frames of a sequence, at most.</summary>
    public int SequenceFrames { get; init; } = 16;

    /// <summary>Simulated specimens that make a sequence.</summary>
    public int Sequences { get; init; } = 3;

    /// <summary>Images of a window.</summary>
    public IReadOnlyList<int> FrameCounts { get; init; } = [1, 3, 5, 7, 9, 11];

    /// <summary>The δ of figure 4.</summary>
    public IReadOnlyList<double> Deltas { get; init; } = [0.3, 0.4, 0.5, 0.6, 0.7];

    /// <summary>Photographs of the training split, at most.</summary>
    public int TrainingPhotographs { get; init; } = int.MaxValue;

    /// <summary>The fewest files of a sensor that patch MLPs are trained on.</summary>
    public int LeastTrainingFiles { get; init; } = 10;

    /// <summary>How often a training sees every patch.</summary>
    public int Epochs { get; init; } = 10;

    /// <summary>Frames that patches are tested on, at most, of a camera.</summary>
    public int TestFrames { get; init; } = 14;

    /// <summary>Bad neighbours that MLPs are trained with in figure 5a, and tested with.</summary>
    public IReadOnlyList<int> BadNeighbors { get; init; } = [0, 1, 2, 3, 4];

    /// <summary>Bad neighbours of figure 5b.</summary>
    public IReadOnlyList<int> TestedNeighbors { get; init; } = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10];

    /// <summary>Rows and columns of the patches of figure 5b and 6.</summary>
    public IReadOnlyList<int> PatchSizes { get; init; } = [5, 9, 13];

    /// <summary>Pictures of before and after.</summary>
    public int Strips { get; init; } = 3;

    /// <summary>What other programs are given.</summary>
    public IReadOnlyList<(string Name, InjectionSettings Defects)> PeerCases { get; init; } = Peers.Programs.Cases;

    /// <summary>The middle of larger frames that they are given.</summary>
    public int PeerSide { get; init; } = 1536;

    /// <summary>What is put in for the table of clusters.</summary>
    public IReadOnlyList<(string Name, InjectionSettings Defects)> Shapes { get; init; } =
        [("2×2 blocks", new() { Blocks2x2 = 100 }), ("3×3 blocks", new() { Blocks3x3 = 60 }), ("5×5 blocks", new() { Blocks5x5 = 20 }), ("rows", new() { Rows = 4 }), ("columns", new() { Columns = 4 })];
}
