using FixPix.Mosaics;
using FixPix.RawFiles;

namespace FixPix.Training.Tests.Ablation;

/// <summary>A folder of two made-up photographs, one to learn from and one to judge by, and what ablations write beside it.</summary>
internal sealed class Photographs : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("fixpix-test-").FullName;

    public Photographs()
    {
        Write("a.png", 80, 70);
        Write("b.png", 72, 64);
    }

    /// <summary>The photographs' folder.</summary>
    public string Folder => In("photographs");

    /// <summary>A file or folder beside it.</summary>
    public string In(string name) => Path.Combine(_folder, name);

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private void Write(string name, int width, int height)
    {
        Mosaic light = new(new MosaicLayout(width, height, CfaPattern.Monochrome, 0, 65535), new ushort[width * height]);
        for (int site = 0; site < light.Samples.Length; site++)
        {
            light.Samples[site] = (ushort)(20000 + (site * 7919 % 30000));
        }

        Directory.CreateDirectory(Folder);
        RawFile.Write(light, Path.Combine(Folder, name));
    }
}
