using FixPix.Defects;
using FixPix.RawFiles;
using FixPix.RawFiles.Dng;
using FixPix.RawFiles.Maps;
using FixPix.Simulation;

namespace FixPix.Tests.RawFiles.Maps;

public sealed class DefectMapFileTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("fixpix").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Content_decides_before_the_name()
    {
        string path = Path.Combine(_folder, "map.badpixels");
        File.WriteAllBytes(path, MapFiles.Write("a.json", MapFiles.Make(MapFiles.Sensor, (1, 2))));
        Assert.Equal([(1, 2)], MapFiles.Sites(DefectMapFile.Read(path)));
    }

    [Fact]
    public void File_that_exists_is_replaced_only_when_asked()
    {
        string path = Path.Combine(_folder, "map.json");
        DefectMap map = MapFiles.Make(MapFiles.Sensor, (1, 2));
        Assert.Empty(DefectMapFile.Write(map, path));
        FixPixException failure = Assert.Throws<FixPixException>(() => DefectMapFile.Write(map, path));
        Assert.Contains("exists already", failure.Message, StringComparison.Ordinal);
        Assert.Empty(DefectMapFile.Write(map, path, new DefectMapWriteSettings { Overwrite = true }));
        Assert.Equal([path], Directory.GetFiles(_folder));
    }

    [Fact]
    public void Message_names_the_file()
    {
        string path = Path.Combine(_folder, "map.badpixels");
        File.WriteAllText(path, "x");
        FixPixException failure = Assert.ThrowsAny<FixPixException>(
            () => DefectMapFile.Read(path, new DefectMapReadSettings { Sensor = MapFiles.Sensor }));
        Assert.StartsWith($"{path}: line 1: 'x', expected", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Unknown_ending_lists_what_can_be_written()
    {
        FixPixException failure = Assert.ThrowsAny<FixPixException>(() => DefectMapFile.Write(MapFiles.Make(MapFiles.Sensor), "map.xyz"));
        Assert.Contains("no defect map ends in '.xyz' (can write: .json, .badpixels", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a.json", true)]
    [InlineData("a.BADPIXELS", true)]
    [InlineData("a.jpg", false)]
    public void Name_tells_whether_a_map_can_be_read_and_written(string name, bool can)
    {
        Assert.Equal(can, DefectMapFile.CanRead(name));
        Assert.Equal(can, DefectMapFile.CanWrite(name));
    }

    [Fact]
    public void Annotated_DNG_is_a_map_file()
    {
        (string raw, string annotated) = (Path.Combine(_folder, "a.dng"), Path.Combine(_folder, "b.dng"));
        RawFile.Write(SyntheticScene.Photograph(new SensorModel { Width = 40, Height = 30 }, seed: 1), raw);
        FixPixException failure = Assert.ThrowsAny<FixPixException>(() => DefectMapFile.Read(raw));
        Assert.Equal($"{raw}: the DNG lists no bad pixels (opcodes FixBadPixelsConstant and FixBadPixelsList)", failure.Message);
        DngAnnotation.Annotate(raw, annotated, MapFiles.Make(MapFiles.Sensor, (3, 4), (20, 10)));
        Assert.Equal([(3, 4), (20, 10)], MapFiles.Sites(DefectMapFile.Read(annotated)));
    }
}
