using System.CommandLine;
using FixPix.Defects;
using FixPix.RawFiles.Maps;

namespace FixPix.Cli.Commands;

/// <summary><c>fixpix map</c>: maps shown, converted and combined.</summary>
internal static class MapCommand
{
    public static Command Create()
    {
        Command command = new("map", "Show, convert and combine defect maps.")
        {
            MapShowCommand.Create(),
            MapConvertCommand.Create(),
            Combine("merge", "Join maps: the defects of any of them.", (map, other) => map.Union(other)),
            Combine("intersect", "The defects of the first map that are in all the others too.", (map, other) => map.Intersect(other)),
            Combine("subtract", "The defects of the first map that are in none of the others.", (map, other) => map.Subtract(other)),
        };
        ExampleHelp.AddTo(command, "fixpix map show camera.json", "fixpix map convert camera.json -o camera.badpixels", "fixpix map merge a.json b.json -o both.json");
        return command;
    }

    private static Command Combine(string name, string description, Func<DefectMap, DefectMap, DefectMap> combine)
    {
        Command command = new(name, description);
        Argument<string[]> files = Inputs.Argument("Two or more maps of one sensor.");
        OutputNames names = new("_" + name, "The new map (.json, .badpixels, .lst, .fpm, .bpm, .png, .tif, .npy, .fits)");
        MapSensorOptions sensor = new();
        command.Add(files);
        names.AddTo(command);
        sensor.AddTo(command);
        Session.AddOptions(command);
        ExampleHelp.AddTo(command, $"fixpix map {name} january.json june.json -o result.json");
        command.SetAction(parsed => Entry.Guard(parsed, session =>
        {
            IReadOnlyList<string> inputs = Inputs.Expand(parsed.GetValue(files)!, DefectMapFile.CanRead);
            if (inputs.Count < 2)
            {
                throw new FixPixException($"map {name}: one map given, at least two expected");
            }

            Outputs outputs = names.For(parsed, inputs, 1);
            DefectMap map = MapFiles.Read(session, inputs[0], sensor.From(parsed));
            foreach (string path in inputs.Skip(1))
            {
                map = combine(map, MapFiles.Read(session, path, map.Sensor));
            }

            string output = outputs.Claim(inputs[0], ".json");
            MapFiles.Write(session, map, output, outputs);
            MapFiles.Written(session, outputs, string.Join(", ", inputs), output, map);
            return ExitCode.Done;
        }));
        return command;
    }
}
