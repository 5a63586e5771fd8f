using System.CommandLine;
using FixPix.Defects;
using FixPix.RawFiles;
using FixPix.RawFiles.Dng;

namespace FixPix.Cli.Commands;

/// <summary><c>fixpix annotate</c>: a map written into a DNG as opcodes; the samples stay.</summary>
internal static class AnnotateCommand
{
    public static Command Create()
    {
        Command command = new("annotate", "Write a map into a DNG as bad-pixel opcodes, which raw developers obey; the samples stay as they are.");
        Argument<string[]> files = Inputs.Argument("The DNG files, all of the map's sensor.");
        Option<string[]> maps = MapFiles.Option("The map; several are joined.");
        Option<bool> remove = new("--remove") { Description = "Take the bad-pixel opcodes out instead." };
        OutputNames names = new("_annotated", "The annotated DNG");
        command.Add(files);
        command.Add(maps);
        command.Add(remove);
        names.AddTo(command);
        Session.AddOptions(command);
        ExampleHelp.AddTo(command, "fixpix annotate IMG_0001.dng --map camera.json -o IMG_0001_annotated.dng", "fixpix annotate IMG_0001.dng --remove -o plain.dng");
        command.SetAction(parsed => Entry.Guard(parsed, session =>
        {
            string[] mapPaths = parsed.GetValue(maps)!;
            if (parsed.GetValue(remove) == mapPaths.Length > 0)
            {
                throw new FixPixException("annotate: give --map, or --remove, and not both");
            }

            IReadOnlyList<string> inputs = Inputs.Expand(parsed.GetValue(files)!);
            Outputs outputs = names.For(parsed, [.. inputs, .. mapPaths], inputs.Count);
            return Batch.Run(session, "Annotating", inputs, (path, _) =>
            {
                SensorIdentity sensor = SensorIdentity.Of(MapFiles.Open(session, path, RawReadSettings.Default).Mosaic);
                DefectMap map = mapPaths.Length > 0 ? MapFiles.ReadAll(session, mapPaths, sensor) : new DefectMap(sensor, []);
                string output = outputs.Claim(path, ".dng");
                if (!outputs.DryRun)
                {
                    DngAnnotation.Annotate(path, output, map, outputs.Overwrite);
                }

                MapFiles.Written(session, outputs, path, output, map, "lists ");
            });
        }));
        return command;
    }
}
