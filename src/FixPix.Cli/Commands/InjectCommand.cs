using System.CommandLine;
using System.Globalization;
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
    private static readonly Option<int> s_dead = Count("--dead", "Single dead sites.");
    private static readonly Option<int> s_hot = Count("--hot", "Single hot sites.");
    private static readonly Option<int> s_stuck = Count("--stuck", "Single stuck sites.");
    private static readonly Option<int?> s_stuckValue = new("--stuck-value") { Description = "What stuck sites read, DN. Default: a value of each one's own.", HelpName = "DN" };
    private static readonly Option<int> s_sameColorPairs = Count("--same-color-pairs", "Pairs of nearest same-colour sites.");
    private static readonly Option<int> s_adjacentPairs = Count("--pairs", "Pairs of sites side by side.");
    private static readonly Option<int> s_blocks2 = Count("--clusters-2x2", "Blocks of 2×2 sites.");
    private static readonly Option<int> s_blocks5 = Count("--clusters-5x5", "Blocks of 5×5 sites.");
    private static readonly Option<int> s_clusters = Count("--clusters", "Irregular clusters of 2 to 32 sites, as real sensors have them.");
    private static readonly Option<int> s_rows = Count("--rows", "Whole rows.");
    private static readonly Option<int> s_columns = Count("--columns", "Whole columns.");
    private static readonly Option<int> s_partialColumns = Count("--partial-columns", "Parts of columns.");
    private static readonly Option<string> s_groupKind = new Option<string>("--group-kind")
    {
        Description = "How the sites of pairs, clusters, rows and columns lie.",
        DefaultValueFactory = _ => "stuck",
    }.AcceptOnlyFromAmong("dead", "hot", "stuck", "deviating");

    public static Command Create()
    {
        Command command = new("inject", "Put known defects into raw files; the truth is written beside each as NAME.truth.json.");
        Argument<string[]> files = Inputs.Argument("The raw files.");
        ReadOptions read = new();
        OutputNames names = new("_injected", "The spoiled file; its ending chooses the format (.dng, .tif, .fits, .png, .pgm, .npy)");
        command.Add(files);
        foreach (Option option in new Option[]
        {
            s_rate, s_delta, s_seed, s_fixed, s_dead, s_hot, s_stuck, s_stuckValue, s_sameColorPairs, s_adjacentPairs,
            s_blocks2, s_blocks5, s_clusters, s_rows, s_columns, s_partialColumns, s_groupKind,
        })
        {
            command.Add(option);
        }

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
            InjectionSettings settings = Settings(parsed);
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

    private static InjectionSettings Settings(ParseResult parsed)
    {
        InjectionSettings settings = new()
        {
            Rate = parsed.GetValue(s_rate) is string rate ? Share(rate) : 0,
            Delta = parsed.GetValue(s_delta),
            Seed = parsed.GetValue(s_seed),
            FixedPattern = parsed.GetValue(s_fixed),
            Dead = parsed.GetValue(s_dead),
            Hot = parsed.GetValue(s_hot),
            Stuck = parsed.GetValue(s_stuck),
            StuckValueDn = parsed.GetValue(s_stuckValue),
            SameColorPairs = parsed.GetValue(s_sameColorPairs),
            AdjacentPairs = parsed.GetValue(s_adjacentPairs),
            Blocks2x2 = parsed.GetValue(s_blocks2),
            Blocks5x5 = parsed.GetValue(s_blocks5),
            Clusters = parsed.GetValue(s_clusters),
            Rows = parsed.GetValue(s_rows),
            Columns = parsed.GetValue(s_columns),
            PartialColumns = parsed.GetValue(s_partialColumns),
            GroupKind = Enum.Parse<DefectKind>(parsed.GetValue(s_groupKind)!, ignoreCase: true),
        };
        return settings;
    }

    private static double Share(string text)
    {
        bool percent = text.EndsWith('%');
        return double.TryParse(text.TrimEnd('%', ' '), NumberStyles.Float, CultureInfo.InvariantCulture, out double value)
            ? percent ? value / 100 : value
            : throw new FixPixException($"--rate {text}: expected a share such as 0.01% or 0.0001");
    }

    private static Option<int> Count(string name, string description) => new(name) { Description = description, HelpName = "count" };
}
