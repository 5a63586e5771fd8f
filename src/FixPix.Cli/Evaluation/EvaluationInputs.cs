using System.CommandLine;
using System.Globalization;
using System.IO.Enumeration;
using FixPix.RawFiles;
using FixPix.Training.Simulation;

namespace FixPix.Cli.Evaluation;

/// <summary>Which files are measured on: raw files, with or without a manifest that says how to read them, and photographs to simulate from.</summary>
internal sealed class EvaluationInputs
{
    private readonly Argument<string[]> _files = Inputs.Argument("Raw files that have few bad pixels of their own.");
    private readonly Option<string[]> _photographs = new("--simulated") { Description = "Photographs (PNG): files, globs or folders. Simulated cameras look at them.", HelpName = "photos", AllowMultipleArgumentsPerToken = true };
    private readonly Option<string?> _cameras = new("--camera") { Description = "Simulated cameras by name, with commas between them, or 'all', instead of drawn ones; `fixpix simulate --camera list` shows them.", HelpName = "names" };
    private readonly Option<string?> _isos = new("--iso") { Description = "ISO speeds of the named cameras, with commas between them; by default the lowest of each.", HelpName = "ISO" };
    private readonly Option<string?> _manifest = new("--manifest") { Description = "A table that says how to read files which cannot say it themselves, and whose they are. Of a folder, the mosaics that it lists are measured.", HelpName = "file" };
    private readonly Option<string[]> _except = new("--except") { Description = "Leave out files of such a name ('*_test*').", HelpName = "glob" };
    private readonly ReadOptions _read = new();

    public void AddTo(Command command)
    {
        _files.Arity = ArgumentArity.ZeroOrMore;
        command.Add(_files);
        command.Add(_photographs);
        command.Add(_cameras);
        command.Add(_isos);
        command.Add(_manifest);
        command.Add(_except);
        _read.AddTo(command);
    }

    /// <summary>The photographs.</summary>
    /// <exception cref="FixPixException">A glob or folder holds none.</exception>
    public IReadOnlyList<string> Photographs(ParseResult parsed) => parsed.GetValue(_photographs) is { Length: > 0 } words
        ? [.. Inputs.Expand(words, path => Path.GetExtension(path).Equals(".png", StringComparison.OrdinalIgnoreCase)).Where(path => !IsExcepted(parsed, path))]
        : [];

    /// <summary>The named cameras, each at each ISO that was asked for; none for drawn ones.</summary>
    /// <exception cref="FixPixException">A name is not known, or an ISO is no number or lower than a camera's lowest.</exception>
    public IReadOnlyList<SimulatedCamera> Cameras(ParseResult parsed)
    {
        if (parsed.GetValue(_cameras) is not string names)
        {
            return parsed.GetValue(_isos) is null ? [] : throw new FixPixException($"{_isos.Name}: is for cameras that {_cameras.Name} names");
        }

        IEnumerable<SimulatedCamera> cameras = names.Equals("all", StringComparison.OrdinalIgnoreCase)
            ? SimulatedCameras.All.Select(static entry => entry.Camera)
            : names.Split(',', StringSplitOptions.TrimEntries).Select(SimulatedCameras.Find);
        return [.. from camera in cameras from iso in Isos(parsed) select At(camera, iso ?? camera.Sensor.BaseIso)];
    }

    private static SimulatedCamera At(SimulatedCamera camera, double iso) => iso >= camera.Sensor.BaseIso
        ? camera with { Sensor = camera.Sensor with { Iso = iso } }
        : throw new FixPixException(FormattableString.Invariant($"ISO {iso}: the lowest of camera '{camera.Name}' is {camera.Sensor.BaseIso}"));

    private IEnumerable<double?> Isos(ParseResult parsed) => parsed.GetValue(_isos) is string words
        ? words.Split(',', StringSplitOptions.TrimEntries).Select(word => (double?)(double.TryParse(word, NumberStyles.Float, CultureInfo.InvariantCulture, out double iso) ? iso : throw new FixPixException($"{_isos.Name} {word}: expected a number")))
        : [null];

    /// <summary>The raw files, and how to read each. What the manifest's lines lack comes from the command line.</summary>
    /// <exception cref="FixPixException">The manifest cannot be read, or a glob or folder holds nothing.</exception>
    public IReadOnlyList<ManifestFile> RawFiles(ParseResult parsed, Session session)
    {
        RawReadSettings settings = _read.From(parsed, session);
        string[] words = parsed.GetValue(_files) ?? [];
        IEnumerable<ManifestFile> files;
        if (parsed.GetValue(_manifest) is string path)
        {
            FileManifest manifest = FileManifest.Read(path);
            foreach (string problem in manifest.Problems)
            {
                session.Fail(problem);
            }

            files = words.Length == 0 ? manifest.Files.Where(IsMosaic) : words.SelectMany(word => Listed(manifest, word, settings));
        }
        else
        {
            files = words.Length == 0 ? [] : Inputs.Expand(words).Select(file => Plain(file, settings));
        }

        return [.. files.DistinctBy(file => Path.GetFullPath(file.FilePath)).Where(file => !IsExcepted(parsed, file.FilePath))];
    }

    private static IEnumerable<ManifestFile> Listed(FileManifest manifest, string word, RawReadSettings settings)
    {
        if (Directory.Exists(word))
        {
            string folder = Path.TrimEndingDirectorySeparator(Path.GetFullPath(word)) + Path.DirectorySeparatorChar;
            ManifestFile[] inside = [.. manifest.Files.Where(file => IsMosaic(file) && Path.GetFullPath(file.FilePath).StartsWith(folder, StringComparison.Ordinal))];
            return inside.Length > 0 ? inside : throw new FixPixException($"{word}: the manifest lists no mosaic there");
        }

        return Inputs.Expand([word]).Select(path =>
            manifest.Files.FirstOrDefault(file => Path.GetFullPath(file.FilePath) == Path.GetFullPath(path)) ?? Plain(path, settings));
    }

    private static bool IsMosaic(ManifestFile file) => file.Kind == FileManifest.MosaicKind;

    private static ManifestFile Plain(string path, RawReadSettings settings) => new(path, path, FileManifest.MosaicKind, null, settings);

    private bool IsExcepted(ParseResult parsed, string path) =>
        (parsed.GetValue(_except) ?? []).Any(glob => FileSystemName.MatchesSimpleExpression(glob, Path.GetFileName(path)));
}
