using FixPix.Defects;
using FixPix.Detection;
using FixPix.Mosaics;
using FixPix.Simulation;

namespace FixPix.Tests.Detection;

public sealed class CalibrationDetectorTests
{
    private static readonly SensorModel s_sensor = new() { Width = 320, Height = 256 };

    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    [InlineData(19)]
    public void Dark_frames_show_hot_sites_above_the_glow_and_nothing_else(int count)
    {
        DefectMap map = new DarkFrameDetector().Detect(Frames(count, (row, column) => (row, column) is (40, 50) or (41, 50) or (255, 319) ? 0.05 : 0.02 * row / 256), WorkSettings.Default);
        Assert.Equal([(40 * 320) + 50, (41 * 320) + 50, (255 * 320) + 319], map.SiteIndices.ToArray());
        Assert.All(map.Kinds.ToArray(), kind => Assert.Equal(DefectKind.Hot, kind));
        Assert.Equal(count.ToString(System.Globalization.CultureInfo.InvariantCulture), map.Provenance.Settings["frames"]);
    }

    [Fact]
    public void Dark_frames_of_a_silent_sensor_show_what_is_above_the_floor()
    {
        Mosaic dark = new(new MosaicLayout(64, 64, CfaPattern.Grbg, 0, 255), new ushort[64 * 64]);
        (dark[5, 6], dark[9, 6]) = (4, 5);
        Assert.Equal([(9 * 64) + 6], new DarkFrameDetector().Detect([dark], WorkSettings.Default).SiteIndices.ToArray());
    }

    [Fact]
    public void Dark_frames_show_twinklers_but_no_cosmic_ray()
    {
        Mosaic[] frames = [.. Frames(8, (_, _) => 0.005)];
        frames[3][100, 100] = 4095;
        for (int frame = 0; frame < frames.Length; frame += 3)
        {
            frames[frame][20, 30] += 300;
        }

        DefectMap map = new DarkFrameDetector().Detect(frames, WorkSettings.Default);
        Assert.Equal([new Defect(new Site(20, 30), DefectKind.Deviating, map.Probabilities[0])], map.Defects());
    }

    [Fact]
    public void Dark_frames_show_a_site_that_never_moves_as_stuck()
    {
        Mosaic[] frames = [.. Frames(6, (_, _) => 0.02)];
        Assert.All(frames, frame => frame[77, 12] = 1500);
        Assert.Equal(DefectKind.Stuck, new DarkFrameDetector().Detect(frames, WorkSettings.Default)[0].Kind);
    }

    [Fact]
    public void Dark_frames_show_a_faint_column_and_a_part_of_one()
    {
        Mosaic[] frames = [.. Frames(4, (row, column) => column == 100 || (column == 201 && row >= 128) ? 0.006 : 0.004)];
        DefectMap map = new DarkFrameDetector().Detect(frames, WorkSettings.Default);
        Assert.Equal(
            [new DefectGroup(DefectShape.Column, new SensorArea(0, 100, 256, 1)), new DefectGroup(DefectShape.Column, new SensorArea(128, 201, 128, 1))],
            map.Groups.AsEnumerable());
        Assert.Equal(256 + 128, map.Count);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(6)]
    public void Flat_fields_show_odd_sensitivity_despite_shading(int count)
    {
        Dictionary<(int, int), double> gains = new() { [(30, 31)] = 0.05, [(90, 200)] = 0.7, [(120, 7)] = 1.4, [(0, 0)] = 0.6, [(255, 160)] = 2.5 };
        DefectMap map = new FlatFieldDetector().Detect(Frames(count, (row, column) => Shading(row, column) * gains.GetValueOrDefault((row, column), 1)), WorkSettings.Default);
        Assert.Equal(gains.Keys.Order(), map.Defects().Select(defect => (defect.Site.Row, defect.Site.Column)));
        Assert.Equal(
            [DefectKind.Deviating, DefectKind.Dead, DefectKind.Deviating, DefectKind.Deviating, DefectKind.Hot],
            map.Kinds.ToArray());
    }

    [Fact]
    public void Flat_fields_show_a_faint_row()
    {
        DefectMap map = new FlatFieldDetector().Detect(Frames(3, (row, column) => Shading(row, column) * (row == 17 ? 0.92 : 1)), WorkSettings.Default);
        Assert.Equal([new DefectGroup(DefectShape.Row, new SensorArea(17, 0, 1, 320))], map.Groups.AsEnumerable());
        Assert.Equal(320, map.Count);
    }

    [Fact]
    public void Flat_fields_without_light_or_of_too_much_show_nothing()
    {
        Assert.Equal(0, new FlatFieldDetector().Detect(Frames(2, (_, _) => 0), WorkSettings.Default).Count);
        Assert.Equal(0, new FlatFieldDetector().Detect(Frames(2, (_, _) => 2), WorkSettings.Default).Count);
    }

    [Fact]
    public void Stack_of_many_frames_gives_the_median_of_all()
    {
        MosaicLayout layout = new(3, 1, CfaPattern.Monochrome, 0, 1000);
        FrameStack stack = new(new Mosaic(layout, [0, 7, 100]), WorkSettings.Default);
        for (ushort frame = 1; frame < 40; frame++)
        {
            stack.Add(new Mosaic(layout, [frame, 7, (ushort)(frame < 30 ? 100 : 900)]));
        }

        ushort[] medians = stack.Median();
        Assert.InRange(medians[0], 16, 25);
        Assert.Equal([7, 100], medians[1..]);
    }

    [Fact]
    public void Settings_out_of_range_are_refused()
    {
        Assert.Throws<FixPixException>(() => new DarkFrameDetector { SigmaFactor = 0 });
        Assert.Throws<FixPixException>(() => new FlatFieldDetector { LeastShare = 0 });
    }

    private static double Shading(int row, int column) =>
        0.5 - (0.3 * ((Math.Pow(row - 128, 2) + Math.Pow(column - 160, 2)) / 42000));

    private static IEnumerable<Mosaic> Frames(int count, Func<int, int, double> light)
    {
        for (int frame = 0; frame < count; frame++)
        {
            Mosaic mosaic = new(s_sensor.Layout, new ushort[s_sensor.Layout.SampleCount]);
            SeededRandom random = new(frame);
            for (int site = 0; site < mosaic.Samples.Length; site++)
            {
                mosaic.Samples[site] = s_sensor.Read(light(site / mosaic.Width, site % mosaic.Width), 1, random);
            }

            yield return mosaic;
        }
    }
}
