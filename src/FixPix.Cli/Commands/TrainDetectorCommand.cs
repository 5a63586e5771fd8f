using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using FixPix.Neural.Weights;
using FixPix.Training.Networks;
using FixPix.Training.Torch;
using FixPix.Training.Trainers;
using Spectre.Console;

namespace FixPix.Cli.Commands;

/// <summary><c>fixpix train detector</c>: learns to find bad pixels from photographs or raw files.</summary>
internal static class TrainDetectorCommand
{
    public static Command Create()
    {
        Command command = new("detector", "Train the U-Net detector on raw files, or on photographs seen by simulated cameras, with defects put in. Needs libtorch.");
        DetectorTrainingOptions options = new();
        options.AddTo(command);
        Session.AddOptions(command);
        ExampleHelp.AddTo(
            command,
            "fixpix train detector photographs/ -o training/",
            "fixpix train detector raws/ -o training/ --split-by sensor --list-split split.tsv",
            "fixpix train detector raws/ -o training/ --from detector --steps 2000 --learning-rate 0.0005",
            "fixpix train detector S7-ISP/ -o training/ --preset paper --rate 0.01%");
        command.SetAction(parsed => Entry.Guard(parsed, session =>
        {
            using WeightFile? from = options.FromOf(parsed);
            Run(session, options.PlanFor(parsed, session, from), from, options.OutputOf(parsed), options.SeedOf(parsed));
            return ExitCode.Done;
        }));
        return command;
    }

    private static void Run(Session session, DetectorPlan plan, WeightFile? from, string folder, long seed)
    {
        TorchDevice device = TorchDevice.Best;
        using WeightFile layout = plan.Network.Create(seed);
        using ParameterSet parameters = ParameterSet.Initial(layout, seed, device);
        if (from is not null)
        {
            parameters.TakeOver(from);
        }

        using DetectorTrainer trainer = new(parameters, plan.Recipe with { Threads = session.Work.Threads }, folder);
        session.Note($"{plan.Recipe.Provenance["split"]}; {device}; libtorch {TorchLibrary.Version}{(trainer.Steps > 0 ? $"; goes on after step {trainer.Steps}" : "")}");
        TrainingDisplay display = new(trainer.Steps, plan.Crops);
        using (TrainingLog log = new(Path.Combine(folder, "training.csv"), plan.JudgedRates, trainer.Steps))
        {
            Train(session, display, report => trainer.Run(plan.Batches, plan.Validation, report, session.Work.Cancellation), log);
        }

        session.Work.Cancellation.ThrowIfCancellationRequested();
        string weights = Calibrated(session, plan, folder);
        session.Result(
            string.Create(CultureInfo.InvariantCulture, $"{weights}: best score {trainer.BestScore:f4} after {trainer.Steps} steps; steps waited for crops {display.WaitShare:p1} of the time"),
            new JsonObject { ["weights"] = weights, ["steps"] = trainer.Steps, ["score"] = trainer.BestScore, ["seconds"] = display.Seconds, ["waitShare"] = display.WaitShare });
    }

    // The weights to use: calibrated where the plan can.
    private static string Calibrated(Session session, DetectorPlan plan, string folder)
    {
        string best = Path.Combine(folder, DetectorTrainer.BestName);
        if (plan.Calibrate is not { } calibrate)
        {
            return best;
        }

        string calibrated = Path.Combine(folder, DetectorTrainer.CalibratedName);
        using WeightFile weights = WeightFile.Open(best);
        using WeightFile finished = Progress.Step(session, "Calibrating", work => calibrate(weights, work));
        finished.Write(calibrated, overwrite: true);
        return calibrated;
    }

    private static void Train(Session session, TrainingDisplay display, Action<Action<TrainingReport>> run, TrainingLog log)
    {
        void Hear(TrainingReport report)
        {
            display.Add(report);
            log.Add(report, display.Seconds);
        }

        if (!session.Watched)
        {
            run(Hear);
            return;
        }

        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });
        console.Live(new Text("starting")).Start(context => run(report =>
        {
            Hear(report);
            context.UpdateTarget(display.Draw(report));
        }));
    }
}
