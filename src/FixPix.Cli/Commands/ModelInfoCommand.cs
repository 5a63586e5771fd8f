using System.CommandLine;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using FixPix.Neural.Networks;
using FixPix.Neural.Weights;

namespace FixPix.Cli.Commands;

/// <summary><c>fixpix model info</c>: what networks are made of, what they cost, what they want as input, where they come from.</summary>
internal static class ModelInfoCommand
{
    private static readonly string[] s_identity = ["name", "task", "architecture"];
    private static readonly string[] s_sizes = ["inputs", "outputs", "levels", "head", "size", "widths", "patch", "tile", "encoder", "decoder"];
    private static readonly string[] s_input = ["input", "mean", "deviation"];

    public static Command Create()
    {
        Command command = new("info", "Show what networks are: layers, parameters, cost, input and normalisation, provenance.");
        Argument<string[]> files = ModelCommand.Files();
        command.Add(files);
        Session.AddOptions(command);
        ExampleHelp.AddTo(command, "fixpix model info", "fixpix model info mine.safetensors", "fixpix model info models/*.safetensors --json");
        command.SetAction(parsed => Entry.Guard(parsed, session =>
            Batch.Run(session, "Reading", ModelCommand.Expand(parsed.GetValue(files)!), (path, _) =>
            {
                using WeightFile file = ModelCommand.Open(path);
                NetworkInfo network = NetworkInfo.Of(file);
                session.Result(Text(file, network), Json(file, network));
            })));
        return command;
    }

    private static string Text(WeightFile file, NetworkInfo network)
    {
        StringBuilder text = new();
        text.Append(CultureInfo.InvariantCulture, $"{file.Source}\n");
        Lines(text, file, s_identity);
        Lines(text, file, s_sizes);
        Lines(text, file, s_input);
        Line(text, "parameters", $"{network.Parameters:N0}");
        Line(text, "cost", $"{Amount(network.MultiplyAdds)} multiply-adds per {network.Unit}");
        Lines(text, file, Provenance(file));
        text.Append("  layers\n");
        foreach (LayerInfo layer in network.Layers)
        {
            text.Append(CultureInfo.InvariantCulture, $"    {layer.Name,-38} {$"[{string.Join(", ", layer.Shape)}]",-22} {layer.Parameters,14:N0}\n");
        }

        return text.ToString().TrimEnd('\n');
    }

    private static void Lines(StringBuilder text, WeightFile file, IEnumerable<string> keys)
    {
        foreach (string key in keys)
        {
            if (file.Metadata.TryGetValue(key, out string? value))
            {
                Line(text, key, value);
            }
        }
    }

    private static void Line(StringBuilder text, string name, string value) =>
        text.Append(CultureInfo.InvariantCulture, $"  {name,-12} {value.ReplaceLineEndings(" ")}\n");

    private static IEnumerable<string> Provenance(WeightFile file) => file.Metadata.Keys.Except([.. s_identity, .. s_sizes, .. s_input]).Order(StringComparer.Ordinal);

    // 12345678 is "12.3 million".
    private static string Amount(double number) => number switch
    {
        >= 1e9 => $"{number / 1e9:0.0} billion",
        >= 1e6 => $"{number / 1e6:0.0} million",
        _ => $"{number:N0}",
    };

    private static JsonObject Json(WeightFile file, NetworkInfo network) => new()
    {
        ["file"] = file.Source,
        ["architecture"] = network.Architecture,
        ["parameters"] = network.Parameters,
        ["multiplyAdds"] = network.MultiplyAdds,
        ["per"] = network.Unit,
        ["metadata"] = new JsonObject(file.Metadata.Select(static pair => KeyValuePair.Create(pair.Key, (JsonNode?)pair.Value))),
        ["layers"] = new JsonArray([.. network.Layers.Select(static layer => new JsonObject
        {
            ["name"] = layer.Name,
            ["shape"] = new JsonArray([.. layer.Shape.Select(static length => JsonValue.Create(length))]),
            ["parameters"] = layer.Parameters,
        })]),
    };
}
