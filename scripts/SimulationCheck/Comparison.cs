using FixPix.ClassicalStudy;
using FixPix.Mosaics;
using FixPix.RawFiles;
using FixPix.Simulation;
using FixPix.Training.Simulation;

namespace FixPix.SimulationCheck;

/// <summary>Measures of real sensors beside those of simulated ones.</summary>
internal sealed class Comparison
{
    private const int CamerasPerPhotograph = 3;
    private const int LargestCrop = 768;
    private const int FramesPerSensor = 3;

    /// <summary>Each real sensor: the median over up to three of its pictures; no number where one of them has too few sites.</summary>
    public required IReadOnlyList<(string Sensor, Measures Measures)> Real { get; init; }

    /// <summary>Each simulated mosaic.</summary>
    public required IReadOnlyList<Measures> Simulated { get; init; }

    public static Comparison Make(string data)
    {
        Manifest manifest = Manifest.Read(data);
        List<(string, Measures)> real = [];
        foreach (IGrouping<string, ManifestFile> sensor in manifest.MosaicsBySensor)
        {
            ManifestFile[] files = [.. sensor];
            int step = Math.Max(1, files.Length / FramesPerSensor);
            real.Add((sensor.Key, Median([.. files.Where((_, index) => index % step == 0).Take(FramesPerSensor).Select(file => Measures.Of(Crop(file.Open().Mosaic)))])));
        }

        string[] photographs = [.. Directory.EnumerateFiles(Path.Combine(data, "photos", "train"), "*.png").Order(StringComparer.Ordinal)];
        Measures[] simulated = new Measures[photographs.Length * CamerasPerPhotograph];
        Parallel.For(0, photographs.Length, index =>
        {
            RgbPhotograph photograph = RgbPhotograph.Open(photographs[index]);
            for (int camera = 0; camera < CamerasPerPhotograph; camera++)
            {
                int seed = (index * CamerasPerPhotograph) + camera;
                double largest = Math.Clamp(Math.Min(photograph.Width, photograph.Height) / 256.0, 1, 4);
                Mosaic mosaic = MosaicSimulator.Simulate(photograph, SensorRange.Draw(new SeededRandom(seed), largest), seed, new WorkSettings { Threads = 1 });
                simulated[seed] = Measures.Of(Crop(mosaic));
            }
        });
        return new Comparison { Real = real, Simulated = simulated };
    }

    /// <summary>The value that a share of the simulated mosaics lies below.</summary>
    public double Quantile(Func<Measures, double> measure, double share)
    {
        double[] sorted = [.. Simulated.Select(measure).Where(double.IsFinite).Order()];
        return sorted.Length == 0 ? double.NaN : sorted[(int)Math.Min(sorted.Length - 1, share * sorted.Length)];
    }

    private static Mosaic Crop(Mosaic mosaic) => Crops.Of(mosaic, Crops.Middle(mosaic.Layout, LargestCrop));

    private static Measures Median(Measures[] all)
    {
        double[] Middle(Func<Measures, double[]> values) => [.. Enumerable.Range(0, values(all[0]).Length).Select(index =>
        {
            double[] sorted = [.. all.Select(one => values(one)[index]).Where(double.IsFinite).Order()];
            return sorted.Length < all.Length ? double.NaN : sorted[sorted.Length / 2];
        })];
        return new Measures { Noise = Middle(one => one.Noise), Spectrum = Middle(one => one.Spectrum), Differences = Middle(one => one.Differences) };
    }
}
