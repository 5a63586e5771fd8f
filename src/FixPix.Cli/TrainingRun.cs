using System.Globalization;
using System.Text.Json.Nodes;
using FixPix.Neural.Weights;
using FixPix.Training.Networks;
using FixPix.Training.Torch;
using FixPix.Training.Trainers;
using Spectre.Console;

namespace FixPix.Cli;

/// <summary>Runs a training from its plan, for every command that trains a network: the display, the log, the finished weights.</summary>
internal static class TrainingRun
{
    /// <summary>Trains, from where the folder's checkpoint is on.</summary>
    public static void Run(Session session, TrainingPlan plan, string folder, long seed)
    {
        TorchDevice device = TorchDevice.Best;
        using WeightFile layout = plan.Network.Create(seed);
        using ParameterSet parameters = ParameterSet.Initial(layout, seed, device);
        if (plan.From is not null)
        {
            parameters.TakeOver(plan.From);
        }

        using NetworkTrainer trainer = new(parameters, plan.Recipe with { Threads = session.Work.Threads }, folder);
        session.Note($"{plan.Recipe.Provenance["split"]}; {device}; libtorch {TorchLibrary.Version}{(trainer.Steps > 0 ? $"; goes on after step {trainer.Steps}" : "")}");
        TrainingDisplay display = new(trainer.Steps, plan.Crops, plan.Recipe.Goal.Measures);
        using (TrainingLog log = new(Path.Combine(folder, "training.csv"), plan.Recipe.Goal.Measures, plan.JudgedRates, trainer.Steps))
        {
            Train(session, display, report => trainer.Run(plan.Batches, plan.Validation, report, session.Work.Cancellation), log);
        }

        session.Work.Cancellation.ThrowIfCancellationRequested();
        string weights = Finished(session, plan, folder);
        session.Result(
            string.Create(CultureInfo.InvariantCulture, $"{weights}: best {plan.Recipe.Goal.Worth} {trainer.BestScore:f4} after {trainer.Steps} steps; steps waited for crops {display.WaitShare:p1} of the time"),
            new JsonObject { ["weights"] = weights, ["steps"] = trainer.Steps, ["score"] = trainer.BestScore, ["seconds"] = display.Seconds, ["waitShare"] = display.WaitShare });
    }

    // The weights to use: calibrated where the plan can.
    private static string Finished(Session session, TrainingPlan plan, string folder)
    {
        string best = Path.Combine(folder, NetworkTrainer.BestName);
        if (plan.Finish is not var (name, calibrate))
        {
            return best;
        }

        string finished = Path.Combine(folder, name);
        using WeightFile weights = WeightFile.Open(best);
        using WeightFile calibrated = Progress.Step(session, "Calibrating", work => calibrate(weights, work));
        calibrated.Write(finished, overwrite: true);
        return finished;
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
