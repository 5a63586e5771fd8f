using FixPix.Evaluation;
using FixPix.Mosaics;
using FixPix.Simulation;
using FixPix.Training.Simulation;

namespace FixPix.Training.Datasets;

/// <summary>
/// Photographs as whole mosaics of simulated cameras, to measure on: each photograph by cameras of its own, drawn from
/// <see cref="SensorRange"/>. The same photographs and seed give the same mosaics everywhere.
/// </summary>
public static class SimulatedFrames
{
    /// <summary>The group that simulated frames are counted in.</summary>
    public const string Sensor = "simulated";

    private const int RowsPerBand = 64;

    /// <summary>One set for each photograph and camera.</summary>
    /// <param name="photographs">PNG files, 8 or 16 bit.</param>
    /// <param name="cameras">How many cameras look at each photograph, at least 1.</param>
    /// <param name="frames">Frames of a set, at least 1: the photograph and those after it in the list, from the first again
    /// at its end, each with noise of its own; cut to the size of the smallest.</param>
    /// <param name="seed">Draws the cameras and the noise.</param>
    public static IReadOnlyList<FrameSet> Of(IReadOnlyList<string> photographs, int cameras, int frames, long seed)
    {
        ArgumentNullException.ThrowIfNull(photographs);
        ArgumentOutOfRangeException.ThrowIfLessThan(cameras, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(frames, 1);
        return [.. Enumerable.Range(0, cameras).SelectMany(camera => photographs.Select((path, index) => new FrameSet(
            cameras == 1 ? path : $"{path}, camera {camera + 1}",
            Sensor,
            work => Load(Following(photographs, index, frames), camera: null, new SeededRandom(seed, ((long)camera << 32) | (uint)index), work))))];
    }

    /// <summary>One set for each photograph and named camera, of a specimen of its own.</summary>
    /// <param name="photographs">PNG files, 8 or 16 bit.</param>
    /// <param name="cameras">Which cameras look at each photograph; each with its ISO is a sensor of its own.</param>
    /// <param name="frames">Frames of a set, as for drawn cameras.</param>
    /// <param name="seed">Draws the specimens and the noise.</param>
    public static IReadOnlyList<FrameSet> Of(IReadOnlyList<string> photographs, IReadOnlyList<SimulatedCamera> cameras, int frames, long seed)
    {
        ArgumentNullException.ThrowIfNull(photographs);
        ArgumentNullException.ThrowIfNull(cameras);
        ArgumentOutOfRangeException.ThrowIfLessThan(frames, 1);
        return [.. cameras.Index().SelectMany(entry => photographs.Select((path, index) => new FrameSet(
            $"{path}, {Named(entry.Item)}",
            Named(entry.Item),
            work => Load(Following(photographs, index, frames), entry.Item, new SeededRandom(seed, ((long)entry.Index << 32) | (uint)index), work))))];
    }

    private static string Named(SimulatedCamera camera) => FormattableString.Invariant($"{camera.Name} ISO {camera.Sensor.Iso:0}");

    private static string[] Following(IReadOnlyList<string> photographs, int first, int count) => [.. Enumerable.Range(first, count).Select(frame => photographs[frame % photographs.Count])];

    private static IReadOnlyList<Mosaic> Load(string[] paths, SimulatedCamera? camera, SeededRandom random, WorkSettings work)
    {
        Dictionary<string, RgbPhotograph> opened = paths.Distinct().ToDictionary(path => path, RgbPhotograph.OpenInside);
        RgbPhotograph[] photographs = [.. paths.Select(path => opened[path])];
        return camera is null
            ? OfOneCamera(photographs, random, work)
            : Frames(photographs, camera with { Sensor = camera.Sensor with { Specimen = (long)(random.NextBits() >> 1) } }, random, work);
    }

    /// <summary>Frames of one drawn camera, one for each photograph, each with noise of its own; cut to the size of the smallest.</summary>
    internal static IReadOnlyList<Mosaic> OfOneCamera(IReadOnlyList<RgbPhotograph> photographs, SeededRandom random, WorkSettings work) =>
        Frames(photographs, SensorRange.DrawFor(random, photographs.Distinct()), random, work);

    private static IReadOnlyList<Mosaic> Frames(IReadOnlyList<RgbPhotograph> photographs, SimulatedCamera camera, SeededRandom random, WorkSettings work)
    {
        (int Height, int Width)[] sizes = [.. photographs.Select(camera.SizeFor)];
        (int height, int width) = (sizes.Min(size => size.Height), sizes.Min(size => size.Width));
        return [.. photographs.Select(photograph => Simulate(photograph, camera, height, width, (long)random.NextBits(), work))];
    }

    // The upper left part of the whole mosaic, where each pixel has the specimen's own gain, so that photographs of several sizes give frames of one sensor.
    private static Mosaic Simulate(RgbPhotograph photograph, SimulatedCamera camera, int height, int width, long seed, WorkSettings work)
    {
        MosaicLayout layout = camera.LayoutOf(new SensorArea(0, 0, height, width));
        Mosaic mosaic = new(layout, new ushort[layout.SampleCount], camera.Metadata());
        RowBands.Run(height, RowsPerBand, work, () => new MosaicSimulator(), (first, end, simulator) =>
            simulator.Simulate(photograph, new SensorArea(first, 0, end - first, width), camera, seed, mosaic.Samples.AsSpan(first * width, (end - first) * width)));
        return mosaic;
    }
}
