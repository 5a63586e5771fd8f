using System.CommandLine;
using FixPix.Defects;
using FixPix.Detection;
using FixPix.Mosaics;
using FixPix.RawFiles;

namespace FixPix.Cli.Commands;

/// <summary><c>fixpix detect</c>: raw files in, maps out.</summary>
internal static class DetectCommand
{
    public static Command Create()
    {
        Command command = new("detect", "Find bad pixels and write them as a map.");
        Argument<string[]> files = Inputs.Argument("The raw files. With -o naming one map, they are frames of one sensor, looked at together; else each gets a map of its own.");
        files.Arity = ArgumentArity.ZeroOrMore;
        ReadOptions read = new();
        MethodOptions methods = new();
        OutputNames names = new(".map", "The map (.json, .badpixels, .lst, .fpm, .bpm, .png, .tif, .npy, .fits)");
        Option<bool> together = new("--together") { Description = "Take all files as frames of one sensor, whatever -o is." };
        Option<bool> check = new("--check") { Description = "End with exit code 1 if there are bad pixels." };
        command.Add(files);
        methods.AddDetectorTo(command);
        names.AddTo(command);
        command.Add(together);
        command.Add(check);
        read.AddTo(command);
        Session.AddOptions(command);
        ExampleHelp.AddTo(
            command,
            "fixpix detect IMG_0001.dng -o map.json",
            "fixpix detect darks/*.dng -o body.json --detector dark-frame",
            "fixpix detect *.dng -o camera.badpixels --detector sequence");
        command.SetAction(parsed => Entry.Guard(parsed, session =>
        {
            if (methods.Listed(parsed, session))
            {
                return ExitCode.Done;
            }

            IReadOnlyList<string> inputs = Inputs.Expand(parsed.GetValue(files)!);
            DetectorInfo detector = methods.Detector(parsed);
            RawReadSettings reading = read.From(parsed, session);
            bool one = parsed.GetValue(together) || inputs.Count == 1 || names.NamesOneFile(parsed);
            Outputs outputs = names.For(parsed, inputs, one ? 1 : inputs.Count);
            int found = 0;
            ExitCode code = one
                ? Together(session, inputs, detector, reading, outputs, out found)
                : Batch.Run(session, "Detecting", inputs, (path, work) =>
                {
                    RawFile file = MapFiles.Open(session, path, reading);
                    DefectMap map = MapFiles.WithProvenance(detector.Create().Detect([file.Mosaic], work), detector.Name, [path]);
                    found += map.Count;
                    Write(session, outputs, path, map);
                });
            return code == ExitCode.Done && found > 0 && parsed.GetValue(check) ? ExitCode.DefectsFound : code;
        }));
        return command;
    }

    private static ExitCode Together(Session session, IReadOnlyList<string> inputs, DetectorInfo detector, RawReadSettings reading, Outputs outputs, out int found)
    {
        DefectMap? map = null;
        Progress.Show(session, "Detecting", inputs.Count, progress =>
        {
            IEnumerable<Mosaic> Frames()
            {
                for (int index = 0; index < inputs.Count; index++)
                {
                    progress.ForItem(index, Path.GetFileName(inputs[index]));
                    yield return MapFiles.Open(session, inputs[index], reading).Mosaic;
                    progress.Finished(index + 1);
                }
            }

            map = detector.Create().Detect(Frames(), session.Work);
        });
        found = map!.Count;
        Write(session, outputs, inputs[0], MapFiles.WithProvenance(map, detector.Name, inputs));
        return ExitCode.Done;
    }

    private static void Write(Session session, Outputs outputs, string input, DefectMap map)
    {
        string output = outputs.Claim(input, ".json");
        MapFiles.Write(session, map, output, outputs);
        MapFiles.Written(session, outputs, input, output, map);
    }
}
