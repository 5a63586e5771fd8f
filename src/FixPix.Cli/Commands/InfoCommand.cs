using System.CommandLine;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using FixPix.Mosaics;
using FixPix.RawFiles;

namespace FixPix.Cli.Commands;

/// <summary><c>fixpix info</c>: what a raw file holds.</summary>
internal static class InfoCommand
{
    public static Command Create()
    {
        Command command = new("info", "Show what raw files hold: size, colours, levels, camera, listed bad pixels.");
        Argument<string[]> files = Inputs.Argument("The raw files.");
        ReadOptions read = new();
        command.Add(files);
        read.AddTo(command);
        Session.AddOptions(command);
        ExampleHelp.AddTo(command, "fixpix info IMG_0001.dng", "fixpix info dump.raw --width 2592 --height 1536 --cfa GRBG --bits 8 --json");
        command.SetAction(parsed => Entry.Guard(parsed, session =>
            Batch.Run(session, "Reading", Inputs.Expand(parsed.GetValue(files)!), (path, _) =>
            {
                RawFile file = RawFile.Open(path, read.From(parsed, session));
                session.Result(Text(file), Json(file));
            })));
        return command;
    }

    private static string Text(RawFile file)
    {
        MosaicLayout layout = file.Mosaic.Layout;
        CameraMetadata camera = file.Mosaic.Camera;
        StringBuilder text = new();
        void Line(string name, string? value)
        {
            if (!string.IsNullOrEmpty(value))
            {
                text.Append(CultureInfo.InvariantCulture, $"  {name,-12} {value}\n");
            }
        }

        text.Append(CultureInfo.InvariantCulture, $"{file.FilePath}\n");
        Line("format", $"{file.Format}, {file.Storage}");
        Line("size", $"{layout.Width} × {layout.Height} ({layout.SampleCount / 1e6:0.0} MP)");
        SensorArea area = layout.ActiveArea;
        Line("active area", $"{area.Width} × {area.Height} from row {area.Top}, column {area.Left}");
        Line("CFA", layout.Cfa.Name);
        Line("black", $"{string.Join(' ', layout.BlackDn.Distinct())} DN");
        Line("white", $"{layout.WhiteDn} DN");
        Line("camera", $"{camera.Make} {camera.Model}".Trim());
        Line("serial", camera.Serial);
        Line("ISO", camera.Iso?.ToString(CultureInfo.InvariantCulture));
        Line("exposure", camera.ExposureSeconds is double seconds ? Exposure(seconds) : null);
        Line("temperature", camera.TemperatureCelsius is double celsius ? $"{celsius:0.#} °C" : null);
        Line("taken", camera.TakenAt?.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture));
        Line("orientation", camera.Orientation == 1 ? "1 (upright)" : $"{camera.Orientation}");
        Line("bad pixels", file.EmbeddedDefects is { } defects ? $"{defects.Count} listed in the file" : null);
        foreach (string note in file.Notes)
        {
            Line("note", note);
        }

        return text.ToString().TrimEnd('\n');
    }

    private static string Exposure(double seconds) =>
        seconds is > 0 and < 0.3 ? $"1/{1 / seconds:0.#} s" : $"{seconds:0.###} s";

    private static JsonObject Json(RawFile file)
    {
        MosaicLayout layout = file.Mosaic.Layout;
        CameraMetadata camera = file.Mosaic.Camera;
        SensorArea area = layout.ActiveArea;
        return new JsonObject
        {
            ["file"] = file.FilePath,
            ["format"] = file.Format,
            ["storage"] = file.Storage,
            ["storedBits"] = file.StoredBits,
            ["width"] = layout.Width,
            ["height"] = layout.Height,
            ["activeArea"] = new JsonObject { ["top"] = area.Top, ["left"] = area.Left, ["height"] = area.Height, ["width"] = area.Width },
            ["cfa"] = layout.Cfa.Name,
            ["black"] = new JsonArray([.. layout.BlackDn.Select(black => JsonValue.Create(black))]),
            ["white"] = layout.WhiteDn,
            ["make"] = camera.Make,
            ["model"] = camera.Model,
            ["serial"] = camera.Serial,
            ["iso"] = camera.Iso,
            ["exposureSeconds"] = camera.ExposureSeconds,
            ["temperatureCelsius"] = camera.TemperatureCelsius,
            ["takenAt"] = camera.TakenAt?.ToString("s", CultureInfo.InvariantCulture),
            ["orientation"] = camera.Orientation,
            ["listedDefects"] = file.EmbeddedDefects?.Count,
            ["notes"] = new JsonArray([.. file.Notes.Select(note => JsonValue.Create(note))]),
        };
    }
}
