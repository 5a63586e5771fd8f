using FixPix.Defects;
using FixPix.Mosaics;
using FixPix.RawFiles;

namespace FixPix.Tests.RawFiles.Maps;

public sealed class SirilListFormatTests
{
    [Fact]
    public void Coordinates_count_from_the_active_areas_top_column_first()
    {
        DefectMap map = MapFiles.ReadText("a.lst", "P 3 5 H\n", MapFiles.Sensor);
        Assert.Equal(new Defect(5 + 4, 3 + 6, DefectKind.Hot), map[0]);
    }

    [Fact]
    public void Letters_are_hot_and_cold_and_none_is_unknown()
    {
        DefectMap map = MapFiles.ReadText("a.lst", "# found by eye\nP 1 0 C\nP 0 0\nP 2 0 H", MapFiles.Sensor);
        Assert.Equal([DefectKind.Deviating, DefectKind.Dead, DefectKind.Hot], map.Kinds.ToArray());
    }

    [Fact]
    public void Whole_rows_and_columns_are_groups_with_their_sites()
    {
        DefectMap map = MapFiles.ReadText("a.lst", "L 2 0 H\nC 5 0 C\nL 2 0 H\n", MapFiles.Sensor);
        Assert.Equal(32 + 24 - 1, map.Count);
        DefectGroup[] expected =
        [
            new(DefectShape.Row, new SensorArea(2 + 4, 6, 1, 32)),
            new(DefectShape.Column, new SensorArea(4, 5 + 6, 24, 1)),
        ];
        Assert.Equal(expected, map.Groups.AsEnumerable());
    }

    [Fact]
    public void Whole_lines_are_written_as_lines_and_the_rest_as_points()
    {
        DefectMap map = MapFiles.ReadText("a.lst", "L 2 0 H\nC 5 0\nP 7 7 C\nP 0 0\n", MapFiles.Sensor);
        Assert.Equal("L 2 0 H\nC 5 0\nP 0 0\nP 7 7 C\n", MapFiles.WriteText("a.lst", map));
    }

    [Fact]
    public void Part_of_a_row_is_written_as_points()
    {
        DefectMap row = MapFiles.Make(MapFiles.Sensor, (4, 6), (4, 7));
        DefectMap map = new(MapFiles.Sensor, row.Defects()) { Groups = [new DefectGroup(DefectShape.Row, new SensorArea(4, 6, 1, 32))] };
        Assert.Equal("P 0 0\nP 1 0\n", MapFiles.WriteText("a.lst", map));
    }

    [Fact]
    public void Sites_outside_the_active_area_are_left_out_with_a_note()
    {
        List<string> notes = [];
        Assert.Equal("P 0 0\n", MapFiles.WriteText("a.lst", MapFiles.Make(MapFiles.Sensor, (0, 0), (4, 6)), notes: notes));
        Assert.StartsWith("1 of 2 sites lie outside the active area", Assert.Single(notes), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("P 1 2\nQ 1 2\n", "line 2: 'Q 1 2', expected")]
    [InlineData("P 1\n", "line 1: 'P 1', expected")]
    [InlineData("P 1 2 X\n", "line 1: 'P 1 2 X', expected")]
    [InlineData("P 1 2 H H\n", "line 1: 'P 1 2 H H', expected")]
    [InlineData("L 24 0\n", "line 1: x 0, y 24 lies outside the 32×24")]
    [InlineData("C 32 0\n", "line 1: x 32, y 0 lies outside the 32×24")]
    public void Bad_line_is_named(string text, string message)
    {
        CorruptFileException failure = Assert.Throws<CorruptFileException>(() => MapFiles.ReadText("a.lst", text, MapFiles.Sensor));
        Assert.Contains(message, failure.Message, StringComparison.Ordinal);
    }
}
