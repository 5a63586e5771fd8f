using System.CommandLine;
using System.Text.Json.Nodes;
using FixPix.Neural.Networks;
using FixPix.Neural.Weights;

namespace FixPix.Cli.Commands;

/// <summary><c>fixpix model new</c>: a network before any training.</summary>
internal static class ModelNewCommand
{
    public static Command Create()
    {
        Command command = new("new", "Make an untrained network: random weights, to start a training from or to measure speed. It finds and mends nothing.");
        Argument<string> preset = new("network") { Description = string.Join("; ", NetworkPreset.All.Select(static preset => $"{preset.Name}: {preset.Description}")) + "." };
        Option<string[]> changes = new("--set") { Description = "Another size or word of the metadata, such as levels=8,16,32.", HelpName = "key=value" };
        Option<long> seed = new("--seed") { Description = "Same seed, same weights." };
        OutputNames names = new("", "The weight file (.safetensors)");
        command.Add(preset);
        command.Add(changes);
        command.Add(seed);
        names.AddTo(command);
        Session.AddOptions(command);
        ExampleHelp.AddTo(command, "fixpix model new unet -o start.safetensors --seed 1", "fixpix model new unet -o tiny.safetensors --set levels=8,16 --set name=tiny");
        command.SetAction(parsed => Entry.Guard(parsed, session =>
        {
            NetworkPreset network = (parsed.GetValue(changes) ?? []).Aggregate(NetworkPreset.Find(parsed.GetValue(preset)!), Change);
            Outputs outputs = names.For(parsed, [], results: 1);
            string output = outputs.Claim(network.Name, ".safetensors");
            using WeightFile fresh = Progress.Step(session, "Making", _ => network.Create(parsed.GetValue(seed)));
            if (!outputs.DryRun)
            {
                fresh.Write(output, outputs.Overwrite);
            }

            session.Result(
                $"{output}: {network.Description}, untrained: random weights of seed {parsed.GetValue(seed)}{(outputs.DryRun ? " (dry run: not written)" : "")}",
                new JsonObject { ["output"] = output, ["network"] = network.Name, ["seed"] = parsed.GetValue(seed), ["trained"] = false });
            return ExitCode.Done;
        }));
        return command;
    }

    private static NetworkPreset Change(NetworkPreset network, string change) =>
        change.Split('=', 2) is [{ Length: > 0 } key, string value] ? network.With(key, value) : throw new FixPixException($"--set {change}: expected key=value");
}
