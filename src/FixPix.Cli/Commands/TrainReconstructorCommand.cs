using System.CommandLine;
using FixPix.Detection;
using FixPix.Training.Trainers;

namespace FixPix.Cli.Commands;

/// <summary><c>fixpix train reconstructor</c>: learns to rebuild mosaics of which little is left.</summary>
internal static class TrainReconstructorCommand
{
    public static Command Create()
    {
        Option<string?> foundBy = new("--found-by") { Description = "Ours: mend half of the crops by the map that this detector finds in them, as fix does, instead of the true one: detect --detector list names them.", HelpName = "detector" };
        TrainingOptions options = new() { Ours = [foundBy] };
        Option<string> rate = TrainCommand.PaperRate("70%");
        Option<string> encoder = new("--encoder") { Description = "Paper: width, blocks and heads; fewer for a quick look.", DefaultValueFactory = _ => "768,12,12" }, decoder = new("--decoder") { Description = "Paper: width, blocks and heads.", DefaultValueFactory = _ => "512,8,16" };
        Command command = new("reconstructor", "Train the network that rebuilds dense bad pixels: ours, a U-Net that knows the map, or the paper's vision transformer, which needs none. Needs libtorch.");
        options.AddTo(command, rate, encoder, decoder);
        Session.AddOptions(command);
        ExampleHelp.AddTo(
            command,
            "fixpix train reconstructor photographs/ -o training/",
            "fixpix train reconstructor photographs/ -o training/ --found-by unet",
            "fixpix train reconstructor S7-ISP/ -o training/ --preset paper --rate 70%",
            "fixpix train reconstructor raws/ -o training/ --preset paper --epochs 1 --encoder 64,2,2 --decoder 32,1,2");
        command.SetAction(parsed => Entry.Guard(parsed, session =>
        {
            options.Train(
                parsed,
                session,
                (steps, crops, side, learningRate, seed) => new ReconstructorPreset(steps, crops, side, learningRate, seed) { FoundBy = parsed.GetValue(foundBy) is string name ? Detectors.Find(name) : null },
                PaperReconstructorPreset.LeastSide,
                (epochs, seed, data) => new PaperReconstructorPreset(epochs, TrainCommand.RateOf(parsed, rate), parsed.GetValue(encoder)!, parsed.GetValue(decoder)!, seed).On(data));
            return ExitCode.Done;
        }));
        return command;
    }
}
