using FixPix.Mosaics;
using FixPix.Simulation;
using FixPix.Training.Simulation;

namespace FixPix.Training.Tests.Simulation;

public sealed class SensorRangeTests
{
    private static readonly SimulatedCamera[] s_drawn = [.. Enumerable.Range(0, 2000).Select(seed => SensorRange.Draw(new SeededRandom(seed)))];

    [Fact]
    public void Every_drawn_and_every_named_camera_is_sound()
    {
        foreach (SimulatedCamera camera in s_drawn.Concat(SimulatedCameras.All.Select(entry => entry.Camera)))
        {
            MosaicLayout layout = camera.LayoutOf(new SensorArea(0, 0, 2, 2));
            Assert.All(layout.BlackDn, black => Assert.InRange(black, 0, 0.17 * layout.WhiteDn));
        }
    }

    [Fact]
    public void Range_covers_patterns_bits_levels_light_and_iso()
    {
        Assert.Equal(5, s_drawn.Select(camera => camera.Cfa).Distinct().Count());
        Assert.Equal([8, 10, 12, 14, 16], s_drawn.Select(camera => camera.Sensor.Bits).Distinct().Order());
        Assert.Contains(s_drawn, camera => camera.Sensor.BlackDn.All(black => black == 0));
        Assert.Contains(s_drawn, camera => camera.Sensor.BlackDn[0] > 0.13 * camera.Sensor.WhiteDn);
        Assert.InRange(s_drawn.Min(camera => camera.Sensor.Iso), 50, 64);
        Assert.InRange(s_drawn.Max(camera => camera.Sensor.Iso), 25_000, 51_200);
        Assert.InRange(s_drawn.Min(camera => camera.Exposure), 0.01, 0.012);
        Assert.InRange(s_drawn.Max(camera => camera.Exposure), 4, 6);
        Assert.Contains(s_drawn, camera => camera.Processing.CompandedBits == 8);
        Assert.Contains(s_drawn, camera => camera.Processing.LeftShift > 0);
        Assert.InRange(s_drawn.Count(camera => camera.Processing.Smoothing > 0), 400, 600);
        Assert.All(s_drawn, camera => Assert.Equal(0, camera.Sensor.HotPixelShare));
    }

    [Fact]
    public void Draw_belongs_to_its_seed()
    {
        SimulatedCamera again = SensorRange.Draw(new SeededRandom(17));
        Assert.Equal(s_drawn[17].Optics, again.Optics);
        Assert.Equal(s_drawn[17].Exposure, again.Exposure);
        Assert.NotEqual(s_drawn[18].Optics, again.Optics);
    }

    [Fact]
    public void Film_is_drawn_for_some_photographs()
    {
        FilmLook[] films = [.. Enumerable.Range(0, 2000).Select(seed => SensorRange.DrawFilm(new SeededRandom(3, seed)))];
        Assert.All(films, film => film.Check());
        Assert.InRange(films.Count(film => film.Grain > 0), 180, 320);
        Assert.InRange(films.Count(film => film.BlackCut > 0), 420, 580);
        Assert.InRange(films.Count(film => film.Sharpening > 0), 420, 580);
        Assert.InRange(films.Max(film => film.BlackCut), 0.15, 0.2);
    }

    [Fact]
    public void Camera_is_found_by_name_and_an_unknown_one_lists_all()
    {
        Assert.Equal("dslr-14", SimulatedCameras.Find("DSLR-14").Name);
        FixPixException failure = Assert.Throws<FixPixException>(() => SimulatedCameras.Find("leica"));
        Assert.Contains("mono-12", failure.Message, StringComparison.Ordinal);
    }
}
