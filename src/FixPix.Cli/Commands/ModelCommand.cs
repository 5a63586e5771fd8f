using System.CommandLine;
using FixPix.Models;
using FixPix.Neural.Weights;

namespace FixPix.Cli.Commands;

/// <summary><c>fixpix model</c>: networks in weight files.</summary>
internal static class ModelCommand
{
    public static Command Create()
    {
        Command command = new("model", "Show networks, export them to ONNX, make untrained ones.")
        {
            ModelInfoCommand.Create(),
            ModelExportCommand.Create(),
            ModelNewCommand.Create(),
        };
        ExampleHelp.AddTo(command, "fixpix model info", "fixpix model info mine.safetensors", "fixpix model export detector -o detector.onnx");
        return command;
    }

    /// <summary>The networks that a command works on.</summary>
    public static Argument<string[]> Files()
    {
        Argument<string[]> files = Inputs.Argument($"The weight files (.safetensors), or the name of a network that FixPix comes with: {string.Join(", ", ShippedModels.Names)}. Without any, all of those.");
        files.Arity = ArgumentArity.ZeroOrMore;
        return files;
    }

    /// <summary>Those networks, in order; without any word the shipped ones.</summary>
    /// <exception cref="FixPixException">A glob or folder holds none.</exception>
    public static IReadOnlyList<string> Expand(string[] words) =>
        words.Length == 0 ? ShippedModels.Names : Inputs.Expand(words, static file => file.EndsWith(".safetensors", StringComparison.OrdinalIgnoreCase));

    /// <summary>Opens a weight file, or the shipped network of that name where no file has it.</summary>
    /// <exception cref="FixPixException">It cannot be read.</exception>
    public static WeightFile Open(string path) => ShippedModels.Names.Contains(path) && !File.Exists(path) ? ShippedModels.Open(path) : WeightFile.Open(path);
}
