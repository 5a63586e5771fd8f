using FixPix.Mosaics;
using FixPix.Training.Simulation;

namespace FixPix.Training.Tests.Simulation;

public sealed class FilmLookTests
{
    [Theory]
    [InlineData(0.05, 0)]
    [InlineData(0.1, 0)]
    [InlineData(0.325, 0.25)]
    [InlineData(1, 1)]
    public void Blacks_up_to_the_cut_are_none_and_white_stays(double light, double expected)
    {
        SimulatedCamera camera = Scenes.Clear with { Film = new FilmLook { BlackCut = 0.1 } };
        Assert.All(Scenes.Simulate(Scenes.Even(4, 4, light), camera).Samples, sample => Assert.InRange(sample, 1000 + (15_000 * expected) - 6, 1000 + (15_000 * expected) + 6));
    }

    [Theory]
    [InlineData(0.04)]
    [InlineData(0.5)]
    public void Grain_is_even_in_the_root_of_light(double light)
    {
        SimulatedCamera camera = Scenes.Clear with { Cfa = CfaPattern.Monochrome, Film = new FilmLook { Grain = 0.02, GrainInCommon = 1 } };
        double[] roots = [.. Scenes.Simulate(Scenes.Even(200, 200, light), camera).Samples.Select(sample => Math.Sqrt((sample - 1000) / 15_000.0))];
        double mean = roots.Average();
        Assert.Equal(Math.Sqrt(light), mean, 0.002);
        Assert.InRange(Math.Sqrt(roots.Average(root => (root - mean) * (root - mean))), 0.019, 0.021);
    }

    [Fact]
    public void Grain_stays_from_frame_to_frame_and_moves_with_the_picture()
    {
        SimulatedCamera camera = Scenes.Clear with { Film = new FilmLook { Grain = 0.05 } };
        Mosaic first = Scenes.Simulate(Scenes.Even(20, 30, 0.3), camera, 1), second = Scenes.Simulate(Scenes.Even(20, 30, 0.3), camera, 2);
        Assert.All(first.Samples.Zip(second.Samples), pair => Assert.InRange(pair.First - pair.Second, -12, 12));
        Assert.True(first.Samples.Max() - first.Samples.Min() > 1000);

        ushort[] lower = new ushort[8 * 30];
        new MosaicSimulator().Simulate(Scenes.Even(20, 30, 0.3), new SensorArea(12, 0, 8, 30), camera, 1, lower);
        Assert.Equal(first.Samples[(12 * 30)..], lower);
    }

    [Fact]
    public void Sharpening_raises_what_stands_out_lowers_what_is_beside_it_and_leaves_what_is_even()
    {
        RgbPhotograph line = Scenes.Linear(16, 24, (_, column, _) => column == 12 ? 0.6 : 0.3);
        SimulatedCamera camera = Scenes.Clear with { Cfa = CfaPattern.Monochrome, Film = new FilmLook { Sharpening = 0.5 } };
        Mosaic mosaic = Scenes.Simulate(line, camera);
        Assert.InRange(mosaic[8, 12], 1000 + (15_000 * 0.65), 1000 + (15_000 * 0.75));
        Assert.InRange(mosaic[8, 13], 1000 + (15_000 * 0.25), 1000 + (15_000 * 0.29));
        Assert.InRange(mosaic[8, 4], 1000 + (15_000 * 0.299), 1000 + (15_000 * 0.301));
        Assert.InRange(Enumerable.Range(8, 9).Average(column => (mosaic[8, column] - 1000) / 15_000.0), 0.332, 0.335);
    }

    [Fact]
    public void Six_orders_of_the_colors_are_all_there_are()
    {
        string[] orders = [.. Enumerable.Range(0, 6).Select(order => string.Concat(Enumerable.Range(0, 3).Select(color => new FilmLook { ColorOrder = order }.SourceOf(color))))];
        Assert.Equal("012", orders[0]);
        Assert.Equal(["012", "021", "102", "120", "201", "210"], orders.Order());
    }

    [Theory]
    [InlineData(0, 0, 0, 0, 2.5)]
    [InlineData(-0.1, 0, 0, 0)]
    [InlineData(0.3, 0, 0, 0)]
    [InlineData(0, 1.5, 0, 0)]
    [InlineData(0, 0, 1, 0)]
    [InlineData(0, 0, double.NaN, 0)]
    [InlineData(0, 0, 0, 6)]
    public void Film_out_of_range_is_named(double grain, double common, double cut, int order, double sharpening = 0)
    {
        SimulatedCamera camera = Scenes.Clear with { Film = new FilmLook { Grain = grain, GrainInCommon = common, BlackCut = cut, ColorOrder = order, Sharpening = sharpening } };
        Assert.StartsWith("film:", Assert.Throws<FixPixException>(() => Scenes.Simulate(Scenes.Even(4, 4, 0.5), camera)).Message, StringComparison.Ordinal);
    }
}
