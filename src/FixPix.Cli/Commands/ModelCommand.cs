using System.CommandLine;

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
        ExampleHelp.AddTo(command, "fixpix model info detector.safetensors", "fixpix model export detector.safetensors -o detector.onnx");
        return command;
    }

    /// <summary>The weight files that a command works on.</summary>
    public static Argument<string[]> Files() => Inputs.Argument("The weight files (.safetensors).");

    /// <summary>Those files, in order.</summary>
    /// <exception cref="FixPixException">A glob or folder holds none.</exception>
    public static IReadOnlyList<string> Expand(IEnumerable<string> words) => Inputs.Expand(words, static file => file.EndsWith(".safetensors", StringComparison.OrdinalIgnoreCase));
}
