using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using FixPix.Defects;
using FixPix.RawFiles.Maps;

namespace FixPix.Cli.Commands;

/// <summary><c>fixpix map show</c>: what maps hold.</summary>
internal static class MapShowCommand
{
    public static Command Create()
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
