using FixPix.Mosaics;
using FixPix.Training.Datasets;

namespace FixPix.Training.Tests.Datasets;

public sealed class DataSplitTests
{
    [Theory]
    [InlineData(3, 1, 1, 1)]
    [InlineData(110, 88, 11, 11)]
    [InlineData(777, 623, 77, 77)]
    public void Images_are_split_8_to_1_to_1_and_each_is_in_one_part(int count, int training, int validation, int test)
    {
        RawPhotograph[] files = [.. Enumerable.Range(0, count).Select(number => Photograph(number, "one"))];
        DataSplit split = DataSplit.ByImage(files), again = DataSplit.ByImage(files);
        Assert.Equal((training, validation, test), (split.Training.Count, split.Validation.Count, split.Test.Count));
        Assert.Equal(files.Select(file => file.Name), split.Training.Concat(split.Validation).Concat(split.Test).Select(file => file.Name).Order());
        Assert.Equal(split.Test, again.Test);
        Assert.True(count < 10 || split.Test[0] != files[0] || split.Test[1] != files[1], "not shuffled");
    }

    [Fact]
    public void Sensors_are_held_out_whole_and_the_largest_is_learned_from()
    {
        int[] counts = [40, 3, 9, 2, 6, 1];
        RawPhotograph[] files = [.. counts.SelectMany((count, sensor) => Enumerable.Range(0, count).Select(number => Photograph((100 * sensor) + number, $"sensor {sensor}")))];
        DataSplit split = DataSplit.BySensor(files);
        HashSet<string> Sensors(IEnumerable<RawPhotograph> part) => [.. part.Select(file => file.Sensor)];
        Assert.Equal(files.Length, split.Training.Count + split.Validation.Count + split.Test.Count);
        Assert.Contains("sensor 0", Sensors(split.Training));
        Assert.NotEmpty(split.Validation);
        Assert.NotEmpty(split.Test);
        Assert.Empty(Sensors(split.Training).Intersect(Sensors(split.Validation)));
        Assert.Empty(Sensors(split.Training).Intersect(Sensors(split.Test)));
        Assert.Empty(Sensors(split.Validation).Intersect(Sensors(split.Test)));
    }

    [Fact]
    public void Too_few_images_or_sensors_are_refused()
    {
        RawPhotograph[] files = [Photograph(1, "one"), Photograph(2, "two")];
        Assert.Contains("2 raw files can be used, expected at least 3", Assert.Throws<FixPixException>(() => DataSplit.ByImage(files)).Message, StringComparison.Ordinal);
        Assert.Contains("2 sensors (one, two), expected at least 3", Assert.Throws<FixPixException>(() => DataSplit.BySensor(files)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_list_names_every_file_and_its_part_and_a_file_of_other_words_is_kept()
    {
        string path = Path.Combine(Path.GetTempPath(), $"fixpix-split-{Guid.NewGuid():N}.tsv");
        try
        {
            DataSplit split = DataSplit.ByImage([.. Enumerable.Range(0, 10).Select(number => Photograph(number, "one"))]);
            split.WriteList(path);
            split.WriteList(path);
            string[][] rows = [.. File.ReadAllLines(path).Select(line => line.Split('\t'))];
            Assert.Equal(["path", "sensor", "part"], rows[0]);
            Assert.Equal(10, rows.Length - 1);
            Assert.Equal(split.Test.Single().Name, Assert.Single(rows, row => row[2] == "test")[0]);
            File.WriteAllText(path, "mine");
            Assert.Throws<FixPixException>(() => split.WriteList(path));
            Assert.Equal("mine", File.ReadAllText(path));
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static RawPhotograph Photograph(int number, string sensor) => new($"/data/{number:000}.dng", $"{number:000}.dng", sensor, new MosaicLayout(64, 64, CfaPattern.Rggb, 0, 1023), CameraMetadata.Unknown, 100, 11000);
}
