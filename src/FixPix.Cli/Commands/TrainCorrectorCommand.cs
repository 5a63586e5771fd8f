using System.CommandLine;
using FixPix.Training.Trainers;

namespace FixPix.Cli.Commands;

/// <summary><c>fixpix train corrector</c>: learns to mend single bad pixels from the patches around them.</summary>
internal static class TrainCorrectorCommand
{
    // Crops are cut as for the other networks.
    private const int Side = 48;

    public static Command Create()
    {
        Argument<string> input = new("photographs") { Description = "PNG photographs, 8 or 16 bit, for simulated cameras to look at." };
        Option<string> output = new("--output", "-o") { Description = "Where checkpoint, log and weights are kept. A training that is there already goes on.", Required = true, HelpName = "folder" };
        Option<int> size = new Option<int>("--size") { Description = "Rows and columns of a patch.", DefaultValueFactory = _ => 9 }.AcceptOnlyFromAmong("5", "9", "13");
        Option<long> steps = new("--steps") { Description = "Steps in all.", DefaultValueFactory = _ => 20_000 }, seed = new("--seed") { Description = "Same seed, same weights (on the processor).", DefaultValueFactory = _ => 1 };
        Option<double> learningRate = new("--learning-rate") { Description = "The highest learning rate.", DefaultValueFactory = _ => 2e-3 };
        Command command = new("corrector", "Train the patch MLP that mends bad pixels, on photographs seen by simulated cameras, with defects put in. Needs libtorch.") { input, output, size, steps, learningRate, seed };
        Session.AddOptions(command);
        ExampleHelp.AddTo(command, "fixpix train corrector photographs/ -o training/ --size 9");
        command.SetAction(parsed => Entry.Guard(parsed, session =>
        {
            CorrectorPreset preset = new(parsed.GetValue(size), parsed.GetValue(steps), parsed.GetValue(learningRate), parsed.GetValue(seed));
            TrainingOptions.Check(preset.Steps, crops: 1, Side);
            TrainingRun.Run(session, TrainingOptions.OnPhotographs(session, parsed.GetValue(input)!, Side, preset.On), parsed.GetValue(output)!, preset.Seed);
            return ExitCode.Done;
        }));
        return command;
    }
}
