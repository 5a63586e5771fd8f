using FixPix.Mosaics;
using FixPix.Preview;
using FixPix.Simulation;
using FixPix.Training.Simulation;

namespace FixPix.SimulationCheck;

/// <summary>docs/images/simulation.png: curves of real sensors within the range of simulated ones, and what simulated crops look like.</summary>
internal static class Picture
{
    private const int Width = 1280;
    private const int CropSites = 152;
    private const int Margin = 24;

    private static readonly Rgb s_paper = new(24, 26, 31), s_text = new(214, 216, 222), s_quiet = new(132, 137, 148);

    private static readonly (string Camera, double Iso, double Exposure)[] s_looks =
    [
        ("phone", 50, 1), ("dslr-14", 3200, 1), ("action", 400, 1), ("dslr-12", 1600, 0.05),
        ("mono-8", 200, 1), ("astronomy", 100, 0.2), ("machine-8", 800, 2.5), ("rover", 100, 1),
    ];

    public static RgbPicture Draw(Comparison comparison)
    {
        const int CropTop = 470, Row = (2 * CropSites) + 44;
        RgbPicture picture = new(Width, CropTop + (2 * Row) + 4);
        Canvas canvas = new(picture);
        canvas.Fill(0, 0, picture.Height, picture.Width, s_paper);
        canvas.Text(16, Margin, "simulated and real mosaics", 3, s_text);
        canvas.Text(50, Margin, "grey: 1st to 99th percentile and median of the simulated ones; coloured: one line for each real sensor", 2, s_quiet);
        const int Top = 118, Height = 290, ChartWidth = 360, Gap = 52;
        int left = Margin + 44;
        Chart noise = new(canvas, new SensorArea(Top, left, Height, ChartWidth), -3.9, -0.6, ["0.001", "0.01", "0.1"], [-3, -2, -1]);
        noise.Draw("noise, 0.3 to 60 % of white", comparison, one => [.. one.Noise.Select(Math.Log10)]);
        Chart spectrum = new(canvas, new SensorArea(Top, left + ChartWidth + Gap, Height, ChartWidth), -60, 3, ["-40 dB", "-20 dB", "0 dB"], [-40, -20, 0]);
        spectrum.Draw("power, low to high frequency", comparison, one => one.Spectrum);
        Chart tails = new(canvas, new SensorArea(Top, left + (2 * (ChartWidth + Gap)), Height, ChartWidth), -0.1, 2, ["1 σ", "10 σ", "100 σ"], [0, 1, 2]);
        tails.Draw("differences, 30 to 0.01 %", comparison, one => [.. one.Differences.Select(Math.Log10)]);
        Legend(canvas, Top + Height + 16, comparison);

        RgbPhotograph scene = Scene();
        for (int look = 0; look < s_looks.Length; look++)
        {
            int top = CropTop + (look / 4 * Row);
            int at = Margin + (look % 4 * ((Width - (2 * Margin)) / 4));
            DrawCrop(canvas, top, at, scene, s_looks[look]);
        }

        return picture;
    }

    private static void Legend(Canvas canvas, int top, Comparison comparison)
    {
        int at = Margin;
        for (int sensor = 0; sensor < comparison.Real.Count; sensor++)
        {
            string name = comparison.Real[sensor].Sensor;
            int width = Canvas.TextWidth(name, 1) + 36;
            if (at + width > Width - Margin)
            {
                (at, top) = (Margin, top + 18);
            }

            canvas.Fill(top + 3, at, 3, 12, Chart.ColorOf(sensor));
            canvas.Text(top, at + 16, name, 1, s_text);
            at += width;
        }
    }

    private static void DrawCrop(Canvas canvas, int top, int left, RgbPhotograph scene, (string Camera, double Iso, double Exposure) look)
    {
        SimulatedCamera camera = SimulatedCameras.Find(look.Camera);
        camera = camera with { Exposure = look.Exposure, ToneStrength = 0, Sensor = camera.Sensor with { Iso = look.Iso } };
        Mosaic mosaic = MosaicSimulator.Simulate(scene, camera, seed: 1);
        MosaicDeveloper developer = new(mosaic, 200);
        (int firstRow, int firstColumn) = ((int)(0.3 * mosaic.Height), (int)(0.28 * mosaic.Width));
        double[] rgb = new double[3];
        for (int row = 0; row < CropSites; row++)
        {
            for (int column = 0; column < CropSites - 6; column++)
            {
                developer.Site(mosaic, firstRow + row, firstColumn + column, rgb);
                canvas.Fill(top + (2 * row), left + (2 * column), 2, 2, developer.Tone.Show(rgb));
            }
        }

        canvas.Text(top + (2 * CropSites) + 8, left, FormattableString.Invariant($"{look.Camera}, ISO {look.Iso:0}"), 2, s_text);
        string light = FormattableString.Invariant($"{look.Exposure} x light");
        canvas.Text(top + (2 * CropSites) + 13, left + (2 * (CropSites - 6)) - Canvas.TextWidth(light, 1), light, 1, s_quiet);
    }

    // The project's own scene, seen by a sensor without noise; each filter tile is one pixel of the photograph.
    private static RgbPhotograph Scene()
    {
        SensorModel sensor = new() { Width = 1600, Height = 1200, BlackDn = 0, WhiteDn = 65_535, FullWellElectrons = 1e12, ReadNoiseElectrons = 0, GainSpread = 0 };
        Mosaic mosaic = SyntheticScene.Photograph(sensor, seed: 1);
        double[] neutral = [.. mosaic.Camera.AsShotNeutral];
        ushort[] samples = new ushort[mosaic.Samples.Length / 4 * 3];
        for (int pixel = 0; pixel < samples.Length / 3; pixel++)
        {
            (int row, int column) = (pixel / (sensor.Width / 2) * 2, pixel % (sensor.Width / 2) * 2);
            ReadOnlySpan<double> colors = [mosaic[row, column], (mosaic[row, column + 1] + mosaic[row + 1, column]) / 2.0, mosaic[row + 1, column + 1]];
            for (int color = 0; color < 3; color++)
            {
                samples[(3 * pixel) + color] = (ushort)Math.Min(65_535, colors[color] / neutral[color]);
            }
        }

        return RgbPhotograph.Of(samples, sensor.Width / 2, sensor.Height / 2, 65_535, isLinear: true);
    }
}
