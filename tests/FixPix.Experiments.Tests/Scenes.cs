using FixPix.Experiments.Frames;
using FixPix.Mosaics;
using FixPix.Simulation;

namespace FixPix.Experiments.Tests;

/// <summary>Frames from the project's own generator, and a folder that is gone after a test.</summary>
public abstract class Scenes : IDisposable
{
    protected string Folder { get; } = Directory.CreateTempSubdirectory("fixpix-experiments-").FullName;

    public void Dispose()
    {
        Directory.Delete(Folder, recursive: true);
        GC.SuppressFinalize(this);
    }

    internal static Mosaic Scene(int width = 96, int height = 80, int frame = 0) => SyntheticScene.Photograph(new SensorModel { Width = width, Height = height }, 5, frame);

    internal static Frame FrameOf(int index, int width = 96, int height = 80) => new($"scene {index}", $"scene {index} {width}×{height}", _ => Scene(width, height, index));

    internal static FrameGroup Sensor(string name, int frames, int side = 96) => new(name, false, [.. Enumerable.Range(0, frames).Select(index => FrameOf(index, side, side))]);
}
