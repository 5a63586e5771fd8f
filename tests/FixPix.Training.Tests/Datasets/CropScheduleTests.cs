using FixPix.Training.Datasets;

namespace FixPix.Training.Tests.Datasets;

public sealed class CropScheduleTests
{
    private const int Files = 30, Parts = 8, All = Files * Parts;

    [Theory]
    [InlineData(5)]
    [InlineData(30)]
    [InlineData(100)]
    public void Every_part_of_every_file_comes_once_an_epoch_in_another_order_each_time(int window)
    {
        CropSchedule schedule = new(Files, Parts, window, seed: 1);
        (int, int)[] first = [.. Enumerable.Range(0, All).Select(crop => schedule.At(crop))], second = [.. Enumerable.Range(All, All).Select(crop => schedule.At(crop))];
        Assert.Equal(All, first.Distinct().Count());
        Assert.Equal(first.Order(), second.Order());
        Assert.NotEqual(first, second);
    }

    [Fact]
    public void Any_crop_can_be_asked_for_alone()
    {
        CropSchedule schedule = new(Files, Parts, window: 5, seed: 2);
        (int, int)[] forward = [.. Enumerable.Range(0, 3 * All).Select(crop => schedule.At(crop))];
        Assert.All(new[] { 700, 3, 500, 0, 240, 719 }, crop => Assert.Equal(forward[crop], new CropSchedule(Files, Parts, window: 5, seed: 2).At(crop)));
        Assert.NotEqual(forward, Enumerable.Range(0, 3 * All).Select(crop => new CropSchedule(Files, Parts, 5, seed: 3).At(crop)));
    }

    [Fact]
    public void Only_the_files_of_a_window_are_under_way_at_a_time()
    {
        const int Window = 5;
        CropSchedule schedule = new(Files, Parts, Window, seed: 4);
        int[] files = [.. Enumerable.Range(0, All).Select(crop => schedule.At(crop).File)];
        for (int crop = 0; crop < All; crop++)
        {
            int underWay = Enumerable.Range(0, Files).Count(file => Array.IndexOf(files, file) <= crop && Array.LastIndexOf(files, file) >= crop);
            Assert.InRange(underWay, 1, Window + 1);
        }
    }
}
