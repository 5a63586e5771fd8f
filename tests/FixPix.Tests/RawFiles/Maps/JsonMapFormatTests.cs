using FixPix.Defects;
using FixPix.RawFiles;
using FsCheck.Xunit;

namespace FixPix.Tests.RawFiles.Maps;

public sealed class JsonMapFormatTests
{
    private const string Head = """{"format":"fixpix-defect-map","version":1,"sensor":{"width":40,"height":30},""";

    [Property(MaxTest = 100)]
    public void Map_with_every_field_comes_back_as_it_was(int seed)
    {
        DefectMap map = MapFiles.Random(seed);
        MapFiles.AssertSame(map, MapFiles.ReadBytes("a.json", MapFiles.Write("a.json", map)));
    }

    [Property(MaxTest = 20)]
    public void Same_map_gives_the_same_bytes(int seed) =>
        Assert.Equal(MapFiles.Write("a.json", MapFiles.Random(seed)), MapFiles.Write("a.json", MapFiles.Random(seed)));

    [Fact]
    public void Text_has_one_point_a_line_and_leaves_out_what_is_usual()
    {
        DefectMap map = new(new SensorIdentity(40, 30) { Model = "X" }, [new Defect(2, 1), new Defect(3, 1, DefectKind.Hot)]);
        Assert.Equal(
            """
            {
              "format": "fixpix-defect-map",
              "version": 1,
              "sensor": {
                "model": "X",
                "width": 40,
                "height": 30,
                "binning": 1
              },
              "origin": "full raw array, 0-based, x right, y down",
              "provenance": {
                "settings": {},
                "files": []
              },
              "groups": [],
              "count": 2,
              "points": [
                {"x":1,"y":2},
                {"x":1,"y":3,"kind":"hot"}
              ]
            }

            """.ReplaceLineEndings("\n"),
            MapFiles.WriteText("a.json", map));
    }

    [Fact]
    public void Coordinates_count_from_the_full_raw_array_column_first()
    {
        DefectMap map = MapFiles.ReadText("a.json", Head + "\"points\":[{\"x\":3,\"y\":5}]}", MapFiles.Sensor);
        Assert.Equal([(5, 3)], MapFiles.Sites(map));
    }

    [Fact]
    public void Fields_may_come_in_any_order_and_unknown_ones_are_passed_over()
    {
        const string text = """
            {"aaa":{"b":[1,[2,{"c":null}]]},"points":[{"y":5,"later":[1,2],"x":3,"note":"n"}],
             "sensor":{"height":30,"lens":{"f":1.8},"width":40},"version":1,"format":"fixpix-defect-map"}
            """;
        Assert.Equal([(5, 3)], MapFiles.Sites(MapFiles.ReadText("a.json", text)));
    }

    [Theory]
    [InlineData("{}", "not a FixPix map")]
    [InlineData("{\"format\":\"else\"}", "\"format\" is 'else'")]
    [InlineData("{\"format\":\"fixpix-defect-map\",\"version\":2}", "map format version 2; this FixPix reads up to version 1")]
    [InlineData("{\"format\":\"fixpix-defect-map\",\"version\":1}", "no \"sensor\"")]
    [InlineData("{\"sensor\":{\"width\":40}}", "\"sensor\" without")]
    [InlineData("{\"sensor\":{\"width\":1000000,\"height\":1000000}}", "sensor of 1000000×1000000")]
    [InlineData("{\"sensor\":{\"width\":4,\"height\":4,\"activeArea\":{\"x\":1,\"y\":0,\"width\":4,\"height\":4}}}", "active area of 4×4 at row 0, column 1")]
    [InlineData("{\n\"version\":true}", "line 2: something else, expected a whole number of 1 or more")]
    [InlineData(Head + "\"points\":[\n{\"x\":3,\"y\":5},\n{\"x\":40,\"y\":5}]}", "line 3: x 40, y 5 lies outside the sensor of 40×30")]
    [InlineData(Head + "\"points\":[\n{\"x\":3}]}", "line 2: a point without y")]
    [InlineData(Head + "\"points\":[\n{\"x\":3,\"y\":-1}]}", "line 2: -1, expected a whole number")]
    [InlineData(Head + "\"points\":[{\"x\":3,\"y\":1,\"kind\":\"odd\"}]}", "line 1: text, expected one of deviating, dead, hot, stuck")]
    [InlineData(Head + "\"points\":[{\"x\":3,\"y\":1,\"confidence\":1.5}]}", "line 1: 1.5, expected a confidence from 0 to 1")]
    [InlineData(Head + "\"points\":[{\"x\":3,\"y\":1,\"firstSeen\":\"soon\"}]}", "expected a date")]
    [InlineData(Head + "\"points\":[{\"x\":3,\"y\":1,\"iso\":[1]}]}", "expected a number")]
    [InlineData(Head + "\"points\":[{\"x\":3,", "line 1: not JSON")]
    [InlineData(Head + "\"points\":[]}}", "line 1: not JSON")]
    [InlineData(Head + "\"groups\":[{\"shape\":\"row\",\"x\":0,\"y\":30,\"width\":40,\"height\":1}]}", "a group at x 0, y 30")]
    [InlineData(Head + "\"groups\":[{\"shape\":\"row\",\"x\":0}]}", "a rectangle without one of")]
    public void Fault_is_named_with_its_place(string text, string message)
    {
        RawFileException failure = Assert.ThrowsAny<RawFileException>(() => MapFiles.ReadText("a.json", text));
        Assert.Contains(message, failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', failure.Message);
    }

    [Fact]
    public void Site_outside_the_sensor_is_refused_when_the_sensor_comes_last()
    {
        const string text = """{"format":"fixpix-defect-map","version":1,"points":[{"x":1,"y":1},{"x":1,"y":30}],"sensor":{"width":40,"height":30}}""";
        CorruptFileException failure = Assert.Throws<CorruptFileException>(() => MapFiles.ReadText("a.json", text));
        Assert.Equal("point 2: x 1, y 30 lies outside the sensor of 40×30", failure.Message);
    }

    [Fact]
    public void Map_for_another_size_is_refused()
    {
        UnsupportedFileException failure = Assert.Throws<UnsupportedFileException>(
            () => MapFiles.ReadText("a.json", Head + "\"points\":[]}", new SensorIdentity(41, 30)));
        Assert.Equal("the map is for a sensor of 40×30, wanted is one of 41×30", failure.Message);
    }

    [Fact]
    public void Map_of_another_body_is_noted()
    {
        List<string> notes = [];
        DefectMap map = MapFiles.Make(new SensorIdentity(40, 30) { Model = "A", Serial = "1" });
        MapFiles.ReadBytes("a.json", MapFiles.Write("a.json", map), new SensorIdentity(40, 30) { Model = "A", Serial = "2" }, notes);
        Assert.Equal("the map is for A, serial number 1, the picture is from A, serial number 2", Assert.Single(notes));
    }

    [Fact]
    public void Site_named_twice_with_histories_keeps_the_last_history()
    {
        string text = Head + "\"points\":[{\"x\":1,\"y\":1,\"seen\":2},{\"x\":1,\"y\":1,\"seen\":3}]}";
        Assert.Equal(3, MapFiles.ReadText("a.json", text).Histories[41].Seen);
    }

    [Fact]
    public void Long_strings_and_many_points_survive_the_pieces_they_are_read_in()
    {
        SensorIdentity sensor = new(2000, 500) { Model = new string('m', 300_000) };
        DefectMap map = new(sensor, Enumerable.Range(0, 20_000).Select(index => new Defect(index / 41, index * 13 % 2000)));
        DefectMap back = MapFiles.ReadBytes("a.json", MapFiles.Write("a.json", map));
        Assert.Equal(sensor, back.Sensor);
        Assert.Equal(map.Defects(), back.Defects());
    }

    [Fact]
    public void Endless_string_is_refused()
    {
        CorruptFileException failure = Assert.Throws<CorruptFileException>(() => MapFiles.ReadText("a.json", "{\"" + new string('a', 3 << 20)));
        Assert.Contains("a value of more than", failure.Message, StringComparison.Ordinal);
    }
}
