using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
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
            Show(),
            Convert(),
            Combine("merge", "Join maps: the defects of any of them.", (map, other) => map.Union(other)),
            Combine("intersect", "The defects of the first map that are in all the others too.", (map, other) => map.Intersect(other)),
            Combine("subtract", "The defects of the first map that are in none of the others.", (map, other) => map.Subtract(other)),
        };
        ExampleHelp.AddTo(command, "fixpix map show camera.json", "fixpix map convert camera.json -o camera.badpixels", "fixpix map merge a.json b.json -o both.json");
        return command;
    }

    private static Command Show()
    {
        Command command = new("show", "Show what maps hold.");
        Argument<string[]> files = Inputs.Argument("The maps.");
        Option<int> list = new("--list") { Description = "List this many defects, the most probable first.", HelpName = "count" };
        MapSensorOptions sensor = new();
        command.Add(files);
        command.Add(list);
        sensor.AddTo(command);
        Session.AddOptions(command);
        ExampleHelp.AddTo(command, "fixpix map show camera.json --list 20", "fixpix map show camera.badpixels --like IMG_0001.dng");
        command.SetAction(parsed => Entry.Guard(parsed, session =>
            Batch.Run(session, "Reading", Inputs.Expand(parsed.GetValue(files)!, DefectMapFile.CanRead), (path, _) =>
            {
                DefectMap map = MapFiles.Read(session, path, sensor.From(parsed));
                Defect[] listed = [.. map.Defects().OrderByDescending(defect => defect.Probability).Take(parsed.GetValue(list))];
                session.Result(Text(path, map, listed), Json(path, map, listed));
            })));
        return command;
    }

    private static Command Convert()
    {
        Command command = new("convert", "Write a map in another format; the output's ending chooses it.");
        Argument<string[]> files = Inputs.Argument("The maps.");
        Option<string> to = new("--to") { Description = "The ending, where -o names no file.", DefaultValueFactory = _ => "json" };
        OutputNames names = new("", "The new map (.json, .badpixels, .lst, .fpm, .bpm, .png, .tif, .npy, .fits)");
        MapSensorOptions sensor = new();
        command.Add(files);
        command.Add(to);
        names.AddTo(command);
        sensor.AddTo(command);
        Session.AddOptions(command);
        ExampleHelp.AddTo(command, "fixpix map convert camera.json -o camera.badpixels", "fixpix map convert hot.lst --like frame.fits -o hot.json");
        command.SetAction(parsed => Entry.Guard(parsed, session =>
        {
            IReadOnlyList<string> inputs = Inputs.Expand(parsed.GetValue(files)!, DefectMapFile.CanRead);
            Outputs outputs = names.For(parsed, inputs);
            return Batch.Run(session, "Converting", inputs, (path, _) =>
                Written(session, outputs, path, outputs.Claim(path, "." + parsed.GetValue(to)!.TrimStart('.')), MapFiles.Read(session, path, sensor.From(parsed))));
        }));
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

            Written(session, outputs, string.Join(", ", inputs), outputs.Claim(inputs[0], ".json"), map);
            return ExitCode.Done;
        }));
        return command;
    }

    private static void Written(Session session, Outputs outputs, string input, string output, DefectMap map)
    {
        MapFiles.Write(session, map, output, outputs);
        JsonObject json = MapFiles.Summary(map);
        json["file"] = input;
        json["output"] = output;
        session.Result($"{input} → {output}: {MapFiles.Describe(map)}{(outputs.DryRun ? " (dry run: not written)" : "")}", json);
    }

    private static string Text(string path, DefectMap map, Defect[] listed)
    {
        SensorIdentity sensor = map.Sensor;
        string camera = string.Join(' ', new[] { sensor.Make, sensor.Model, sensor.Serial }.Where(part => !string.IsNullOrEmpty(part)));
        List<string> lines =
        [
            path,
            $"  sensor       {sensor.Width} × {sensor.Height}{(sensor.Cfa is null ? "" : " " + sensor.Cfa.Name)}{(camera.Length > 0 ? ", " + camera : "")}",
            $"  defects      {MapFiles.Describe(map)}",
        ];
        if (map.Provenance.Tool is not null || map.Provenance.Detector is not null)
        {
            lines.Add($"  made by      {map.Provenance.Tool}, {map.Provenance.Detector}, from {map.Provenance.Files.Length} files");
        }

        lines.AddRange(listed.Select(defect => string.Create(
            CultureInfo.InvariantCulture, $"  row {defect.Site.Row,5}, column {defect.Site.Column,5}  {defect.Kind.ToString().ToLowerInvariant(),-9}  {defect.Probability:0.0000}")));
        return string.Join('\n', lines);
    }

    private static JsonObject Json(string path, DefectMap map, Defect[] listed)
    {
        JsonObject json = MapFiles.Summary(map);
        json["file"] = path;
        json["width"] = map.Sensor.Width;
        json["height"] = map.Sensor.Height;
        json["list"] = new JsonArray([.. listed.Select(defect => new JsonObject
        {
            ["row"] = defect.Site.Row,
            ["column"] = defect.Site.Column,
            ["kind"] = defect.Kind.ToString().ToLowerInvariant(),
            ["probability"] = defect.Probability,
        })]);
        return json;
    }
}
