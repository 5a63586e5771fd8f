using FixPix.Defects;
using FixPix.Detection;
using FixPix.Metrics;
using FixPix.Mosaics;
using FixPix.RawFiles;
using FixPix.Simulation;

namespace FixPix.ClassicalStudy;

/// <summary>Several pictures of one sensor: dark frames, lights with one fixed pattern of defects, and the night sky.</summary>
internal sealed class SeriesStudy
{
    private const string FlirDarks = "real/flir/darks/";
    private const string FlirLights = "real/flir/lights/";
    private const string Seestar = "real/seestar/";

    private SeriesStudy()
    {
    }

    public static IReadOnlyList<double> Rates { get; } = [0.001, 0.01];

    public static IReadOnlyList<int> FrameCounts { get; } = [1, 3, 9, 49];

    /// <summary>Defects that each dark-frame detector lists, from the two darks of each exposure time.</summary>
    public List<(string Detector, string Exposure, int Found, int AlsoInLongest)> Darks { get; } = [];

    /// <summary>The fixed pattern in n lights.</summary>
    public Dictionary<(string Detector, double Rate, int Frames), DetectionScore> Lights { get; } = [];

    /// <summary>Detections in the untouched night sky: per frame, in one frame only, in all four; and with the four together.</summary>
    public List<(string Detector, double PerFrame, int InOneOnly, int InAll, int Together)> Sky { get; } = [];

    public static SeriesStudy Run(Manifest manifest)
    {
        SeriesStudy study = new();
        Console.Error.WriteLine("series: darks, lights, night sky");
        study.MeasureDarks(manifest.Folder(FlirDarks));
        study.MeasureLights([.. manifest.Folder(FlirLights).Select(file => file.Open().Mosaic)]);
        study.MeasureSky([.. manifest.Folder(Seestar).Select(file => file.Open().Mosaic)]);
        return study;
    }

    private void MeasureDarks(IReadOnlyList<ManifestFile> files)
    {
        IGrouping<string, ManifestFile>[] exposures = [.. files.GroupBy(ExposureOf).OrderBy(group => Milliseconds(group.Key))];
        foreach (DetectorInfo info in Methods.DarkFrame)
        {
            DefectMap[] maps = [.. exposures.Select(group => info.Create().Detect(group.Select(file => file.Open().Mosaic), WorkSettings.Default))];
            for (int index = 0; index < maps.Length; index++)
            {
                Darks.Add((info.Name, exposures[index].Key, maps[index].Count, maps[index].Intersect(maps[^1]).Count));
            }
        }
    }

    private void MeasureLights(Mosaic[] lights)
    {
        foreach (double rate in Rates)
        {
            InjectionSettings settings = new() { Rate = rate, Delta = 0.7, Seed = 1, FixedPattern = true };
            Mosaic[] spoiled = [.. lights.Select(light => light.Clone())];
            DefectMap[] truths = [.. spoiled.Select((mosaic, frame) => DefectInjector.Inject(mosaic, settings, frame).Truth)];
            DefectMap truth = truths[0];
            DefectMap[] visible = [.. lights.Select((light, frame) => VisibleDefects.Of(light, spoiled[frame], truth))];
            foreach (DetectorInfo info in Methods.Lights)
            {
                foreach (int count in FrameCounts.Where(count => count >= info.MinimumFrames))
                {
                    Lights[(info.Name, rate, count)] = Windows(spoiled.Length, count).Select(window =>
                    {
                        DefectMap found = info.Create().Detect(window.Select(frame => spoiled[frame]), WorkSettings.Default);
                        return DetectionScore.Of(truth, found, window.Select(frame => visible[frame]).Aggregate((all, next) => all.Union(next)));
                    }).Aggregate((sum, next) => sum + next);
                }
            }
        }
    }

    // At most eight windows, spread over the series; each takes every n-th frame, so that exposures and colours mix.
    private static IEnumerable<int[]> Windows(int frames, int count)
    {
        int step = frames / count;
        int windows = Math.Min(step, 8);
        for (int window = 0; window < windows; window++)
        {
            yield return [.. Enumerable.Range(0, count).Select(index => (window * step / windows) + (index * step))];
        }
    }

    private void MeasureSky(Mosaic[] frames)
    {
        foreach (DetectorInfo info in Methods.Lights)
        {
            int together = info.Create().Detect(frames, WorkSettings.Default).Count;
            if (info.MinimumFrames > 1)
            {
                Sky.Add((info.Name, double.NaN, 0, 0, together));
                continue;
            }

            DefectMap[] maps = [.. frames.Select(frame => info.Create().Detect([frame], WorkSettings.Default))];
            int[] seen = [.. maps.SelectMany(map => map.SiteIndices.ToArray()).GroupBy(site => site).Select(group => group.Count())];
            Sky.Add((info.Name, maps.Average(map => map.Count), seen.Count(times => times == 1), seen.Count(times => times == frames.Length), together));
        }
    }

    private static string ExposureOf(ManifestFile file) =>
        file.Name.Split('_').First(part => part.EndsWith("ms", StringComparison.Ordinal));

    private static int Milliseconds(string exposure) =>
        int.Parse(exposure[..^2], System.Globalization.CultureInfo.InvariantCulture);
}
