using System.CommandLine;
using FixPix.Cli.Evaluation;
using FixPix.Correction;
using FixPix.Detection;
using FixPix.Evaluation;
using FixPix.RawFiles;
using FixPix.Training.Datasets;
using FixPix.Training.Simulation;

namespace FixPix.Cli.Commands;

/// <summary><c>fixpix evaluate</c>: how well detectors find, and correctors mend, defects that were put in.</summary>
internal static class EvaluateCommand
{
    private static readonly Option<string> s_rates = new("--rates") { Description = "Shares of sites that deviate, with commas between them; 0 is the clean frame, where all that is found is a false alarm.", DefaultValueFactory = _ => "0.01%", HelpName = "shares" };
    private static readonly Option<string> s_deltas = new("--deltas") { Description = "How far a deviating value is off at least, as shares of the true one, with commas between them.", DefaultValueFactory = _ => "0.7", HelpName = "shares" };
    private static readonly Option<int> s_frames = AtLeastOne("--frames", "Frames that are looked at together, with the same defects: files of one sensor that follow each other, or photographs that follow each other before one simulated camera.");
    private static readonly Option<int> s_cameras = AtLeastOne("--cameras", "Simulated cameras that look at each photograph, drawn by the seed.");
    private static readonly Option<int> s_repeats = AtLeastOne("--repeats", "How often each set of frames is measured, each time with other defects: small sensors have few of them at low rates.");
    private static readonly Option<long> s_seed = new("--seed") { Description = "Same seed, same cameras, noise and defects.", DefaultValueFactory = _ => 1 };

    private static readonly Option<bool> s_uncalibrated = new("--no-ece") { Description = "Do not ask networks for the probability of every site: no calibration error, in half the time." };

    public static Command Create()
    {
        Command command = new("evaluate", "Measure detectors and correctors: put known defects into raw files or simulated frames, find, mend, compare.");
        EvaluationInputs inputs = new();
        MethodOptions methods = new();
        DefectOptions defects = new();
        EvaluationOutputs outputs = new();
        inputs.AddTo(command);
        methods.AddSeveralTo(command);
        foreach (Option option in new Option[] { s_rates, s_deltas, s_frames, s_cameras, s_repeats, s_seed, s_uncalibrated })
        {
            command.Add(option);
        }

        defects.AddTo(command);
        outputs.AddTo(command);
        Session.AddOptions(command);
        ExampleHelp.AddTo(
            command,
            "fixpix evaluate shots/*.dng --rates 0,0.01%,1%,20% -o report.md",
            "fixpix evaluate --simulated photos/ --seed 1 --detector classical,median-ratio --corrector classical -o report.md -o report.json",
            "fixpix evaluate --simulated photos/ --camera phone,dslr-14 --iso 100,1600",
            "fixpix evaluate shots/ --rates 0.01%,20% --detector true-map --corrector classical,median,mean-blind",
            "fixpix evaluate data/real --manifest data/MANIFEST.tsv --frames 9 --deltas 0.7,0.3 --model detector.safetensors");
        command.SetAction(parsed => Entry.Guard(parsed, session =>
        {
            if (methods.Listed(parsed, session))
            {
                return ExitCode.Done;
            }

            EvaluationSettings settings = new()
            {
                Rates = [.. Shares.ParseList(s_rates.Name, parsed.GetValue(s_rates)!), .. outputs.ListsFalseAlarms(parsed) ? [0.0] : (double[])[]],
                Deltas = Shares.ParseList(s_deltas.Name, parsed.GetValue(s_deltas)!),
                Calibration = !parsed.GetValue(s_uncalibrated),
                Defects = defects.From(parsed) with { Seed = parsed.GetValue(s_seed) },
            };
            return Run(session, parsed, inputs, outputs, methods.SeveralDetectors(parsed), methods.SeveralCorrectors(parsed), settings);
        }));
        return command;
    }

    private static ExitCode Run(
        Session session, ParseResult parsed, EvaluationInputs inputs, EvaluationOutputs outputs,
        IReadOnlyList<DetectorInfo> detectors, IReadOnlyList<CorrectorInfo> correctors, EvaluationSettings settings)
    {
        int frames = parsed.GetValue(s_frames), cameras = parsed.GetValue(s_cameras);
        if (detectors.FirstOrDefault(detector => detector.MinimumFrames > frames) is { } hungry)
        {
            throw new FixPixException($"--frames {frames}: detector '{hungry.Name}' needs at least {hungry.MinimumFrames}");
        }

        Evaluator evaluator = new(detectors, correctors, settings, TimeProvider.System);
        IReadOnlyList<ManifestFile> files = inputs.RawFiles(parsed, session);
        IReadOnlyList<string> photographs = inputs.Photographs(parsed);
        outputs.Check(parsed, [.. files.Select(file => file.FilePath), .. photographs]);
        RawFrameSets raw = Progress.Step(session, "Reading files", work => new RawFrameSets(files, frames, work));
        IReadOnlyList<SimulatedCamera> named = inputs.Cameras(parsed);
        FrameSet[] once = [.. raw.Sets, .. named.Count > 0 ? SimulatedFrames.Of(photographs, named, frames, settings.Defects.Seed) : SimulatedFrames.Of(photographs, cameras, frames, settings.Defects.Seed)];
        FrameSet[] sets = [.. once.SelectMany(set => Enumerable.Repeat(set, parsed.GetValue(s_repeats)))];
        Progress.Show(session, "Measuring", sets.Length, progress =>
        {
            for (int index = 0; index < sets.Length; index++)
            {
                evaluator.Measure(sets[index], session.Work with { Progress = progress.ForItem(index, Path.GetFileName(sets[index].Name)) });
                progress.Finished(index + 1);
            }
        });
        string[] failures = [.. raw.Failures, .. evaluator.Failures];
        foreach (string failure in failures)
        {
            session.Fail(failure);
        }

        if (evaluator.Measurements.Count == 0)
        {
            throw new FixPixException("nothing was measured; give raw files, or photographs with --simulated");
        }

        EvaluationReport report = new()
        {
            Command = $"fixpix {string.Join(' ', parsed.Tokens.Select(token => token.Value))}",
            Seed = settings.Defects.Seed,
            Frames = frames,
            Detectors = detectors,
            Correctors = correctors,
            Sensors = raw.Sensors,
            Simulated = photographs.Count == 0 ? null : Describe(photographs.Count, named.Count > 0 ? "each named camera" : $"{cameras} {(cameras == 1 ? "camera" : "cameras")} of its own", frames),
            Sets = evaluator.Measurements,
            Notes = raw.Notes,
            Failures = failures,
        };
        session.Result(EvaluationMarkdown.Tables(report).Trim(), EvaluationJson.Document(report));
        outputs.Write(parsed, report, evaluator);
        return failures.Length > 0 ? ExitCode.BadInput : ExitCode.Done;
    }

    private static string Describe(int photographs, string cameras, int frames)
    {
        string one = $"{photographs} photographs, each seen by {cameras}";
        return frames == 1 ? one
            : $"{one}; the other {frames - 1} frames of a set show the photographs after it{(photographs < frames ? ", from the first again with other noise," : "")} before the same specimen";
    }

    private static Option<int> AtLeastOne(string name, string description)
    {
        Option<int> option = new(name) { Description = description, DefaultValueFactory = _ => 1, HelpName = "count" };
        option.Validators.Add(result =>
        {
            if (result.GetValue(option) < 1)
            {
                result.AddError($"{name} {result.GetValue(option)}: at least 1 expected");
            }
        });
        return option;
    }
}
