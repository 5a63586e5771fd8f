using FixPix.Defects;
using FixPix.RawFiles;

namespace FixPix.Tests.RawFiles.Maps;

public sealed class BadPixelsFormatTests
{
    [Fact]
    public void Coordinates_count_from_the_active_area_column_first()
    {
        DefectMap map = MapFiles.ReadText("a.badpixels", "3 5 0\n", MapFiles.Sensor);
        Assert.Equal([(5 + 4, 3 + 6)], MapFiles.Sites(map));
    }

    [Fact]
    public void Written_lines_have_three_numbers_and_no_comment() =>
        Assert.Equal("0 0 0\n3 5 0\n", MapFiles.WriteText("a.badpixels", MapFiles.Make(MapFiles.Sensor, (9, 9), (4, 6))));

    [Fact]
    public void Sites_outside_the_active_area_are_left_out_with_a_note()
    {
        List<string> notes = [];
        string text = MapFiles.WriteText("a.badpixels", MapFiles.Make(MapFiles.Sensor, (0, 0), (4, 6), (28, 6)), notes: notes);
        Assert.Equal("0 0 0\n", text);
        Assert.Equal("2 of 3 sites lie outside the active area, where a .badpixels list cannot point; they are left out", Assert.Single(notes));
    }

    [Fact]
    public void Comments_blank_lines_and_a_missing_time_are_understood()
    {
        DefectMap map = MapFiles.ReadText("a.badpixels", "# dcraw's own\r\n\r\n 1\t2 # here\r\n  2 2 0", MapFiles.Sensor);
        Assert.Equal([(6, 7), (6, 8)], MapFiles.Sites(map));
    }

    [Fact]
    public void RawTherapees_first_line_shifts_both_coordinates()
    {
        DefectMap map = MapFiles.ReadText("a.badpixels", "-4\n4 5\n14 15\n", MapFiles.Sensor);
        Assert.Equal([(4 + 1, 6), (4 + 11, 6 + 10)], MapFiles.Sites(map));
    }

    [Fact]
    public void Time_of_death_becomes_the_date_first_seen()
    {
        DefectMap map = MapFiles.ReadText("a.badpixels", "0 0 1000000000\n", MapFiles.Sensor);
        Assert.Equal(new DateTime(2001, 9, 9, 1, 46, 40, DateTimeKind.Utc), map.Histories[(4 * 40) + 6].FirstSeen);
    }

    [Theory]
    [InlineData("1 2 0\nhello\n", "line 2: 'hello', expected")]
    [InlineData("1 2 0\n7\n", "line 2: '7', expected")]
    [InlineData("1 2 0 9\n", "line 1: '1 2 0 9', expected")]
    [InlineData("1 2.5 0\n", "line 1: '1 2.5 0', expected")]
    [InlineData("1 2 -5\n", "line 1: '1 2 -5', expected")]
    [InlineData("99999999999999999999 2 0\n", "line 1: '99999999999999999999 2 0', expected")]
    [InlineData("1 2 0\n32 0 0\n", "line 2: x 32, y 0 lies outside the 32×24 sites")]
    [InlineData("-1 0 0\n", "line 1: x -1, y 0 lies outside the 32×24 sites")]
    [InlineData("0 24 0\n", "line 1: x 0, y 24 lies outside the 32×24 sites")]
    public void Bad_line_is_named(string text, string message)
    {
        CorruptFileException failure = Assert.Throws<CorruptFileException>(() => MapFiles.ReadText("a.badpixels", text, MapFiles.Sensor));
        Assert.Contains(message, failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Missing_size_names_the_options_that_give_it()
    {
        UnsupportedFileException failure = Assert.Throws<UnsupportedFileException>(() => MapFiles.ReadText("a.badpixels", "1 2 0\n"));
        Assert.Equal("the file does not hold the sensor's size: give --like FILE, or --width and --height", failure.Message);
    }

    [Fact]
    public void Empty_file_is_an_empty_map() => Assert.Equal(0, MapFiles.ReadText("a.badpixels", "", MapFiles.Sensor).Count);

    [Fact]
    public void Line_without_end_is_refused_before_it_is_read_whole()
    {
        CorruptFileException failure = Assert.Throws<CorruptFileException>(
            () => MapFiles.ReadText("a.badpixels", new string('1', 1 << 20), MapFiles.Sensor));
        Assert.Contains("line 1: longer than", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Many_lines_survive_the_pieces_they_are_read_in()
    {
        SensorIdentity sensor = new(1000, 1000);
        DefectMap map = new(sensor, Enumerable.Range(0, 30_000).Select(index => new Defect(index / 31, index * 17 % 1000)));
        Assert.Equal(map.Defects(), MapFiles.ReadBytes("a.badpixels", MapFiles.Write("a.badpixels", map), sensor).Defects());
    }
}
