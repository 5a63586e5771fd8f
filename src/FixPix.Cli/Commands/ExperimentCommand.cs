using System.CommandLine;
using System.Text.Json.Nodes;
using FixPix.Cli.Evaluation;
using FixPix.Cli.Experiments;
using FixPix.Experiments;
using FixPix.Experiments.Cells;
using FixPix.Experiments.Figures;
using FixPix.Experiments.Reports;

namespace FixPix.Cli.Commands;

/// <summary><c>fixpix experiment</c>: the experiments of the FixPix paper on any raw files, as a report.</summary>
internal static class ExperimentCommand
{
    private static readonly Argument<string> s_name = new("name") { Description = $"{string.Join(", ", Catalog.All.Select(experiment => experiment.Name))}, or {Catalog.Everything}." };
    private static readonly Option<string> s_output = new("--output", "-o") { Description = "Where the report goes: README.md, index.html, and the data of each figure.", HelpName = "folder", Required = true };
    private static readonly Option<string> s_cache = new("--cache") { Description = "Where measured cells are kept, so that an interrupted run goes on.", DefaultValueFactory = _ => Path.Combine("artifacts", "experiments"), HelpName = "folder" };
    private static readonly Option<long> s_seed = new("--seed") { Description = "Same seed, same cameras, noise, defects and trainings.", DefaultValueFactory = _ => 1 };
    private static readonly Option<bool> s_quick = new("--quick") { Description = "Minutes, on a few crops: to see that everything runs." };
    private static readonly Option<string?> s_vit = new("--vit") { Description = "Weights of a vision transformer autoencoder, to measure beside the rest.", HelpName = "weights" };
    private static readonly Option<string?> s_vega = new("--vega") { Description = "A folder with render.mjs and the vega packages of npm, which draw the charts; by default scripts/vega.", HelpName = "folder" };
    private static readonly Option<bool> s_overwrite = new("--overwrite") { Description = "Replace a report that is there already (never an input)." };

    public static Command Create()
    {
        Command command = new("experiment", "Run the experiments of the FixPix paper on a folder of raw files, and write the report.") { s_name };
        ExperimentInputs inputs = new();
        inputs.AddTo(command);
        foreach (Option option in new Option[] { s_output, s_cache, s_seed, s_quick, s_vit, s_vega, s_overwrite })
        {
            command.Add(option);
        }

        Session.AddOptions(command);
        ExampleHelp.AddTo(
            command,
            "fixpix experiment all --data shots/ -o report/ --quick",
            "fixpix experiment table1 --data S7-ISP/ -o table1/",
            "fixpix experiment all --data data/ -o docs/report --overwrite");
        command.SetAction(parsed => Entry.Guard(parsed, session => Run(parsed, session, inputs)));
        return command;
    }

    private static ExitCode Run(ParseResult parsed, Session session, ExperimentInputs inputs)
    {
        IReadOnlyList<Experiment> experiments = Catalog.Find(parsed.GetValue(s_name)!);
        string data = inputs.Folder(parsed), output = OutputFolder(parsed, data);
        Scale scale = parsed.GetValue(s_quick) ? Scale.Quick : Scale.Full;
        long seed = parsed.GetValue(s_seed);
        List<string> notes = [], failures = [];
        ExperimentRun run = new(experiments, new ExperimentSetup(inputs.Read(parsed, session, scale, seed, notes, failures), scale, seed, new CellCache(parsed.GetValue(s_cache)!))
        {
            VitAutoencoder = Vit(parsed, failures),
            OwnCommand = Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet" ? [Environment.ProcessPath!, "exec", typeof(ExperimentCommand).Assembly.Location] : [Environment.ProcessPath!],
        });
        Progress.Show(session, "Measuring", run.Cells.Count, progress =>
        {
            foreach ((int index, Cell cell) in run.Cells.Index())
            {
                run.Measure(cell, session.Work with { Progress = progress.ForItem(index, cell.Title) });
                progress.Finished(index + 1);
            }
        });
        notes.AddRange(run.Notes);
        failures.AddRange(run.Failures);
        notes.ForEach(session.Note);
        failures.ForEach(session.Fail);
        if (!run.HasSamples)
        {
            throw new FixPixException($"experiment {parsed.GetValue(s_name)}: nothing could be measured");
        }

        Directory.CreateDirectory(output);
        List<string> remarks = [.. failures.Select(line => $"could not be measured: {Within(data, line)}"), .. notes.Select(line => Within(data, line))];
        int before = remarks.Count;
        Progress.Step(session, "Writing the report", work =>
        {
            run.Write(output, Facts(parsed, scale), remarks, parsed.GetValue(s_vega) ?? ChartRenderer.DefaultFolder(), work with { Progress = null });
            return true;
        });
        remarks[before..].ForEach(session.Note);
        string page = Path.Combine(output, ReportWriter.MarkdownName);
        session.Result(
            $"{page}: {run.Cells.Count} cells, {run.Measured} of them measured now",
            new JsonObject { ["report"] = page, ["cells"] = run.Cells.Count, ["measured"] = run.Measured });
        return failures.Count > 0 ? ExitCode.BadInput : ExitCode.Done;
    }

    private static string OutputFolder(ParseResult parsed, string data)
    {
        string output = parsed.GetValue(s_output)!;
        string inside = Path.GetRelativePath(data, output);
        if (inside == "." || !(inside.StartsWith("..", StringComparison.Ordinal) || Path.IsPathRooted(inside)))
        {
            throw new FixPixException($"-o {output}: lies in the data folder, which is never written to");
        }

        if (File.Exists(output))
        {
            throw new FixPixException($"-o {output}: is a file, a folder expected");
        }

        return !File.Exists(Path.Combine(output, ReportWriter.MarkdownName)) || parsed.GetValue(s_overwrite)
            ? output
            : throw new FixPixException($"{Path.Combine(output, ReportWriter.MarkdownName)}: exists already; --overwrite replaces the report");
    }

    // The report does not tell where the data lay.
    private static string Within(string data, string line) => line.Replace(Path.TrimEndingDirectorySeparator(data) + Path.DirectorySeparatorChar, "", StringComparison.Ordinal);

    // The rest goes on without it.
    private static Correction.CorrectorInfo? Vit(ParseResult parsed, List<string> failures)
    {
        try
        {
            return parsed.GetValue(s_vit) is string path ? MethodOptions.Mender(path, "ViT autoencoder") : null;
        }
        catch (FixPixException failure)
        {
            failures.Add(failure.Message);
            return null;
        }
    }

    private static IReadOnlyList<(string Name, string Value)> Facts(ParseResult parsed, Scale scale) =>
    [
        ("made by", $"`fixpix experiment {parsed.GetValue(s_name)} --seed {parsed.GetValue(s_seed)}{(scale == Scale.Quick ? " --quick" : "")}`; the same data, seed and version give the same numbers"),
        ("FixPix", BuildVersion.Text),
        ("seed", $"{parsed.GetValue(s_seed)}"),
        ("machine", EvaluationReport.Machine()),
        ("protocol", "defects are put in as in the paper: δ is relative to the raw value, to either side with even odds; NMSE Σ (mended − true)² / Σ true² and PSNR 10 log10 (white² / mean squared error) over the bad pixels of a frame, then means over frames; bad pixels that a real sensor has of its own count as good ones; *all real sensors* are those methods that each sensor was measured with: of NMSE the median of the sensors' means, since one in the dark, with next to no truth to divide by, would be all of a mean"),
        ("scale", scale == Scale.Quick ? "**quick: a few small crops, only to see that everything runs; these are no results**" : FormattableString.Invariant($"of larger frames the middle {scale.MostSide}×{scale.MostSide}; of a sensor at most {scale.FramesOfSensor} frames, {scale.SequenceFrames} in sequences")),
    ];
}
