using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using FixPix.Neural.Networks;
using FixPix.Neural.Weights;
using FixPix.Training.Datasets;
using FixPix.Training.Networks;
using FixPix.Training.Torch;
using FixPix.Training.Trainers;
using Spectre.Console;

namespace FixPix.Cli.Commands;

/// <summary><c>fixpix train detector</c>: learns to find bad pixels from photographs.</summary>
internal static class TrainDetectorCommand
{
    private const int ValidationBatches = 8;
    private static readonly Argument<string> s_photographs = new("photographs") { Description = "A folder of PNG photographs, 8 or 16 bit; simulated cameras look at them." };
    private static readonly Option<string> s_folder = new("--output", "-o") { Description = "Where checkpoint, log and the best weights are kept. A training that is there already goes on.", Required = true, HelpName = "folder" };
    private static readonly Option<long> s_steps = new("--steps") { Description = "Steps in all.", DefaultValueFactory = _ => 20_000 };
    private static readonly Option<int> s_crops = new("--crops") { Description = "Crops a step.", DefaultValueFactory = _ => 16 };
    private static readonly Option<int> s_side = new("--side") { Description = "Half the rows and columns of a crop; a multiple of 8.", DefaultValueFactory = _ => 48 };
    private static readonly Option<double> s_rate = new("--learning-rate") { Description = "The highest learning rate.", DefaultValueFactory = _ => 2e-3 };
    private static readonly Option<long> s_seed = new("--seed") { Description = "Same seed, same weights (on the processor).", DefaultValueFactory = _ => 1 };

    public static Command Create()
    {
        Command command = new("detector", "Train the U-Net detector on photographs seen by simulated cameras, with defects put in. Needs libtorch.")
        {
            s_photographs, s_folder, s_steps, s_crops, s_side, s_rate, s_seed,
        };
        Session.AddOptions(command);
        ExampleHelp.AddTo(command, "fixpix train detector photographs/ -o training/", "fixpix train detector photographs/ -o training/ --steps 2000 --crops 8");
        command.SetAction(parsed => Entry.Guard(parsed, session =>
        {
            Run(session, parsed);
            return ExitCode.Done;
        }));
        return command;
    }

    private static void Run(Session session, ParseResult parsed)
    {
        (string folder, long steps, int crops, int side, long seed) = (parsed.GetValue(s_folder)!, parsed.GetValue(s_steps), parsed.GetValue(s_crops), parsed.GetValue(s_side), parsed.GetValue(s_seed));
        if (steps < 1 || crops < 1 || side < 8 || side % 8 != 0)
        {
            throw new FixPixException($"--steps {steps}, --crops {crops}, --side {side}: expected at least 1, at least 1, and a multiple of 8");
        }

        PhotographFolder photographs = Progress.Step(session, "Reading photographs", work => PhotographFolder.Open(parsed.GetValue(s_photographs)!, SimulatedCrops.LeastSide(side), work));
        foreach (string skipped in photographs.Skipped)
        {
            session.Note($"left out: {skipped}");
        }

        TorchDevice device = TorchDevice.Best;
        using WeightFile layout = NetworkPreset.Find("unet").Create(seed);
        using ParameterSet parameters = ParameterSet.Initial(layout, seed, device);
        TrainingRecipe recipe = new() { Steps = steps, RateAt = TrainingRecipe.WarmCosine(parsed.GetValue(s_rate), Math.Min(200, steps / 10), steps), Decay = 1e-4, DiceWeight = 0, FreezeNormsAfter = 0.6, Threads = session.Work.Threads, Bfloat16 = device.IsCuda };
        using DetectorTrainer trainer = new(parameters, recipe, folder);
        SimulatedCrops learned = new(photographs.Training, new InjectionRange(), crops, side, seed), judged = new(photographs.Validation, new InjectionRange(), crops, side, seed);
        IReadOnlyList<TrainingBatch> validation = Progress.Step(session, "Making validation crops", _ => judged.Validation(ValidationBatches));
        session.Note($"{photographs.Training.Count} photographs to learn from, {photographs.Validation.Count} to judge by; {device}; libtorch {TorchLibrary.Version}{(trainer.Steps > 0 ? $"; goes on after step {trainer.Steps}" : "")}");
        using (TrainingLog log = new(Path.Combine(folder, "training.csv"), SimulatedCrops.JudgedRates, trainer.Steps))
        {
            Train(session, trainer, crops, report => trainer.Run(step => learned.Batch(step, steps), validation, report, session.Work.Cancellation), log);
        }

        session.Work.Cancellation.ThrowIfCancellationRequested();
        string best = Path.Combine(folder, DetectorTrainer.BestName);
        session.Result(
            string.Create(CultureInfo.InvariantCulture, $"{best}: best mean IoU {trainer.BestScore:f4} after {trainer.Steps} steps"),
            new JsonObject { ["weights"] = best, ["steps"] = trainer.Steps, ["score"] = trainer.BestScore });
    }

    private static void Train(Session session, DetectorTrainer trainer, int crops, Action<Action<TrainingReport>> run, TrainingLog log)
    {
        TrainingDisplay display = new(trainer.Steps, crops);
        if (!session.Watched)
        {
            run(report => log.Add(report, display.Seconds));
            return;
        }

        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });
        console.Live(new Text("starting")).Start(context => run(report =>
        {
            log.Add(report, display.Seconds);
            context.UpdateTarget(display.Draw(report));
        }));
    }
}
