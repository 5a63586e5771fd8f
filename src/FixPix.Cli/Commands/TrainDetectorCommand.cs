using System.CommandLine;
using FixPix.Detection;
using FixPix.Neural.Weights;
using FixPix.Training.Datasets;
using FixPix.Training.Trainers;

namespace FixPix.Cli.Commands;

/// <summary><c>fixpix train detector</c>: learns to find bad pixels from photographs or raw files.</summary>
internal static class TrainDetectorCommand
{
    public static Command Create()
    {
        Option<string> rate = TrainCommand.PaperRate("0.01%"), levels = new("--levels") { Description = "Paper: channels of each level; fewer for a quick look.", DefaultValueFactory = _ => "64,128,256,512,1024" };
        Option<string?> first = new("--look-again-after") { Description = "Ours: train the network that looks again where many sites are bad, after this detector: a weight file, or 'detector' for the one that FixPix comes with.", HelpName = "weights" };
        TrainingOptions options = new() { Ours = [first] };
        Command command = new("detector", "Train the U-Net detector on raw files, or on photographs seen by simulated cameras, with defects put in. Needs libtorch.");
        options.AddTo(command, rate, levels);
        Session.AddOptions(command);
        ExampleHelp.AddTo(
            command,
            "fixpix train detector photographs/ -o training/",
            "fixpix train detector raws/ -o training/ --split-by sensor --list-split split.tsv",
            "fixpix train detector raws/ -o training/ --from detector --steps 2000 --learning-rate 0.0005",
            "fixpix train detector photographs/ -o again/ --look-again-after detector",
            "fixpix train detector S7-ISP/ -o training/ --preset paper --rate 0.01%");
        command.SetAction(parsed => Entry.Guard(parsed, session =>
        {
            options.Train(
                parsed,
                session,
                (steps, crops, side, learningRate, seed) => new DetectorPreset(steps, crops, side, learningRate, seed) { First = parsed.GetValue(first) is string path ? Detector(path) : null },
                PaperTiles.LeastSide,
                (epochs, seed, data) => new PaperDetectorPreset(epochs, TrainCommand.RateOf(parsed, rate), parsed.GetValue(levels)!, seed).On(data));
            return ExitCode.Done;
        }));
        return command;
    }

    private static UNetDetector Detector(string path)
    {
        using WeightFile weights = ModelCommand.Open(path);
        return new UNetDetector(weights);
    }
}
