using FixPix.Experiments.Cells;
using FixPix.Experiments.Figures;
using FixPix.Experiments.Frames;
using FixPix.Experiments.Reports;

namespace FixPix.Experiments.Tests.Figures;

public sealed class ExperimentTests : Scenes
{
    private static readonly Scale s_small = Scale.Quick with { SequenceFrames = 4, FrameCounts = [1, 3], Deltas = [0.7] };

    [Fact]
    public void Several_images_are_counted_in_every_window_that_they_fill()
    {
        ExperimentSetup setup = SetupFor(Sensor("Can", 4, side: 128));
        Cell cell = Assert.Single(new CalibrationFigure().Cells(setup, []));
        IReadOnlyList<Sample> samples = cell.Measure(WorkSettings.Default);
        Assert.Equal(["mean of probabilities", "sum of log-odds", "sequence"], samples.Select(sample => sample.Method).Distinct());
        Assert.Equal([(1.0, 4), (3.0, 2)], samples.Where(sample => sample.Method == "sum of log-odds").Select(sample => (sample.X, (int)sample.Tally.Defects)));
        Assert.Equal([3.0], samples.Where(sample => sample.Method == "sequence").Select(sample => sample.X));
        Assert.Equal(samples, cell.Measure(new WorkSettings { Threads = 1 }));
    }

    [Theory]
    [InlineData(2, 0)]
    [InlineData(4, 3)]
    public void Charts_over_the_number_of_images_need_windows_of_several(int frames, int charts)
    {
        Cell cell = Assert.Single(new CalibrationFigure().Cells(SetupFor(Sensor("Can", frames, side: 96)), []));
        Section section = new("calibration", "Figure 4");
        new CalibrationFigure().Tell(section, new SampleTable(cell.Measure(WorkSettings.Default)));
        Assert.Equal(charts, section.Blocks.OfType<ChartBlock>().Count());
        Assert.Equal(charts == 0, section.Blocks.OfType<TextBlock>().Any(text => text.Text.Contains("The charts are left out", StringComparison.Ordinal)));
        Assert.Equal(charts == 0 ? ["δ", "combined by", "n = 1"] : ["δ", "combined by", "n = 1", "n = 3"], Assert.Single(section.Blocks.OfType<TableBlock>()).Head);
    }

    [Fact]
    public void A_sensor_with_one_file_is_left_out_of_sequences_with_a_line()
    {
        List<string> notes = [];
        Assert.Empty(new CalibrationFigure().Cells(SetupFor(Sensor("Box", 1)), notes));
        Assert.Contains("Box: one file; `calibration` needs several images of a sensor", Assert.Single(notes), StringComparison.Ordinal);
    }

    [Fact]
    public void Detectors_and_correctors_stand_side_by_side_by_the_true_and_the_found_map()
    {
        Cell[] cells = [.. new Table1().Cells(SetupFor(Sensor("Box", 1, side: 128)), [])];
        Assert.Equal(2, cells.Length);
        SampleTable table = new([.. cells.SelectMany(cell => cell.Measure(WorkSettings.Default))]);
        Assert.Equal(Methods.Detectors.Select(info => info.Name), table.Methods("found"));
        Assert.Equal(Methods.Correctors.Select(info => info.Name), table.Methods(FrameCells.TrueMap));
        Assert.Equal(table.Methods(FrameCells.TrueMap), table.Methods(FrameCells.FoundBy("unet")));
        Assert.Equal((1, 11468), (table["Box", "unet", "found", 0.0001]!.Defects, table["Box", "unet", "found", 0.7]!.Defects));
        Section section = new("table1", "Table 1");
        new Table1().Tell(section, table);
        TableBlock[] tables = [.. section.Blocks.OfType<TableBlock>()];
        Assert.Equal(5, tables.Length);
        Assert.Equal(["", "paper, S7 ISP", "paper, FiveK Canon 5D", "Box"], tables[0].Head);
        Assert.Equal(["70 %: recall", "0.9500", "0.9940", Text.Share(table["Box", "unet", "found", 0.7]!.Recall)], tables[0].Rows.Single(row => row[0] == "70 %: recall"));
    }

    [Fact]
    public void Without_libtorch_the_papers_networks_are_not_asked_for()
    {
        List<string> notes = [];
        Assert.Empty(new NeighborsFigure().Cells(SetupFor(Sensor("Can", 20)), notes));
        Assert.Empty(new PatchSizeFigure().Cells(SetupFor(Sensor("Can", 20)), notes));
        Assert.NotEmpty(new InterpolationTable().Cells(SetupFor(Sensor("Can", 20)), notes));
        Assert.Empty(notes);
    }

    private ExperimentSetup SetupFor(params FrameGroup[] sensors) =>
        new(new ExperimentData(sensors, new PhotographSplit([], []), s_small, 1), s_small, 1, new CellCache(Folder)) { OwnCommand = ["fixpix"] };
}
