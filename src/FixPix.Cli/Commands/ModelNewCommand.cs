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
        Option<long> seed = new("--seed") { Description = "Same seed, same weights." };
        OutputNames names = new("", "The weight file (.safetensors)");
        command.Add(preset);
        command.Add(seed);
        names.AddTo(command);
        Session.AddOptions(command);
        ExampleHelp.AddTo(command, "fixpix model new unet -o start.safetensors --seed 1", "fixpix model new vit -o start.safetensors");
        command.SetAction(parsed => Entry.Guard(parsed, session =>
        {
            NetworkPreset network = NetworkPreset.Find(parsed.GetValue(preset)!);
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
}
