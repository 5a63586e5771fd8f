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
    public void What_only_some_sensors_have_is_not_told_of_all_of_them()
    {
        SampleTable table = new([Of("Box", 3, 1), Of("Can", 1, 3), Of("Can", 1, 0) with { Method = "sequence" }]);
        Assert.NotNull(table["Can", "sequence", "found", 0.1]);
        Assert.Null(table[SampleTable.AllReal, "sequence", "found", 0.1]);
        Assert.Equal(["Box", "Can"], table.Groups);
    }

    [Fact]
    public void Sensors_without_a_measurement_in_common_stand_for_themselves()
    {
        SampleTable table = new([Of("Box", 3, 1), Of("Can", 1, 0) with { Method = "sequence" }]);
        Assert.Equal(["Box", "Can"], table.Summaries);
        Assert.Equal(["Box", "Can"], table.Rows.Select(row => row.Group));
    }

    [Fact]
    public void One_sensor_in_the_dark_is_not_the_NMSE_of_all()
    {
        SampleTable table = new([Mended("Box", 0.5), Mended("Box", 1.5), Mended("Can", 9000), Mended("Dot", 2), Mended("Eye", 4)]);
        Assert.Equal(3, table[SampleTable.AllReal, "learned", "true map", 0.1]!.Nmse);
        Assert.Equal((5, 40), (table[SampleTable.AllReal, "learned", "true map", 0.1]!.Frames, table[SampleTable.AllReal, "learned", "true map", 0.1]!.PsnrDb));
        Assert.Equal(1, table["Box", "learned", "true map", 0.1]!.Nmse);
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

    private static Sample Mended(string group, double nmse) => new(group, "learned", "true map", 0.1, new Tally { Frames = 1, NmseSum = nmse, PsnrSumDb = 40 });

    private static Sample Of(string group, int found, int missed) => new(group, "unet", "found", 0.1, new Tally { TruePositives = found, FalseNegatives = missed });
}
