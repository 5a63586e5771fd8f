using System.CommandLine;
using FixPix.Neural.Weights;

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
            TrainingRun.Run(session, options.PlanFor(parsed, session, from), options.OutputOf(parsed), options.SeedOf(parsed));
            return ExitCode.Done;
        }));
        return command;
    }
}
