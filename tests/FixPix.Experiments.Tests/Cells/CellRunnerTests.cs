using FixPix.Experiments.Cells;

namespace FixPix.Experiments.Tests.Cells;

public sealed class CellRunnerTests : Scenes
{
    private static readonly Sample s_sample = new("simulated", "unet", "found", 0.0001, new Tally { TruePositives = 3, FalseNegatives = 1, Frames = 2, NmseSum = 0.25 });

    [Fact]
    public void A_cell_is_measured_once_and_its_numbers_come_back_as_they_were()
    {
        CellRunner first = new(new CellCache(Folder)), second = new(new CellCache(Folder));
        first.Run(CellOf("one"), WorkSettings.Default);
        second.Run(CellOf("one", () => throw new InvalidOperationException("measured again")), WorkSettings.Default);
        Assert.Equal((1, 0), (first.Measured, second.Measured));
        Assert.Equal([s_sample], second.Of("table1"));
        Assert.Single(Directory.GetFiles(Folder));
    }

    [Fact]
    public void Whatever_makes_a_cell_is_in_its_key()
    {
        Assert.Equal(CellOf("one").Key, CellOf("one").Key);
        Assert.NotEqual(CellOf("one").Key, CellOf("two").Key);
        Assert.NotEqual(CellOf("one").Key, (CellOf("one") with { Experiment = "rates" }).Key);
        Assert.NotEqual(CellOf("one").Key, (CellOf("one") with { MadeOf = ["one", "seed 2"] }).Key);
        Assert.Equal(CellOf("one").Key, (CellOf("one") with { Title = "a better title" }).Key);
    }

    [Fact]
    public void A_damaged_cell_is_measured_again()
    {
        CellCache cache = new(Folder);
        cache.Keep(CellOf("one"), [s_sample]);
        File.WriteAllText(Directory.GetFiles(Folder)[0], "{\"Samples\":[{");
        Assert.Null(cache.Find(CellOf("one")));
        CellRunner runner = new(cache);
        runner.Run(CellOf("one"), WorkSettings.Default);
        Assert.Equal(1, runner.Measured);
        Assert.NotNull(cache.Find(CellOf("one")));
    }

    [Fact]
    public void What_fails_is_a_line_and_the_rest_goes_on()
    {
        CellRunner runner = new(new CellCache(Folder));
        runner.Run(CellOf("one", static () => throw new FixPixException("a.dng: torn")), WorkSettings.Default);
        runner.Run(CellOf("two"), WorkSettings.Default);
        Assert.Equal("table1, one: a.dng: torn", Assert.Single(runner.Failures));
        Assert.Single(runner.Of("table1"));
        Assert.Single(Directory.GetFiles(Folder));
    }

    [Fact]
    public void A_stopped_cell_is_not_kept()
    {
        CellRunner runner = new(new CellCache(Folder));
        using CancellationTokenSource stop = new();
        Cell cell = CellOf("one", () =>
        {
            stop.Cancel();
            return [s_sample];
        });
        Assert.Throws<OperationCanceledException>(() => runner.Run(cell, new WorkSettings { Cancellation = stop.Token }));
        Assert.Empty(Directory.GetFiles(Folder));
    }

    private static Cell CellOf(string title, Func<IReadOnlyList<Sample>>? measure = null) => new("table1", title, [title, "seed 1"], _ => measure is null ? [s_sample] : measure());
}
