using System.CommandLine;
using System.Text.Json.Nodes;
using FixPix.RawFiles;

namespace FixPix.Cli.Commands;

/// <summary><c>fixpix convert</c>: the same samples in another container.</summary>
internal static class ConvertCommand
{
    public static Command Create()
    {
        Command command = new("convert", "Write a raw file's samples, unchanged, in another format.");
        Argument<string[]> files = Inputs.Argument("The raw files.");
        Option<string> to = new("--to") { Description = "The format, where -o does not name a file: dng, tif, fits, png, pgm or npy.", DefaultValueFactory = _ => "dng" };
        Option<bool> compress = new("--compress") { Description = "Store a DNG's samples as lossless JPEG." };
        ReadOptions read = new();
        OutputNames names = new("_converted", "The new file; its ending chooses the format (.dng, .tif, .fits, .png, .pgm, .npy)");
        command.Add(files);
        command.Add(to);
        command.Add(compress);
        names.AddTo(command);
        read.AddTo(command);
        Session.AddOptions(command);
        ExampleHelp.AddTo(command, "fixpix convert IMG_0001.NEF -o IMG_0001.dng --compress", "fixpix convert shots/*.dng --to npy -o arrays/");
        command.SetAction(parsed => Entry.Guard(parsed, session =>
        {
            IReadOnlyList<string> inputs = Inputs.Expand(parsed.GetValue(files)!);
            Outputs outputs = names.For(parsed, inputs);
            return Batch.Run(session, "Converting", inputs, (path, _) =>
            {
                RawFile file = MapFiles.Open(session, path, read.From(parsed, session));
                string output = outputs.Claim(path, "." + parsed.GetValue(to)!.TrimStart('.').ToLowerInvariant());
                if (!outputs.DryRun)
                {
                    file.Save(output, new RawWriteSettings { Work = session.Work, Overwrite = outputs.Overwrite, Compress = parsed.GetValue(compress) });
                }

                session.Result(
                    $"{path} → {output}{(outputs.DryRun ? " (dry run: not written)" : "")}",
                    new JsonObject { ["file"] = path, ["output"] = output });
            });
        }));
        return command;
    }
}
