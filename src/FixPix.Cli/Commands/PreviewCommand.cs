using System.CommandLine;
using FixPix.Correction;
using FixPix.Defects;
using FixPix.Mosaics;
using FixPix.Preview;
using FixPix.RawFiles;

namespace FixPix.Cli.Commands;

/// <summary><c>fixpix preview</c>: what a map and a correction do to a picture, as a picture.</summary>
internal static class PreviewCommand
{
    public static Command Create()
    {
        Command command = new("preview", "Draw a picture of a raw file: the defects, marked, and before/after crops at 8× around the worst ones.");
        Argument<string[]> files = Inputs.Argument("The raw files.");
        files.Arity = ArgumentArity.ZeroOrMore;
        Option<string[]> maps = MapFiles.Option("The map; several are joined. Without one, the file's own list, or else what the detector finds.");
        ReadOptions read = new();
        MethodOptions methods = new();
        OutputNames names = new("_preview", "The picture (.png)");
        command.Add(files);
        command.Add(maps);
        methods.AddDetectorTo(command);
        methods.AddCorrectorTo(command);
        names.AddTo(command);
        read.AddTo(command);
        Session.AddOptions(command);
        ExampleHelp.AddTo(command, "fixpix preview IMG_0001.dng --map camera.json -o look.png", "fixpix preview shots/*.dng -o previews/");
        command.SetAction(parsed => Entry.Guard(parsed, session =>
        {
            if (methods.Listed(parsed, session))
            {
                return ExitCode.Done;
            }

            string[] mapPaths = parsed.GetValue(maps)!;
            IReadOnlyList<string> inputs = Inputs.Expand(parsed.GetValue(files)!);
            Outputs outputs = names.For(parsed, [.. inputs, .. mapPaths], inputs.Count);
            ICorrector corrector = methods.Corrector(parsed).Create();
            return Batch.Run(session, "Drawing", inputs, (path, work) =>
            {
                RawFile file = MapFiles.Open(session, path, read.From(parsed, session));
                DefectMap map = mapPaths.Length > 0
                    ? MapFiles.ReadAll(session, mapPaths, SensorIdentity.Of(file.Mosaic))
                    : file.EmbeddedDefects ?? methods.Detector(parsed).Create().Detect([file.Mosaic], work);
                Mosaic after = file.Mosaic.Clone();
                corrector.Plan(map, after.Layout).Apply(after.Samples, work);
                string output = outputs.Claim(path, ".png");
                if (!outputs.DryRun)
                {
                    Draw(file.Mosaic, after, map, Path.GetFileName(path), output, outputs.Overwrite, work);
                }

                MapFiles.Written(session, outputs, path, output, map);
            });
        }));
        return command;
    }

    /// <summary>Draws a page and writes it as PNG.</summary>
    internal static void Draw(Mosaic before, Mosaic after, DefectMap map, string title, string path, bool overwrite, WorkSettings work) =>
        DefectPreview.Render(before, after, map, new PreviewSettings { Title = title }, work).WritePng(path, overwrite);
}
