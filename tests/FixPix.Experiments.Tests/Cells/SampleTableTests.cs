using FixPix.Experiments.Cells;

namespace FixPix.Experiments.Tests.Cells;

public sealed class SampleTableTests
{
    [Fact]
    public void Frames_add_up_by_group_and_over_all_real_sensors()
    {
        SampleTable table = new([Of("simulated", 1, 1), Of("Box", 3, 1), Of("Box", 0, 1), Of("Can", 1, 3)]);
        Assert.Equal(["simulated", SampleTable.AllReal], table.Summaries);
        Assert.Equal(["Box", "Can"], table.Sensors);
        Assert.Equal(0.6, table["Box", "unet", "found", 0.1]!.Recall);
        Assert.Equal(4.0 / 9, table[SampleTable.AllReal, "unet", "found", 0.1]!.Recall);
        Assert.Equal(["simulated", SampleTable.AllReal, "Box", "Can"], table.Rows.Select(row => row.Group));
        Assert.Null(table["Box", "unet", "found", 0.2]);
    }

    [Fact]
    public void One_sensor_stands_for_itself()
    {
        SampleTable table = new([Of("Box", 1, 0)]);
        Assert.Equal((1, 0), (table.Summaries.Count, table.Sensors.Count));
    }

    [Fact]
    public void Figures_follow_from_the_counts_and_are_null_where_there_are_none()
    {
        Tally tally = new() { TruePositives = 6, FalsePositives = 2, FalseNegatives = 2, Hot = 4, HotFound = 3, Good = 1000, Altered = 2, Frames = 2, NmseSum = 0.5, PsnrSumDb = 60 };
        Assert.Equal((0.75, 0.75, 0.6, 0.75), (tally.Recall, tally.Precision, tally.IoU, tally.HotRecall));
        Assert.Equal((0.25, 30, 2000.0), (tally.Nmse, tally.PsnrDb, tally.AlteredPerMillion));
        Assert.Equal((null, null, null), (tally.DeadRecall, tally.VisibleRecall, tally.SecondsPerFrame));
        Assert.Null(new Tally().Precision);
        Assert.Equal(tally with { TruePositives = 12, FalsePositives = 4, FalseNegatives = 4, Hot = 8, HotFound = 6, Good = 2000, Altered = 4, Frames = 4, NmseSum = 1, PsnrSumDb = 120 }, tally + tally);
    }

    private static Sample Of(string group, int found, int missed) => new(group, "unet", "found", 0.1, new Tally { TruePositives = found, FalseNegatives = missed });
}
