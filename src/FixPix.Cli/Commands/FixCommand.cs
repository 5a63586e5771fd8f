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
    public static Command Create()
    {
        Command command = new("fix", "Find and mend bad pixels: raw files in, mended raw files out.");
        Argument<string[]> files = Inputs.Argument("The raw files.");
        files.Arity = ArgumentArity.ZeroOrMore;
        Option<string[]> maps = MapFiles.Option("A map of defects that are known already; mended as well.");
        Option<bool> together = new("--together") { Description = "The files are frames of one sensor: find what they agree on, then mend each." };
        Option<string?> saveMap = new("--save-map") { Description = "Write the map too: a file, a folder or a pattern.", HelpName = "file|folder|pattern" };
        ReadOptions read = new();
        MethodOptions methods = new();
        MendedFiles mended = new();
        command.Add(files);
        command.Add(maps);
        methods.AddDetectorTo(command);
        methods.AddCorrectorTo(command);
        command.Add(together);
        command.Add(saveMap);
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
            string[] known = parsed.GetValue(maps)!;
            RawReadSettings reading = read.From(parsed);
            bool one = parsed.GetValue(together);
            Outputs outputs = mended.Names.For(parsed, [.. inputs, .. known]);
            Outputs? mapOutputs = parsed.GetValue(saveMap) is string target
                ? new Outputs(target, ".map", [.. inputs, .. known], one ? 1 : inputs.Count) { Overwrite = outputs.Overwrite, DryRun = outputs.DryRun }
                : null;
            DetectorInfo detector = methods.Detector(parsed);
            ICorrector corrector = methods.Corrector(parsed).Create();
            DefectMap Find(Mosaic mosaic, IEnumerable<Mosaic> frames, IReadOnlyList<string> names, WorkSettings work)
            {
                DefectMap map = detector.Create().Detect(frames, work);
                map = known.Length > 0 ? map.Union(MapFiles.ReadAll(session, known, SensorIdentity.Of(mosaic))) : map;
                if (mapOutputs is not null)
                {
                    MapFiles.Write(session, MapFiles.WithProvenance(map, detector.Name, names), mapOutputs.Claim(names[0], ".json"), mapOutputs);
                }

                return map;
            }

            DefectMap? shared = null;
            if (one)
            {
                Mosaic first = RawFile.Open(inputs[0], reading).Mosaic;
                Progress.Show(session, "Detecting", 1, progress => shared = Find(
                    first,
                    inputs.Select(path => RawFile.Open(path, reading).Mosaic),
                    inputs,
                    session.Work with { Progress = progress.ForItem(0, "all frames") }));
            }

            return Batch.Run(session, "Fixing", inputs, (path, work) =>
            {
                RawFile file = MapFiles.Open(session, path, reading);
                DefectMap map = shared ?? Find(file.Mosaic, [file.Mosaic], [path], work);
                corrector.Plan(map, file.Mosaic.Layout).Apply(file.Mosaic.Samples, work);
                mended.Save(parsed, session, outputs, file, map);
            });
        }));
        return command;
    }
}
