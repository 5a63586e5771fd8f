using System.Globalization;
using FixPix.ClassicalStudy;
using FixPix.Defects;
using FixPix.Detection;
using FixPix.Metrics;
using FixPix.Mosaics;
using FixPix.Preview;
using FixPix.RawFiles;

namespace FixPix.DetectorFigures;

/// <summary>Real hot pixels: those that the dark frames of an exposure time show, looked for in the lights of the same sensor.</summary>
internal sealed class HotPixels
{
    private const string Darks = "real/flir/darks/";
    private const string Lights = "real/flir/lights/";
    private const int Several = 9;
    private const int Shown = 30;
    private static readonly Rgb s_found = new(80, 200, 150), s_missed = new(240, 80, 70);

    private readonly (int Milliseconds, Mosaic Mosaic)[] _darks;
    private readonly (int Milliseconds, FrameNoise Frame)[] _lights;

    private HotPixels((int, Mosaic)[] darks, (int, FrameNoise)[] lights) => (_darks, _lights) = (darks, lights);

    /// <summary>Of one exposure time and number of frames.</summary>
    /// <param name="Milliseconds">The exposure time.</param>
    /// <param name="Detector">Who looked.</param>
    /// <param name="Frames">How many lights were looked at together.</param>
    /// <param name="Hot">Hot pixels that the darks of this exposure time show.</param>
    /// <param name="Score">What was found of them, summed over the sets of lights.</param>
    /// <param name="Sets">How many sets.</param>
    /// <param name="FalseButHotLater">Sites that count as false but that the darks of the longest exposure show as hot.</param>
    public sealed record Row(int Milliseconds, string Detector, int Frames, int Hot, DetectionScore Score, int Sets, int FalseButHotLater);

    public List<Row> Rows { get; } = [];

    /// <summary>Reads the sensor's frames and measures the detectors.</summary>
    /// <param name="manifest">The data.</param>
    /// <param name="detectors">Who looks; those that need several frames see several only.</param>
    public static HotPixels Measure(Manifest manifest, IReadOnlyList<DetectorInfo> detectors)
    {
        HotPixels hot = new(Read(manifest, Darks), Array.ConvertAll(Read(manifest, Lights), light => (light.Item1, new FrameNoise(light.Item2))));
        DefectMap latest = hot.Truth(hot.Exposures[^1]);
        foreach (int exposure in hot.Exposures)
        {
            DefectMap truth = hot.Truth(exposure);
            foreach (DetectorInfo info in detectors)
            {
                foreach (int frames in new[] { 1, Several }.Where(frames => frames >= info.MinimumFrames))
                {
                    hot.Rows.Add(hot.Measure(exposure, info, frames, truth, latest));
                }
            }
        }

        return hot;
    }

    private Row Measure(int exposure, DetectorInfo info, int frames, DefectMap truth, DefectMap latest)
    {
        FrameNoise[][] sets = [.. Sets(exposure, frames)];
        DefectMap[] found = [.. sets.Select(set => info.Create().Detect(set.Select(light => light.Mosaic), WorkSettings.Default))];
        DetectionScore score = sets.Zip(found, (set, map) => DetectionScore.Of(truth, map, Seen(truth, set))).Aggregate((sum, next) => sum + next);
        int later = found.Sum(map => map.Defects().Count(defect => !truth.Contains(defect.Site.Row, defect.Site.Column) && latest.Contains(defect.Site.Row, defect.Site.Column)));
        return new Row(exposure, info.Name, frames, truth.Count, score, sets.Length, later);
    }

    private static DefectMap Seen(DefectMap truth, FrameNoise[] lights) => new(truth.Sensor, truth.Defects().Where(defect =>
    {
        int site = (defect.Site.Row * truth.Sensor.Width) + defect.Site.Column;
        return lights.Any(light => light.Mosaic.Samples[site] - light.MedianAt(site) is > 0 and double above && above >= VisibleDefects.SigmaCount * light.SigmaAt(site));
    }));

    /// <summary>Hot pixels of the longest exposure, spread over the list: in the dark, and below in the dimmest light, framed green where nine lights showed them and red where not.</summary>
    public RgbPicture Draw(DetectorInfo detector)
    {
        int exposure = Exposures[^1];
        Mosaic[] lights = [.. Sets(exposure, Several).Single().Select(light => light.Mosaic)];
        Mosaic dark = _darks.Last(frame => frame.Milliseconds == exposure).Mosaic;
        Mosaic light = _lights.Where(frame => frame.Milliseconds == exposure).Select(frame => frame.Frame.Mosaic).MinBy(mosaic => mosaic.Samples.Sum(sample => (long)sample))!;
        DefectMap truth = Truth(exposure), found = detector.Create().Detect(lights, WorkSettings.Default);
        Defect[] shown = [.. Enumerable.Range(0, Math.Min(Shown, truth.Count)).Select(index => truth[(int)((long)index * truth.Count / Math.Min(Shown, truth.Count))])];
        return ContactSheet.Draw(shown.Chunk(ContactSheet.Columns).SelectMany(row => new[] { (dark, "dark"), (light, "light") }.Select(frame => (ContactSheet.Crop[])[.. row.Select(defect => new ContactSheet.Crop(
            frame.Item1, defect.Site, found.Contains(defect.Site.Row, defect.Site.Column) ? s_found : s_missed,
            $"{frame.Item2} {defect.Site.Row},{defect.Site.Column}",
            FormattableString.Invariant($"{frame.Item1[defect.Site.Row, defect.Site.Column]} DN")))])));
    }

    private int[] Exposures => [.. _darks.Select(frame => frame.Milliseconds).Distinct().Order()];

    private DefectMap Truth(int exposure) =>
        new DarkFrameDetector().Detect(_darks.Where(frame => frame.Milliseconds == exposure).Select(frame => frame.Mosaic), WorkSettings.Default);

    // One by one the lights of an exposure time; or all of them, and of the nearest exposure times as many as are lacking.
    private IEnumerable<FrameNoise[]> Sets(int exposure, int frames) => frames == 1
        ? _lights.Where(frame => frame.Milliseconds == exposure).Select(frame => (FrameNoise[])[frame.Frame])
        : [[.. _lights.OrderBy(frame => Math.Abs(Math.Log((double)frame.Milliseconds / exposure))).Take(frames).Select(frame => frame.Frame)]];

    private static (int, Mosaic)[] Read(Manifest manifest, string folder) => [.. manifest.Folder(folder).Select(file => (Milliseconds(file), file.Open().Mosaic))];

    private static int Milliseconds(ManifestFile file) =>
        int.Parse(file.Name.Split('_').First(part => part.EndsWith("ms", StringComparison.Ordinal))[..^2], CultureInfo.InvariantCulture);
}
