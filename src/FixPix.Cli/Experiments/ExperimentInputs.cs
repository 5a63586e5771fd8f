using System.CommandLine;
using System.IO.Enumeration;
using FixPix.Cli.Evaluation;
using FixPix.Experiments;
using FixPix.Experiments.Frames;
using FixPix.RawFiles;

namespace FixPix.Cli.Experiments;

/// <summary>The data of experiments: raw files of a folder by sensor, and photographs in its photos/test and photos/train.</summary>
internal sealed class ExperimentInputs
{
    private const string Manifest = "MANIFEST.tsv", Photographs = "photos";

    private readonly Option<string> _data = new("--data") { Description = "A folder of raw files, with or without MANIFEST.tsv; simulated cameras look at the PNG photographs of its photos/test, and patch MLPs learn from photos/train.", HelpName = "folder", Required = true };
    private readonly Option<string[]> _except = new("--except") { Description = "Leave out files of such a name ('*_test*').", HelpName = "glob" };
    private readonly ReadOptions _read = new();

    public void AddTo(Command command)
    {
        command.Add(_data);
        command.Add(_except);
        _read.AddTo(command);
    }

    /// <summary>The folder.</summary>
    /// <exception cref="FixPixException">There is none.</exception>
    public string Folder(ParseResult parsed) => parsed.GetValue(_data) is string folder && Directory.Exists(folder) ? folder : throw new FixPixException($"{parsed.GetValue(_data)}: no such folder");

    /// <summary>All frames; a line for each file that cannot be read goes to <paramref name="failures"/>, a note on how files were read to <paramref name="notes"/>.</summary>
    /// <exception cref="FixPixException">There is nothing to measure.</exception>
    public ExperimentData Read(ParseResult parsed, Session session, Scale scale, long seed, List<string> notes, List<string> failures)
    {
        string folder = Folder(parsed);
        IReadOnlyList<ManifestFile> files = RawFiles(folder, _read.From(parsed, session), parsed, failures);
        PhotographSplit photographs = new(In(folder, "train", parsed), In(folder, "test", parsed));
        RawFrameSets raw = Progress.Step(session, "Reading files", work => new RawFrameSets(files, 1, work));
        notes.AddRange(Together(raw.Notes, files));
        failures.AddRange(raw.Failures);
        Dictionary<string, ManifestFile> byPath = files.ToDictionary(file => file.FilePath);
        FrameGroup[] sensors = [.. raw.Sets.GroupBy(set => set.Sensor).Select(sensor => new FrameGroup(sensor.Key, false, [.. sensor.Select(set =>
            new Frame(Path.GetRelativePath(folder, set.Name).Replace('\\', '/'), $"{MapFiles.Hash(set.Name)} {HowRead(byPath[set.Name])}", work => set.Load(work)[0]))])
        {
            Levels = raw.Sensors.Where(files => files.Sensor == sensor.Key).Select(files => $"black {files.Black}; white {files.White} ({files.Levels})").FirstOrDefault(""),
        })];
        if (sensors.Length == 0 && photographs.Test.Count == 0)
        {
            failures.ForEach(session.Fail);
            throw new FixPixException($"{folder}: {(files.Count == 0 ? "no raw file there that FixPix reads" : "none of its raw files can be read")}, and no photograph in {Photographs}/test: nothing to measure");
        }

        return new ExperimentData(sensors, photographs, scale, seed);
    }

    // What is said of many files is said once.
    private static IEnumerable<string> Together(IReadOnlyList<string> notes, IReadOnlyList<ManifestFile> files) => notes
        .Select(note => (Path: files.FirstOrDefault(file => note.StartsWith($"{file.FilePath}: ", StringComparison.Ordinal))?.FilePath ?? "", Note: note)).GroupBy(note => note.Note[note.Path.Length..])
        .Select(same => same.Count() == 1 ? same.First().Note : $"{same.First().Path} and {same.Count() - 1} more{same.Key}");

    private IReadOnlyList<ManifestFile> RawFiles(string folder, RawReadSettings settings, ParseResult parsed, List<string> failures)
    {
        string list = Path.Combine(folder, Manifest);
        IEnumerable<ManifestFile> files;
        if (File.Exists(list))
        {
            FileManifest manifest = FileManifest.Read(list);
            failures.AddRange(manifest.Problems);
            files = manifest.Files.Where(file => file.Kind == FileManifest.MosaicKind);
        }
        else
        {
            string photographs = Path.Combine(folder, Photographs) + Path.DirectorySeparatorChar;
            files = Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Where(path => RawFile.HasKnownExtension(path) && !path.StartsWith(photographs, StringComparison.Ordinal))
                .Order(StringComparer.Ordinal).Select(path => new ManifestFile(path, path, FileManifest.MosaicKind, null, settings));
        }

        return [.. files.Where(file => !IsExcepted(parsed, file.FilePath)).DistinctBy(file => file.FilePath)];
    }

    private Photograph[] In(string folder, string part, ParseResult parsed)
    {
        string photographs = Path.Combine(folder, Photographs, part);
        return !Directory.Exists(photographs) ? [] :
            [.. Directory.EnumerateFiles(photographs, "*.png").Where(path => !IsExcepted(parsed, path)).Order(StringComparer.Ordinal).Select(path => new Photograph(path, MapFiles.Hash(path)))];
    }

    private bool IsExcepted(ParseResult parsed, string path) => (parsed.GetValue(_except) ?? []).Any(glob => FileSystemName.MatchesSimpleExpression(glob, Path.GetFileName(path)));

    private static string HowRead(ManifestFile file)
    {
        RawReadSettings how = file.Settings;
        return FormattableString.Invariant($"{how.Width}×{how.Height} {how.Cfa?.Name} {how.Bits} bits {how.Packing} black {how.BlackDn} white {how.WhiteDn} header {how.HeaderBytes}");
    }
}
