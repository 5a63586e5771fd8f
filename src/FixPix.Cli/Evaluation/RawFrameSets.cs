using FixPix.Evaluation;
using FixPix.Mosaics;
using FixPix.RawFiles;

namespace FixPix.Cli.Evaluation;

/// <summary>Raw files by sensor, put together to sets of frames.</summary>
internal sealed class RawFrameSets
{
    private readonly List<string> _notes = [];
    private readonly List<string> _failures = [];
    private readonly List<Scanned> _scanned = [];

    /// <summary>Opens each file once, to know whose it is.</summary>
    /// <param name="files">The files and how to read them.</param>
    /// <param name="frames">Files of a set: those that follow each other in the list and are of one sensor.</param>
    /// <param name="work">Threads, cancellation, progress.</param>
    public RawFrameSets(IReadOnlyList<ManifestFile> files, int frames, WorkSettings work)
    {
        for (int index = 0; index < files.Count; index++)
        {
            work.Cancellation.ThrowIfCancellationRequested();
            Scan(files[index]);
            work.Progress?.Report((index + 1.0) / files.Count);
        }

        List<FrameSet> sets = [];
        List<SensorFiles> sensors = [];
        foreach (IGrouping<string, Scanned> sensor in _scanned.GroupBy(file => file.Sensor))
        {
            Scanned[] all = [.. sensor];
            foreach (Scanned[] chunk in all.Chunk(frames).Where(chunk => chunk.Length == frames))
            {
                string name = frames == 1 ? chunk[0].File.FilePath : $"{chunk[0].File.FilePath} and the {frames - 1} after it";
                sets.Add(new FrameSet(name, sensor.Key, reading => [.. chunk.Select(file => file.File.Open(reading).Mosaic)]));
            }

            if (all.Length % frames is > 0 and int left)
            {
                _notes.Add($"{sensor.Key}: {left} of {all.Length} files are left over from sets of {frames} frames, and not measured");
            }

            sensors.Add(Describe(sensor.Key, all));
        }

        (Sets, Sensors) = (sets, sensors);
    }

    public IReadOnlyList<FrameSet> Sets { get; }

    public IReadOnlyList<SensorFiles> Sensors { get; }

    /// <summary>What the user should know of how the files were read.</summary>
    public IReadOnlyList<string> Notes => _notes;

    /// <summary>A line for each file that cannot be read.</summary>
    public IReadOnlyList<string> Failures => _failures;

    private void Scan(ManifestFile file)
    {
        try
        {
            RawFile raw = file.Open();
            _notes.AddRange(raw.Notes.Select(note => $"{file.FilePath}: {note}"));
            MosaicLayout layout = raw.Mosaic.Layout;
            _scanned.Add(new Scanned(file, $"{file.Camera ?? CameraName(raw.Mosaic.Camera)} {layout.Width}×{layout.Height} {layout.Cfa.Name}", layout));
        }
        catch (FixPixException failure)
        {
            _failures.Add(failure.Message);
        }
    }

    private static string CameraName(CameraMetadata camera) => (camera.Make?.Trim(), camera.Model?.Trim()) switch
    {
        (null or "", null or "") => "unknown camera",
        ({ Length: > 0 } make, { Length: > 0 } model) when !model.StartsWith(make, StringComparison.OrdinalIgnoreCase) => $"{make} {model}",
        (string make, null or "") => make,
        (_, string model) => model,
    };

    private static SensorFiles Describe(string sensor, Scanned[] files)
    {
        static string Origin(bool isGiven) => isGiven ? "given" : "from the file, or its format's range";
        RawReadSettings settings = files[0].File.Settings;
        string black = Origin(settings.BlackDn is not null), white = Origin((settings.WhiteDn ?? settings.Bits) is not null);
        return new SensorFiles(
            sensor,
            [.. files.Select(file => file.File.FilePath)],
            string.Join(", ", files.SelectMany(file => file.Layout.BlackDn).Distinct().Order().Select(level => FormattableString.Invariant($"{level:0.##}"))),
            string.Join(", ", files.Select(file => file.Layout.WhiteDn).Distinct().Order()),
            black == white ? black : $"black {black}, white {white}");
    }

    private sealed record Scanned(ManifestFile File, string Sensor, MosaicLayout Layout);
}
