using System.CommandLine;
using System.Text.Json.Nodes;
using FixPix.Defects;
using FixPix.RawFiles;
using FixPix.RawFiles.Maps;
using FixPix.Simulation;

namespace FixPix.Cli.Commands;

/// <summary><c>fixpix inject</c>: puts known defects into a raw file, to test detectors and correctors with.</summary>
internal static class InjectCommand
{
    private static readonly Option<string?> s_rate = new("--rate") { Description = "Share of sites that deviate: '0.01%' or 0.0001.", HelpName = "share" };
    private static readonly Option<double> s_delta = new("--delta") { Description = "How far a deviating value is off at least, as a share of the true one.", DefaultValueFactory = _ => 0.7 };
    private static readonly Option<long> s_seed = new("--seed") { Description = "Same seed, same defects." };
    private static readonly Option<bool> s_fixed = new("--fixed-pattern") { Description = "The same sites and factors in every file, as one camera has them." };

    public static Command Create()
    {
        Command command = new("inject", "Put known defects into raw files; the truth is written beside each as NAME.truth.json.");
        Argument<string[]> files = Inputs.Argument("The raw files.");
        ReadOptions read = new();
        OutputNames names = new("_injected", "The spoiled file; its ending chooses the format (.dng, .tif, .fits, .png, .pgm, .npy)");
        command.Add(files);
        DefectOptions defects = new();
        foreach (Option option in new Option[] { s_rate, s_delta, s_seed, s_fixed })
        {
            command.Add(option);
        }

        defects.AddTo(command);
        names.AddTo(command);
        read.AddTo(command);
        Session.AddOptions(command);
        ExampleHelp.AddTo(
            command,
            "fixpix inject clean.dng -o spoiled.dng --rate 0.01% --delta 0.7 --seed 1",
            "fixpix inject frames/*.dng -o spoiled/ --rate 0.1% --fixed-pattern --columns 2 --clusters-5x5 3");
        command.SetAction(parsed => Entry.Guard(parsed, session =>
        {
            IReadOnlyList<string> inputs = Inputs.Expand(parsed.GetValue(files)!);
            Outputs outputs = names.For(parsed, inputs);
            InjectionSettings settings = defects.From(parsed) with
            {
                Rate = parsed.GetValue(s_rate) is string rate ? Shares.Parse(s_rate.Name, rate) : 0,
                Delta = parsed.GetValue(s_delta),
                Seed = parsed.GetValue(s_seed),
                FixedPattern = parsed.GetValue(s_fixed),
            };
            int frame = 0;
            return Batch.Run(session, "Injecting", inputs, (path, _) =>
            {
                RawFile file = MapFiles.Open(session, path, read.From(parsed, session));
                string output = outputs.Claim(path, file.OutputExtension);
                string truthPath = Path.ChangeExtension(output, ".truth.json");
                InjectionResult injected = DefectInjector.Inject(file.Mosaic, settings, frame++);
                DefectMap truth = injected.Truth;
                if (!outputs.DryRun)
                {
                    DefectMapFile.Write(truth, truthPath, new DefectMapWriteSettings { Overwrite = outputs.Overwrite });
                    file.Save(output, new RawWriteSettings { Work = session.Work, Overwrite = outputs.Overwrite });
                }

                JsonObject json = MapFiles.Summary(truth);
                json["file"] = path;
                json["output"] = output;
                json["truth"] = truthPath;
                json["unchanged"] = injected.UnchangedCount;
                session.Result($"{path} → {output}: {MapFiles.Describe(truth)}; truth in {truthPath}{(outputs.DryRun ? " (dry run: not written)" : "")}", json);
            });
        }));
        return command;
    }
}
