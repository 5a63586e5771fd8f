using FixPix.Mosaics;
using FixPix.RawFiles;

namespace FixPix.Tests.RawFiles;

public sealed class FileManifestTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("fixpix-test-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Lines_say_how_to_read_their_files()
    {
        File.WriteAllBytes(Path.Combine(_folder, "a.raw"), [1, 0, 2, 0, 3, 0, 4, 0, 5, 0, 6, 0]);
        FileManifest manifest = Read(
            "file\tkind\twidth\theight\tcfa\tlayout\tbits\tblack\twhite\tcamera\tnote",
            "a.raw\tmosaic\t3\t2\tGRBG\tu16le\t12\t2.5\t\tA camera\tsomething",
            "b.tif\tdark\t3\t2\tmono\ttiff\t12\t\t4000");
        Assert.Empty(manifest.Problems);
        (ManifestFile dump, ManifestFile tiff) = (manifest.Files[0], manifest.Files[1]);
        Assert.Equal(("a.raw", FileManifest.MosaicKind, "A camera"), (dump.Name, dump.Kind, dump.Camera));
        Mosaic mosaic = RawFile.Open(dump.FilePath, dump.Settings).Mosaic;
        Assert.Equal((3, 2, CfaPattern.Grbg, 4095, 2.5f), (mosaic.Width, mosaic.Height, mosaic.Layout.Cfa, mosaic.Layout.WhiteDn, mosaic.Layout.BlackDn[0]));
        Assert.Equal([1, 2, 3, 4, 5, 6], mosaic.Samples.Select(sample => (int)sample));
        Assert.Equal(("dark", null, DumpPacking.Guess, null, null, 4000), (tiff.Kind, tiff.Camera, tiff.Settings.Packing, tiff.Settings.Width, tiff.Settings.Bits, tiff.Settings.WhiteDn));
        Assert.Equal(CfaPattern.Monochrome, tiff.Settings.Cfa);
    }

    [Fact]
    public void A_bad_line_is_named_and_the_others_are_read()
    {
        FileManifest manifest = Read(
            "file\tkind\twidth\tcfa",
            "a.raw\tmosaic\tmany\tRGGB",
            "",
            "b.raw\tmosaic\t3\tXXXX",
            "\tmosaic",
            "c.raw\tmosaic");
        Assert.Equal("c.raw", Assert.Single(manifest.Files).Name);
        Assert.Equal(3, manifest.Problems.Count);
        Assert.Contains("line 2: width 'many'", manifest.Problems[0], StringComparison.Ordinal);
        Assert.Contains("line 4: cfa 'XXXX'", manifest.Problems[1], StringComparison.Ordinal);
        Assert.Contains("line 5: no file", manifest.Problems[2], StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_no_manifest_is_refused_by_name()
    {
        Assert.Contains("no column 'kind'", Assert.Throws<FixPixException>(() => Read("file\twidth")).Message, StringComparison.Ordinal);
        Assert.Contains("no column 'file'", Assert.Throws<FixPixException>(() => Read()).Message, StringComparison.Ordinal);
        Assert.Contains("nowhere.tsv", Assert.Throws<FixPixException>(() => FileManifest.Read(Path.Combine(_folder, "nowhere.tsv"))).Message, StringComparison.Ordinal);
    }

    private FileManifest Read(params string[] lines)
    {
        string path = Path.Combine(_folder, "list.tsv");
        File.WriteAllLines(path, lines);
        return FileManifest.Read(path);
    }
}
