using System.CommandLine;
using FixPix.Correction;
using FixPix.Defects;
using FixPix.Detection;
using FixPix.Mosaics;
using FixPix.RawFiles;

namespace FixPix.Cli.Commands;

/// <summary><c>fixpix fix</c>: detect and correct in one go.</summary>
internal static class FixCommand
{
    private static readonly Option<string[]> s_maps = MapFiles.Option("A map of defects that are known already; mended as well.");
    private static readonly Option<bool> s_together = new("--together") { Description = "The files are frames of one sensor: find what they agree on, then mend each." };
    private static readonly Option<string?> s_saveMap = new("--save-map") { Description = "Write the map too: a file, a folder or a pattern.", HelpName = "file|folder|pattern" };

    public static Command Create()
    {
        Command command = new("fix", "Find and mend bad pixels: raw files in, mended raw files out.");
        Argument<string[]> files = Inputs.Argument("The raw files.");
        files.Arity = ArgumentArity.ZeroOrMore;
        ReadOptions read = new();
        MethodOptions methods = new();
        MendedFiles mended = new();
        command.Add(files);
        command.Add(s_maps);
        methods.AddDetectorTo(command);
        methods.AddCorrectorTo(command);
        command.Add(s_together);
        command.Add(s_saveMap);
        mended.AddTo(command);
        read.AddTo(command);
        Session.AddOptions(command);
        ExampleHelp.AddTo(
            command,
            "fixpix fix IMG_0001.dng -o IMG_0001_fixed.dng",
            "fixpix fix shots/*.dng -o fixed/ --together --save-map camera.json",
            "fixpix fix IMG_0002.CR2 --detector sequence --corrector opposite-pairs");
        command.SetAction(parsed => Entry.Guard(parsed, session =>
        {
            if (methods.Listed(parsed, session))
            {
                return ExitCode.Done;
            }

            IReadOnlyList<string> inputs = Inputs.Expand(parsed.GetValue(files)!);
            Outputs outputs = mended.Names.For(parsed, [.. inputs, .. parsed.GetValue(s_maps)!], inputs.Count);
            Finder finder = new(parsed, session, methods.Detector(parsed), inputs, outputs);
            ICorrector corrector = methods.Corrector(parsed).Create();
            RawReadSettings reading = read.From(parsed, session);
            DefectMap? shared = parsed.GetValue(s_together) ? finder.Together(inputs, reading) : null;
            return Batch.Run(session, "Fixing", inputs, (path, work) =>
            {
                RawFile file = MapFiles.Open(session, path, reading);
                DefectMap map = shared ?? finder.Find(file.Mosaic, [file.Mosaic], [path], work);
                corrector.Plan(map, file.Mosaic.Layout).Apply(file.Mosaic.Samples, work);
                mended.Save(parsed, session, outputs, file, map);
            });
        }));
        return command;
    }

    /// <summary>What is found, joined with what is known, and saved where the user wants it.</summary>
    private sealed class Finder(ParseResult parsed, Session session, DetectorInfo detector, IReadOnlyList<string> inputs, Outputs mended)
    {
        private readonly string[] _known = parsed.GetValue(s_maps)!;
        private readonly Outputs? _mapOutputs = parsed.GetValue(s_saveMap) is string target
            ? new Outputs(target, ".map", [.. inputs, .. parsed.GetValue(s_maps)!], parsed.GetValue(s_together) ? 1 : inputs.Count) { Overwrite = mended.Overwrite, DryRun = mended.DryRun }
            : null;

        public DefectMap Find(Mosaic mosaic, IEnumerable<Mosaic> frames, IReadOnlyList<string> names, WorkSettings work)
        {
            DefectMap map = detector.CreateToMend().Detect(frames, work);
            map = _known.Length > 0 ? map.Union(MapFiles.ReadAll(session, _known, SensorIdentity.Of(mosaic))) : map;
            if (_mapOutputs is not null)
            {
                MapFiles.Write(session, MapFiles.WithProvenance(map, detector.Name, names), _mapOutputs.Claim(names[0], ".json"), _mapOutputs);
            }

            return map;
        }

        public DefectMap Together(IReadOnlyList<string> paths, RawReadSettings reading) =>
            Progress.Step(session, "Looking at all frames", work =>
                Find(RawFile.Open(paths[0], reading).Mosaic, paths.Select(path => RawFile.Open(path, reading).Mosaic), paths, work));
    }
}
