using FixPix.Defects;
using FixPix.RawFiles;
using FixPix.RawFiles.Maps;

namespace FixPix.Tests.RawFiles.Maps;

public sealed class MagicLanternFormatTests
{
    [Fact]
    public void Coordinates_count_from_the_full_buffer_column_first()
    {
        DefectMap map = MapFiles.ReadText("a.fpm", "3 \t 5\n4 5 whatever\n", MapFiles.Sensor);
        Assert.Equal([(5, 3), (5, 4)], MapFiles.Sites(map));
    }

    [Fact]
    public void File_name_gives_the_size()
    {
        DefectMap map = MapFiles.ReadText("80000301_1808x727.fpm", "#FPM 80000301\n1807 726\n");
        Assert.Equal((1808, 727), (map.Sensor.Width, map.Sensor.Height));
    }

    [Fact]
    public void File_named_for_another_size_is_refused()
    {
        UnsupportedFileException failure = Assert.Throws<UnsupportedFileException>(
            () => MapFiles.ReadText("80000301_1808x727.fpm", "1 1\n", MapFiles.Sensor));
        Assert.Equal("the map is for a sensor of 1808×727, wanted is one of 40×30", failure.Message);
    }

    [Fact]
    public void Map_for_another_camera_is_refused()
    {
        DefectMapReadSettings settings = new() { Sensor = MapFiles.Sensor, MagicLanternCameraId = 0x80000355 };
        byte[] text = "#FPM 80000301 more\n1 1\n"u8.ToArray();
        UnsupportedFileException failure = Assert.Throws<UnsupportedFileException>(() => MapFiles.Read("a.bpm", text, settings));
        Assert.Equal("line 1: the map is for camera 80000301, wanted is one for 80000355", failure.Message);
        Assert.Equal(1, MapFiles.Read("a.bpm", text, settings with { MagicLanternCameraId = 0x80000301 }).Count);
    }

    [Fact]
    public void Camera_id_is_written_when_it_is_given()
    {
        DefectMap map = MapFiles.Make(MapFiles.Sensor, (5, 3));
        Assert.Equal("3 \t 5\n", MapFiles.WriteText("a.bpm", map));
        Assert.Equal("#FPM 80000301\n3 \t 5\n", MapFiles.WriteText("a.fpm", map, new DefectMapWriteSettings { MagicLanternCameraId = 0x80000301 }));
    }

    [Theory]
    [InlineData("1 1\nx\n", "line 2: 'x', expected")]
    [InlineData("#FPM\n", "line 1: '#FPM', expected")]
    [InlineData("40 0\n", "line 1: x 40, y 0 lies outside the 40×30")]
    public void Bad_line_is_named(string text, string message)
    {
        CorruptFileException failure = Assert.Throws<CorruptFileException>(() => MapFiles.ReadText("a.fpm", text, MapFiles.Sensor));
        Assert.Contains(message, failure.Message, StringComparison.Ordinal);
    }
}
