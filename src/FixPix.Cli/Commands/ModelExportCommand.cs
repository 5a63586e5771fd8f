using System.CommandLine;
using System.Text.Json.Nodes;
using FixPix.Neural.Onnx;
using FixPix.Neural.Weights;

namespace FixPix.Cli.Commands;

/// <summary><c>fixpix model export</c>: networks for other runtimes.</summary>
internal static class ModelExportCommand
{
    public static Command Create()
    {
        Command command = new("export", "Write networks as ONNX models, for other runtimes.");
        Argument<string[]> files = ModelCommand.Files();
        OutputNames names = new("", "The model (.onnx)");
        command.Add(files);
        names.AddTo(command);
        Session.AddOptions(command);
        ExampleHelp.AddTo(command, "fixpix model export detector -o detector.onnx", "fixpix model export models/ -o onnx/");
        command.SetAction(parsed => Entry.Guard(parsed, session =>
        {
            IReadOnlyList<string> inputs = ModelCommand.Expand(parsed.GetValue(files)!);
            Outputs outputs = names.For(parsed, inputs);
            return Batch.Run(session, "Exporting", inputs, (path, work) =>
            {
                string output = outputs.Claim(path, ".onnx");
                using WeightFile file = ModelCommand.Open(path);
                if (outputs.DryRun)
                {
                    OnnxExport.Write(file, Stream.Null, work);
                }
                else
                {
                    OnnxExport.Write(file, output, outputs.Overwrite, work);
                }

                session.Result(
                    $"{path} → {output}{(outputs.DryRun ? " (dry run: not written)" : "")}",
                    new JsonObject { ["file"] = path, ["output"] = output });
            });
        }));
        return command;
    }
}
