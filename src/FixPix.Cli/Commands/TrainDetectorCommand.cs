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
        Option<string?> first = new("--look-again-after") { Description = "Ours: train the network that looks again where many sites are bad, after this detector: a weight file, or 'detector' for the one that FixPix comes with. With a second file behind a comma ('detector,second-look') it learns to look a third time too, after that one.", HelpName = "weights" };
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
            "fixpix train detector photographs/ -o more/ --look-again-after detector,second-look --from second-look",
            "fixpix train detector S7-ISP/ -o training/ --preset paper --rate 0.01%");
        command.SetAction(parsed => Entry.Guard(parsed, session =>
        {
            options.Train(
                parsed,
                session,
                (steps, crops, side, learningRate, seed) => new DetectorPreset(steps, crops, side, learningRate, seed) { First = parsed.GetValue(first) is string files ? Detector(files) : null },
                PaperTiles.LeastSide,
                (epochs, seed, data) => new PaperDetectorPreset(epochs, TrainCommand.RateOf(parsed, rate), parsed.GetValue(levels)!, seed).On(data));
            return ExitCode.Done;
        }));
        return command;
    }

    private static UNetDetector Detector(string files)
    {
        string[] looks = files.Split(',');
        if (looks.Length > 2)
        {
            throw new FixPixException($"--look-again-after {files}: {looks.Length} files, expected the first look's and at most the second's");
        }

        using WeightFile first = ModelCommand.Open(looks[0]);
        UNetDetector detector = new(first);
        if (looks.Length == 1)
        {
            return detector;
        }

        using WeightFile second = ModelCommand.Open(looks[1]);
        return detector.LookingAgain(second);
    }
}
