using System.CommandLine;
using FixPix.Training.Torch;
using FixPix.Training.Trainers;

namespace FixPix.Cli.Commands;

/// <summary><c>fixpix train reconstructor</c>: learns to give known bad pixels their values from photographs.</summary>
internal static class TrainReconstructorCommand
{
    public static Command Create()
    {
        Argument<string> input = new("photographs") { Description = "PNG photographs, 8 or 16 bit, for simulated cameras to look at." };
        Option<string> output = new("--output", "-o") { Description = "Where checkpoint, log and weights are kept. A training that is there already goes on.", Required = true, HelpName = "folder" };
        Option<long> steps = new("--steps") { Description = "Steps in all.", DefaultValueFactory = _ => 20_000 }, seed = new("--seed") { Description = "Same seed, same weights (on the processor).", DefaultValueFactory = _ => 1 };
        Option<int> crops = new("--crops") { Description = "Crops a step.", DefaultValueFactory = _ => 16 }, side = new("--side") { Description = "Half the rows and columns of a crop; a multiple of 8 from 16 on.", DefaultValueFactory = _ => 48 };
        Option<double> learningRate = new("--learning-rate") { Description = "The highest learning rate.", DefaultValueFactory = _ => 2e-3 };
        Command command = new("reconstructor", "Train the network that gives bad pixels their values, on photographs seen by simulated cameras, with defects put in. Needs libtorch.") { input, output, steps, crops, side, learningRate, seed };
        Session.AddOptions(command);
        ExampleHelp.AddTo(command, "fixpix train reconstructor photographs/ -o training/");
        command.SetAction(parsed => Entry.Guard(parsed, session =>
        {
            ReconstructorPreset preset = new(parsed.GetValue(steps), parsed.GetValue(crops), parsed.GetValue(side), parsed.GetValue(learningRate), parsed.GetValue(seed), TorchDevice.Best.IsCuda);
            TrainingOptions.Check(preset.Steps, preset.Crops, preset.Side);
            TrainingPlan plan = TrainingOptions.OnPhotographs(session, parsed.GetValue(input)!, preset.Side, preset.On);
            TrainingRun.Run(session, plan, parsed.GetValue(output)!, preset.Seed);
            return ExitCode.Done;
        }));
        return command;
    }
}
