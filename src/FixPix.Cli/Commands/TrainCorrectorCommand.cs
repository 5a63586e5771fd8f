using System.CommandLine;
using FixPix.Training.Datasets;
using FixPix.Training.Trainers;

namespace FixPix.Cli.Commands;

/// <summary><c>fixpix train corrector</c>: learns to mend single bad pixels from the patches around them.</summary>
internal static class TrainCorrectorCommand
{
    public static Command Create()
    {
        TrainingOptions options = new();
        Option<int> size = new Option<int>("--size") { Description = "Rows and columns of a patch.", DefaultValueFactory = _ => 9 }.AcceptOnlyFromAmong("5", "9", "13");
        Option<int> badNeighbors = new("--bad-neighbours") { Description = "Paper: how many neighbours are bad in every patch." };
        Command command = new("corrector", "Train the patch MLP that mends bad pixels, on raw files, or on photographs seen by simulated cameras, with defects put in. Needs libtorch.") { size };
        options.AddTo(command, badNeighbors);
        Session.AddOptions(command);
        ExampleHelp.AddTo(
            command,
            "fixpix train corrector photographs/ -o training/ --size 9",
            "fixpix train corrector S7-ISP/ -o training/ --preset paper --size 5 --bad-neighbours 2");
        command.SetAction(parsed => Entry.Guard(parsed, session =>
        {
            (int side, int bad) = (parsed.GetValue(size), parsed.GetValue(badNeighbors));
            if (bad < 0 || bad >= side * side)
            {
                throw new FixPixException($"{badNeighbors.Name} {bad}: expected 0 to {(side * side) - 1}");
            }

            options.Train(
                parsed,
                session,
                (steps, crops, half, learningRate, seed) => new CorrectorPreset(side, steps, crops, half, learningRate, seed),
                PaperPatches.LeastSide(side),
                (epochs, seed, data) => new PaperCorrectorPreset(side, bad, epochs, seed).On(data));
            return ExitCode.Done;
        }));
        return command;
    }
}
