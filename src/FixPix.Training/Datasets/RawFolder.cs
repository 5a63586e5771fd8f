using System.Text.RegularExpressions;
using FixPix.Mosaics;
using FixPix.RawFiles;

namespace FixPix.Training.Datasets;

/// <summary>The raw photographs of a folder, in the order of their names. Every file is read once, so that all that is kept can be trained on.</summary>
public sealed partial class RawFolder
{
    // A frame whose mean is less of the range above black shows nothing that a relative deviation could be seen on.
    private const double LeastLight = 0.0005;
    private const string FiveKModel = "Canon EOS 5D";

    private RawFolder(RawLayout layout, string recognized, IReadOnlyList<RawPhotograph> files, IReadOnlyList<string> skipped, string digest) =>
        (Layout, Recognized, Files, Skipped, Digest) = (layout, recognized, files, skipped, digest);

    /// <summary>The layout that was given or recognised.</summary>
    public RawLayout Layout { get; }

    /// <summary>What was recognised, in a line.</summary>
    public string Recognized { get; }

    /// <summary>What can be trained on.</summary>
    public IReadOnlyList<RawPhotograph> Files { get; }

    /// <summary>A line for each file that could not be used.</summary>
    public IReadOnlyList<string> Skipped { get; }

    /// <summary>Which files these are (<see cref="DataDigest"/>).</summary>
    public string Digest { get; }

    /// <summary>Whether all files were taken with the same exposure time and ISO, as far as they say: a network learns one noise level from them.</summary>
    public bool IsOfOneExposure => Files.Count > 1 && Files.All(file =>
        file.Camera.ExposureSeconds is not null && (file.Camera.ExposureSeconds, file.Camera.Iso) == (Files[0].Camera.ExposureSeconds, Files[0].Camera.Iso));

    /// <summary>Whether a folder holds raw files; PNG files are taken for photographs.</summary>
    public static bool HoldsRawFiles(string folder) => Directory.Exists(folder) && Candidates(folder).Any(static file => !IsPng(file));

    /// <summary>Opens a folder and those in it.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="layout">How it is laid out.</param>
    /// <param name="leastSide">The least rows and columns that a mosaic needs.</param>
    /// <param name="work">Threads, cancellation, progress.</param>
    /// <exception cref="FixPixException">The folder is missing, or none of its files can be used.</exception>
    public static RawFolder Open(string folder, RawLayout layout, int leastSide, WorkSettings work)
    {
        ArgumentNullException.ThrowIfNull(work);
        if (!Directory.Exists(folder))
        {
            throw new FixPixException($"{folder}: no such folder");
        }

        string[] all = [.. Candidates(folder).Order(StringComparer.Ordinal)];
        layout = layout == RawLayout.Auto ? Recognize(all) : layout;
        string[] files = [.. all.Where(file => layout switch
        {
            RawLayout.S7 => IsMediumExposure(file),
            RawLayout.FiveK => FiveKName().IsMatch(Path.GetFileName(file)),
            _ => true,
        })];
        (RawPhotograph? Photograph, string? Skipped)[] read = new (RawPhotograph?, string?)[files.Length];
        RowBands.Run(files.Length, 1, work, (first, _) => read[first] = Read(folder, files[first], layout, leastSide));
        RawPhotograph[] usable = [.. read.Select(static one => one.Photograph).OfType<RawPhotograph>()];
        string[] skipped = [.. read.Select(static one => one.Skipped).OfType<string>()];
        return usable.Length > 0
            ? new RawFolder(layout, Words(layout, usable.Length, files.Length, all.Length), usable, skipped, DataDigest.Of(folder, usable.Select(static file => file.FilePath)))
            : throw new FixPixException($"{folder}: none of {files.Length} raw files can be used{(skipped.Length > 0 ? "; " + skipped[0] : "")}");
    }

    private static IEnumerable<string> Candidates(string folder) => Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Where(RawFile.HasKnownExtension);

    private static bool IsPng(string file) => Path.GetExtension(file).Equals(".png", StringComparison.OrdinalIgnoreCase);

    private static bool IsDng(string file) => Path.GetExtension(file).Equals(".dng", StringComparison.OrdinalIgnoreCase);

    private static bool IsMediumExposure(string file) => IsDng(file) && Path.GetFileName(file).StartsWith("medium_exposure", StringComparison.OrdinalIgnoreCase);

    private static RawLayout Recognize(string[] files) =>
        files.Any(IsMediumExposure) ? RawLayout.S7
        : files.Count(static file => FiveKName().IsMatch(Path.GetFileName(file))) is int named && named > 0 && 2 * named > files.Length ? RawLayout.FiveK
        : RawLayout.Flat;

    private static string Words(RawLayout layout, int usable, int files, int all) => layout switch
    {
        RawLayout.S7 => $"S7 ISP layout: {usable} of {files} medium exposures, of {all} raw files",
        RawLayout.FiveK => $"FiveK layout: {usable} of {files} DNGs are usable and of a {FiveKModel}",
        _ => $"a folder of raw files: {usable} of {files} can be used",
    };

    private static (RawPhotograph? Photograph, string? Skipped) Read(string folder, string path, RawLayout layout, int leastSide)
    {
        try
        {
            if (layout == RawLayout.FiveK && ModelOf(path) is string model && model != FiveKModel)
            {
                // Nine of ten files of that set are another camera's: no news for the user.
                return (null, null);
            }

            Mosaic mosaic = RawFile.Open(path, new RawReadSettings { Work = new WorkSettings { Threads = 1 } }).Mosaic;
            if (layout == RawLayout.FiveK && mosaic.Camera.Model != FiveKModel)
            {
                return (null, null);
            }

            CanonicalView.RequireKnown(mosaic.Layout.Cfa);
            SensorArea area = mosaic.Layout.ActiveArea;
            if (Math.Min(area.Height, area.Width) < leastSide)
            {
                return (null, $"{path}: {area.Width}×{area.Height} sites that see light, at least {leastSide}×{leastSide} expected");
            }

            RawPhotograph found = Found(path, DataDigest.NameIn(folder, path), mosaic);
            double black = mosaic.Layout.BlackDn.Average();
            return found.MeanDn - black < LeastLight * (mosaic.Layout.WhiteDn - black) ? (null, $"{path}: all black") : (found, null);
        }
        catch (FixPixException failure)
        {
            return (null, failure.Message.StartsWith(path, StringComparison.Ordinal) ? failure.Message : $"{path}: {failure.Message}");
        }
    }

    // From the file's head alone: decoding thousands of files of other cameras would take an hour. Null where it says nothing that can be read.
    private static string? ModelOf(string path)
    {
        try
        {
            return MetadataExtractor.ImageMetadataReader.ReadMetadata(path).OfType<MetadataExtractor.Formats.Exif.ExifIfd0Directory>()
                .Select(static head => MetadataExtractor.DirectoryExtensions.GetString(head, MetadataExtractor.Formats.Exif.ExifDirectoryBase.TagModel)?.Trim('\0', ' ')).FirstOrDefault(static model => model is not null);
        }
        catch (Exception failure) when (failure is MetadataExtractor.ImageProcessingException or IOException)
        {
            return null;
        }
    }

    private static RawPhotograph Found(string path, string name, Mosaic mosaic)
    {
        SensorArea area = mosaic.Layout.ActiveArea;
        (double sum, double squares, double sites) = (0, 0, (double)area.Height * area.Width);
        for (int row = area.Top; row < area.Bottom; row++)
        {
            foreach (ushort sample in mosaic.Row(row).Slice(area.Left, area.Width))
            {
                (sum, squares) = (sum + sample, squares + ((double)sample * sample));
            }
        }

        return new RawPhotograph(path, name, SensorOf(mosaic), mosaic.Layout, mosaic.Camera, sum / sites, squares / sites);
    }

    // Without the serial number: a second body of a model is no sensor that a network has never seen.
    private static string SensorOf(Mosaic mosaic)
    {
        (string? make, string? model) = (mosaic.Camera.Make, mosaic.Camera.Model);
        string camera = model is null ? make ?? "unknown camera" : make is null || model.StartsWith(make, StringComparison.OrdinalIgnoreCase) ? model : $"{make} {model}";
        return $"{camera} {mosaic.Width}×{mosaic.Height} {mosaic.Layout.Cfa.Name}";
    }

    [GeneratedRegex("^a[0-9]{4}-.*\\.dng$", RegexOptions.IgnoreCase)]
    private static partial Regex FiveKName();
}
