using FixPix.Mosaics;
using FixPix.Simulation;
using FixPix.Tests;
using FixPix.Training.Simulation;

namespace FixPix.Training.Tests.Simulation;

public sealed class MosaicSimulatorTests
{
    public static TheoryData<string> Patterns => new(CfaPattern.Named.Select(pattern => pattern.Name));

    [Theory]
    [MemberData(nameof(Patterns))]
    public void Each_site_sees_its_own_color(string pattern)
    {
        Assert.True(CfaPattern.TryParse(pattern, out CfaPattern? cfa));
        SimulatedCamera camera = Scenes.Clear with { Cfa = cfa };
        double[] light = [0.6, 0.3, 0.1];
        Mosaic mosaic = Scenes.Simulate(Scenes.Linear(8, 10, (_, _, color) => light[color]), camera);

        double[] matrix = new double[9];
        camera.Colors.Matrix.BalancedFromSrgb(matrix);
        for (int row = 0; row < 8; row++)
        {
            for (int column = 0; column < 10; column++)
            {
                int color = (int)cfa.ColorAt(row, column);
                double expected = color == (int)CfaColor.Panchromatic
                    ? (0.2126 * light[0]) + (0.7152 * light[1]) + (0.0722 * light[2])
                    : (matrix[3 * color] * light[0]) + (matrix[(3 * color) + 1] * light[1]) + (matrix[(3 * color) + 2] * light[2]);
                Assert.Equal(1000 + (15_000 * expected), mosaic[row, column], 12.0);
            }
        }
    }

    [Theory]
    [InlineData(0.3)]
    [InlineData(0.95)]
    [InlineData(1)]
    public void Gains_of_white_balance_make_raw_red_and_blue_darker_but_not_white(double light)
    {
        SimulatedCamera camera = Scenes.Clear with { Colors = new CameraColors { RedGain = 2, BlueGain = 1.5 } };
        Mosaic mosaic = Scenes.Simulate(Scenes.Even(4, 4, light), camera);
        Assert.Equal(1000 + (15_000 * light * CameraColors.InverseGain(light, 2)), mosaic[0, 0], 30.0);
        Assert.Equal(1000 + (15_000 * light), mosaic[0, 1], 12.0);
        Assert.Equal(1000 + (15_000 * light * CameraColors.InverseGain(light, 1.5)), mosaic[1, 1], 30.0);
    }

    [Fact]
    public void Darkness_reads_black_of_each_position_and_too_much_light_reads_white()
    {
        SimulatedCamera camera = Scenes.Clear with { Sensor = Scenes.Clear.Sensor with { BlackDn = [100, 200, 300, 400] } };
        Mosaic dark = Scenes.Simulate(Scenes.Even(2, 2, 0), camera);
        Assert.Equal([100, 200, 300, 400], dark.Samples.Select(sample => (int)sample));
        Assert.Equal<float>([100, 200, 300, 400], dark.Layout.BlackDn.AsSpan());

        Mosaic light = Scenes.Simulate(Scenes.Even(2, 2, 1), camera with { Exposure = 3 });
        Assert.All(light.Samples, sample => Assert.Equal(16_000, sample));
    }

    [Theory]
    [InlineData(8, 0, 0, 255)]
    [InlineData(10, 0, 6, 65_472)]
    [InlineData(12, 8, 0, 255)]
    [InlineData(16, 0, 0, 65_535)]
    public void Bits_tables_and_shifts_set_the_levels(int bits, int companded, int shift, int white)
    {
        SimulatedCamera camera = Scenes.Clear with
        {
            Sensor = Scenes.Clear.Sensor with { Bits = bits, BlackDn = [16], WhiteDn = (1 << bits) - 1 },
            Processing = new InCameraProcessing { CompandedBits = companded, LeftShift = shift },
        };
        Mosaic mosaic = Scenes.Simulate(Scenes.Linear(4, 4, (row, _, _) => row / 3.0), camera);
        Assert.Equal(white, mosaic.Layout.WhiteDn);
        Assert.Equal(white, mosaic[3, 3]);
        Assert.Equal(companded > 0 ? 0 : 16 << shift, mosaic[0, 0]);
        Assert.Equal(mosaic.Layout.BlackDn[0], mosaic[0, 0]);
        Assert.All(mosaic.Samples, sample => Assert.Equal(0, sample & ((1 << shift) - 1)));
        Assert.Equal(companded > 0 ? Math.Round(255 * Math.Sqrt(1 / 3.0)) : (16 + (((1 << bits) - 17) / 3.0)) * (1 << shift), mosaic[1, 1], (1 << shift) + (mosaic[1, 1] * 0.0003));
    }

    [Theory]
    [InlineData(0, 0.5)]
    [InlineData(1, 1)]
    [InlineData(8, 4)]
    [InlineData(24, 0)]
    [InlineData(40, 2)]
    [InlineData(188, 3)]
    public void Noise_is_the_models_mean_and_variance(int value, double readNoise)
    {
        const double WhiteElectrons = 2000;
        SensorElectronics sensor = Scenes.Clear.Sensor with
        {
            Bits = 16,
            BlackDn = [4000],
            WhiteDn = 64_000,
            FullWellElectrons = WhiteElectrons,
            ReadNoiseElectrons = readNoise,
            ConverterNoiseDn = 20,
            GainSpread = 0.01,
        };
        SimulatedCamera camera = Scenes.Clear with { Cfa = CfaPattern.Monochrome, Sensor = sensor };
        Mosaic mosaic = Scenes.Simulate(RgbPhotograph.Of([.. Enumerable.Repeat((ushort)value, 500 * 600 * 3)], 600, 500, 255), camera);

        double light = PhotographTone.DecodeSrgb(value / 255.0);
        double gain = sensor.DnPerElectron;
        double electrons = light * WhiteElectrons;
        double variance = (gain * gain * (electrons + (readNoise * readNoise) + Math.Pow(0.01 * electrons, 2))) + (20 * 20) + (1 / 12.0);
        double mean = mosaic.Samples.Average(sample => (double)sample);
        Assert.Equal(4000 + (gain * electrons), mean, (4 * Math.Sqrt(variance / mosaic.Samples.Length)) + (0.002 * gain * electrons));
        Assert.InRange(mosaic.Samples.Average(sample => (sample - mean) * (sample - mean)) / variance, 0.97, 1.03);
    }

    [Fact]
    public void Gains_of_pixels_stay_and_noise_changes_from_frame_to_frame()
    {
        SimulatedCamera camera = Scenes.Clear with { Cfa = CfaPattern.Monochrome, Sensor = Scenes.Clear.Sensor with { GainSpread = 0.02, FullWellElectrons = 1e6 } };
        RgbPhotograph even = Scenes.Even(200, 200, 0.5);
        double Correlation(Mosaic one, Mosaic other)
        {
            double[] a = [.. one.Samples.Select(sample => sample - 8500.0)], b = [.. other.Samples.Select(sample => sample - 8500.0)];
            return a.Zip(b, (x, y) => x * y).Sum() / Math.Sqrt(a.Sum(x => x * x) * b.Sum(y => y * y));
        }

        Mosaic first = Scenes.Simulate(even, camera, 1);
        Assert.InRange(Correlation(first, Scenes.Simulate(even, camera, 2)), 0.98, 0.9999);
        Mosaic other = Scenes.Simulate(even, camera with { Sensor = camera.Sensor with { Specimen = 77 } }, 1);
        Assert.InRange(Correlation(first, other), -0.05, 0.05);
    }

    [Fact]
    public void Hot_pixels_are_as_many_as_asked_for_and_the_same_in_every_frame()
    {
        SensorElectronics sensor = Scenes.Clear.Sensor with { FullWellElectrons = 20_000, ReadNoiseElectrons = 2, HotPixelShare = 0.002, HotPixelElectrons = 5000 };
        SimulatedCamera camera = Scenes.Clear with { Sensor = sensor };
        HashSet<int> Hot(long seed) => [.. Scenes.Simulate(Scenes.Even(300, 300, 0), camera, seed).Samples.Index().Where(at => at.Item > 1200).Select(at => at.Index)];
        HashSet<int> first = Hot(1);
        Assert.InRange(first.Count, 120, 230);
        Assert.True(first.Intersect(Hot(2)).Count() > 0.95 * first.Count);
    }

    [Fact]
    public void Vignetting_is_symmetric_and_takes_the_corners_share()
    {
        SimulatedCamera camera = Scenes.Clear with { Cfa = CfaPattern.Monochrome, Optics = Scenes.Clear.Optics with { CornerLoss = 0.5 } };
        Mosaic mosaic = Scenes.Simulate(Scenes.Even(101, 151, 0.8), camera);
        for (int row = 0; row < 101; row += 10)
        {
            for (int column = 0; column < 151; column += 10)
            {
                Assert.Equal(mosaic[row, column], mosaic[100 - row, 150 - column], 3.0);
                Assert.Equal(mosaic[row, column], mosaic[row, 150 - column], 3.0);
            }
        }

        Assert.Equal(1000 + (15_000 * 0.8), mosaic[50, 75], 12.0);
        Assert.Equal(1000 + (15_000 * 0.4), mosaic[0, 0], 150.0);
    }

    [Fact]
    public void Downscaling_averages_the_light()
    {
        // A checkerboard of pixels becomes an even grey; at 2 by a halving, at 3 and 5.3 by both ways together.
        RgbPhotograph board = Scenes.Linear(96, 96, (row, column, _) => (row + column) % 2 == 0 ? 0.7 : 0.1);
        foreach (double scale in (double[])[2, 4, 5.3])
        {
            Mosaic mosaic = Scenes.Simulate(board, Scenes.Clear with { Optics = Scenes.Clear.Optics with { Downscale = scale } });
            Assert.Equal((int)(96 / scale), mosaic.Width);
            Assert.All(mosaic.Samples, sample => Assert.Equal(1000 + (15_000 * 0.4), sample, 20.0));
        }
    }

    [Fact]
    public void Same_seed_gives_the_same_samples_on_any_number_of_threads_and_another_seed_others()
    {
        RgbPhotograph photograph = Scenes.Linear(300, 333, (row, column, color) => ((row * 7) + (column * 13) + (color * 50)) % 251 / 260.0);
        for (int seed = 0; seed < 12; seed++)
        {
            SimulatedCamera camera = SensorRange.Draw(new SeededRandom(seed), 1.5);
            Mosaic one = Scenes.Simulate(photograph, camera, seed);
            Assert.Equal(one.Samples, MosaicSimulator.Simulate(photograph, camera, seed, new WorkSettings { Threads = 3 }).Samples);
            Assert.NotEqual(one.Samples, Scenes.Simulate(photograph, camera, seed + 1).Samples);
        }
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(7, 13)]
    [InlineData(12, 16)]
    [InlineData(33, 31)]
    public void Crop_has_its_own_layout_and_the_pictures_values(int height, int width)
    {
        RgbPhotograph photograph = Scenes.Linear(90, 110, (row, column, color) => ((row * 7) + (column * 13) + (color * 50)) % 251 / 260.0);
        SimulatedCamera camera = Scenes.Clear with
        {
            Cfa = CfaPattern.Gbrg,
            Optics = new CameraOptics { Downscale = 1.3, CoreSigma = 0.8, RedMagnification = 0.001 },
            Processing = new InCameraProcessing { Smoothing = 0.2 },
        };
        Mosaic whole = Scenes.Simulate(photograph, camera);
        SensorArea region = new(21, 18, height, width);
        ushort[] samples = new ushort[height * width];
        new MosaicSimulator().Simulate(photograph, region, camera, 5, samples);
        MosaicLayout layout = camera.LayoutOf(region);
        Assert.Equal(whole.Layout.Cfa.ColorAt(21, 18), layout.Cfa.ColorAt(0, 0));
        for (int index = 0; index < samples.Length; index++)
        {
            // The noise of 9e8 electrons is below a DN.
            Assert.Equal(whole[21 + (index / width), 18 + (index % width)], samples[index], 2.0);
        }
    }

    [Fact]
    public void Picture_of_one_pixel_is_a_mosaic_of_one_site()
    {
        Mosaic mosaic = Scenes.Simulate(Scenes.Even(1, 1, 0.5), SimulatedCameras.Find("action"));
        Assert.Equal((1, 1), (mosaic.Width, mosaic.Height));
    }

    [Fact]
    public void Smoothing_lowers_the_noise_and_coring_keeps_what_stands_out()
    {
        SimulatedCamera plain = SimulatedCameras.Find("dslr-14") with { ToneStrength = 0, Optics = Scenes.Clear.Optics };
        RgbPhotograph lamp = Scenes.Linear(120, 120, (row, column, _) => row == 60 && column == 60 ? 0.9 : 0.2);
        double Spread(Mosaic mosaic)
        {
            double[] green = [.. Enumerable.Range(5, 22).SelectMany(row => Enumerable.Range(5, 22).Select(column => (double)mosaic[2 * row, (2 * column) + 1]))];
            return Math.Sqrt(green.Average(value => Math.Pow(value - green.Average(), 2)));
        }

        Mosaic raw = Scenes.Simulate(lamp, plain);
        Mosaic smooth = Scenes.Simulate(lamp, plain with { Processing = new InCameraProcessing { Smoothing = 0.2 } });
        Mosaic cored = Scenes.Simulate(lamp, plain with { Processing = new InCameraProcessing { Smoothing = 0.2, CoringSigmas = 3 } });
        Assert.InRange(Spread(smooth) / Spread(raw), 0.3, 0.6);
        Assert.InRange(Spread(cored) / Spread(raw), 0.3, 0.8);
        Assert.True(smooth[60, 60] < 0.6 * raw[60, 60]);
        Assert.Equal(raw[60, 60], cored[60, 60], 0.05 * raw[60, 60]);
    }

    [Fact]
    public void Crops_allocate_nothing_once_one_was_made()
    {
        RgbPhotograph photograph = Scenes.Even(200, 200, 0.3);
        SimulatedCamera[] cameras = [.. Enumerable.Range(0, 30).Select(seed => SensorRange.Draw(new SeededRandom(seed), 1.5))];
        MosaicSimulator simulator = new();
        ushort[] samples = new ushort[64 * 64];
        void All()
        {
            foreach (SimulatedCamera camera in cameras)
            {
                simulator.Simulate(photograph, new SensorArea(3, 5, 64, 64), camera, 1, samples);
            }
        }

        All();
        Assert.Equal(0, Allocations.Of(All));
    }

    [Fact]
    public void Wrong_regions_samples_and_cameras_are_refused_in_one_line()
    {
        RgbPhotograph photograph = Scenes.Even(10, 10, 0.5);
        MosaicSimulator simulator = new();
        void Refused(SensorArea region, SimulatedCamera camera, int samples)
        {
            FixPixException failure = Assert.Throws<FixPixException>(() => simulator.Simulate(photograph, region, camera, 1, new ushort[samples]));
            Assert.DoesNotContain('\n', failure.Message);
        }

        Refused(new SensorArea(0, 0, 11, 10), Scenes.Clear, 110);
        Refused(new SensorArea(-1, 0, 5, 5), Scenes.Clear, 25);
        Refused(new SensorArea(0, 0, 5, 5), Scenes.Clear, 24);
        SensorArea all = new(0, 0, 10, 10);
        Refused(all, Scenes.Clear with { Exposure = double.NaN }, 100);
        Refused(all, Scenes.Clear with { Sensor = Scenes.Clear.Sensor with { Bits = 17 } }, 100);
        Refused(all, Scenes.Clear with { Sensor = Scenes.Clear.Sensor with { BlackDn = [16_000] } }, 100);
        Refused(all, Scenes.Clear with { Sensor = Scenes.Clear.Sensor with { Iso = 50 } }, 100);
        Refused(all, Scenes.Clear with { Optics = new CameraOptics { Downscale = 0.5 } }, 100);
        Refused(all, Scenes.Clear with { Processing = new InCameraProcessing { LeftShift = 3 } }, 100);
        Assert.Throws<FixPixException>(() => RgbPhotograph.Of(new ushort[11], 2, 2, 255));
    }
}
