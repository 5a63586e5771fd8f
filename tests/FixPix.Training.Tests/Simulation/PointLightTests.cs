using FixPix.Mosaics;
using FixPix.Simulation;
using FixPix.Training.Simulation;

namespace FixPix.Training.Tests.Simulation;

public sealed class PointLightTests
{
    [Fact]
    public void A_point_of_light_is_a_spot_on_all_colours_where_it_stands()
    {
        SimulatedCamera camera = Scenes.Clear with { Cfa = CfaPattern.Rggb };
        SensorArea region = new(2, 3, 17, 20);
        ushort[] samples = new ushort[17 * 20];
        new MosaicSimulator().Simulate(Scenes.Even(20, 24, 0), region, camera, 1, samples, [new PointLight(9, 11.5, 0.5, 0.8)]);
        int At(int row, int column) => samples[((row - 2) * 20) + column - 3] - 1000;
        int Expected(double rows, double columns) => (int)Math.Round(15_000 * 0.5 * Math.Exp(-((rows * rows) + (columns * columns)) / (2 * 0.64)));
        Assert.InRange(At(9, 11) - Expected(0, 0.5), -8, 8);
        Assert.InRange(At(9, 12) - Expected(0, 0.5), -8, 8);
        Assert.InRange(At(10, 13) - Expected(1, 1.5), -8, 8);
        Assert.InRange(At(7, 11) - Expected(2, 0.5), -8, 8);
        Assert.InRange(At(18, 4), -8, 8);
    }

    [Fact]
    public void Points_of_light_are_drawn_inside_the_crop_for_some_crops()
    {
        SensorArea crop = new(100, 50, 32, 48);
        IReadOnlyList<PointLight>[] drawn = [.. Enumerable.Range(0, 400).Select(seed => SensorRange.DrawLights(new SeededRandom(5, seed), crop))];
        Assert.InRange(drawn.Count(lights => lights.Count > 0), 12, 40);
        Assert.All(drawn.SelectMany(lights => lights), light => Assert.True(crop.Contains((int)light.Row, (int)light.Column) && light is { Brightness: > 0 and < 5, Sigma: > 0.4 and < 2.5 }));
    }
}
