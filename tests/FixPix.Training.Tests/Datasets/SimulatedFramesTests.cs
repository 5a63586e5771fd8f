using FixPix.Evaluation;
using FixPix.Mosaics;
using FixPix.RawFiles;
using FixPix.Training.Datasets;
using FixPix.Training.Simulation;

namespace FixPix.Training.Tests.Datasets;

public sealed class SimulatedFramesTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("fixpix-test-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Each_photograph_is_seen_whole_by_cameras_of_its_own_and_always_the_same()
    {
        string[] photographs = [Photograph("a.png", 70, 40), Photograph("b.png", 60, 50)];
        IReadOnlyList<FrameSet> sets = SimulatedFrames.Of(photographs, cameras: 2, frames: 1, seed: 5);
        Assert.Equal(4, sets.Count);
        Assert.Equal(4, sets.Select(set => set.Name).Distinct().Count());
        Mosaic[] mosaics = [.. sets.Select(set => Assert.Single(set.Load(WorkSettings.Default)))];
        Assert.Equal([(70, 40), (60, 50), (70, 40), (60, 50)], mosaics.Select(mosaic => (mosaic.Width, mosaic.Height)));
        Assert.Equal(4, mosaics.Select(mosaic => mosaic.Camera.Serial).Distinct().Count());
        Assert.Equal(mosaics[3].Samples, SimulatedFrames.Of(photographs, 2, 1, 5)[3].Load(new WorkSettings { Threads = 1 })[0].Samples);
        Assert.NotEqual(mosaics[0].Samples, SimulatedFrames.Of(photographs, 1, 1, 6)[0].Load(WorkSettings.Default)[0].Samples);
    }

    [Fact]
    public void Frames_of_a_set_are_of_one_specimen_and_one_size()
    {
        string[] photographs = [Photograph("a.png", 70, 40), Photograph("b.png", 60, 50)];
        IReadOnlyList<Mosaic> frames = SimulatedFrames.Of(photographs, 1, frames: 3, seed: 5)[1].Load(WorkSettings.Default);
        Assert.Equal(3, frames.Count);
        Assert.All(frames, frame => Assert.Equal((60, 40, frames[0].Layout.Cfa, frames[0].Camera.Serial), (frame.Width, frame.Height, frame.Layout.Cfa, frame.Camera.Serial)));
        Assert.NotEqual(frames[0].Samples, frames[2].Samples);
    }

    [Fact]
    public void The_frame_of_a_scan_is_left_out()
    {
        Mosaic scan = new(new MosaicLayout(200, 130, CfaPattern.Monochrome, 0, 65535), new ushort[200 * 130]);
        for (int site = 0; site < scan.Samples.Length; site++)
        {
            (int row, int column) = (site / 200, site % 200);
            scan.Samples[site] = (ushort)(row is < 2 or >= 128 || column is < 2 or >= 198 ? 0 : 1000 + (row * 200) + column);
        }

        string path = Path.Combine(_folder, "scan.png");
        RawFile.Write(scan, path);
        RgbPhotograph inside = RgbPhotograph.OpenInside(path);
        Assert.Equal((196, 126), (inside.Width, inside.Height));
        Assert.Equal((200, 130), (RgbPhotograph.Open(path).Width, RgbPhotograph.Open(path).Height));
        for (int row = 0; row < 126; row++)
        {
            Assert.Equal(RgbPhotograph.Open(path).Row(0, 1, row + 2)[2..198], inside.Row(0, 1, row));
        }

        SimulatedCamera camera = new() { Optics = new CameraOptics { Downscale = 1 } };
        Assert.Equal((196, 126), Assert.Single(SimulatedFrames.Of([path], [camera], 1, 5)[0].Load(WorkSettings.Default)) is { } mosaic ? (mosaic.Width, mosaic.Height) : default);
    }

    private string Photograph(string name, int width, int height)
    {
        Mosaic light = new(new MosaicLayout(width, height, CfaPattern.Monochrome, 0, 65535), new ushort[width * height]);
        for (int site = 0; site < light.Samples.Length; site++)
        {
            light.Samples[site] = (ushort)(20000 + (site * 7919 % 30000));
        }

        string path = Path.Combine(_folder, name);
        RawFile.Write(light, path);
        return path;
    }
}
