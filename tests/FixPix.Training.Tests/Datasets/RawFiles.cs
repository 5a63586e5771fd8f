using FixPix.Mosaics;
using FixPix.RawFiles;
using FixPix.Simulation;
using FixPix.Training.Datasets;

namespace FixPix.Training.Tests.Datasets;

/// <summary>A folder of made-up raw files, gone afterwards.</summary>
internal sealed class RawFiles : IDisposable
{
    public string Folder { get; } = Directory.CreateTempSubdirectory("fixpix-raws-").FullName;

    public void Dispose() => Directory.Delete(Folder, recursive: true);

    /// <summary>Noise around a level; every file differs.</summary>
    public string Add(string name, string? model = "Made Up 1", int width = 128, int height = 128, CfaPattern? cfa = null, int level = 400, double seconds = 0)
    {
        string path = Path.Combine(Folder, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        MosaicLayout layout = new(width, height, cfa ?? CfaPattern.Rggb, 64, 1023);
        SeededRandom random = new(Directory.GetFiles(Folder, "*", SearchOption.AllDirectories).Length);
        ushort[] samples = [.. Enumerable.Range(0, layout.SampleCount).Select(_ => (ushort)Math.Clamp(level + (8 * random.NextNormal()), 0, 1023))];
        CameraMetadata camera = new() { Make = "FixPix", Model = model, Iso = 100, ExposureSeconds = seconds > 0 ? seconds : (1 + random.NextInt(100)) / 100.0 };
        RawFile.Write(new Mosaic(layout, samples, camera), path);
        return path;
    }

    /// <summary>So many files of one camera.</summary>
    public RawFiles Fill(int count, string model = "Made Up 1", CfaPattern? cfa = null, int side = 128)
    {
        for (int file = 0; file < count; file++)
        {
            Add($"{model}/{file:00}.dng", model, side, side, cfa, level: 300 + (10 * file));
        }

        return this;
    }

    public RawFolder Open(RawLayout layout = RawLayout.Auto, int leastSide = 16) => RawFolder.Open(Folder, layout, leastSide, WorkSettings.Default);
}
