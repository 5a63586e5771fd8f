using System.CommandLine;
using System.Text.Json.Nodes;
using FixPix.Neural.Weights;
using FixPix.Training.Datasets;
using FixPix.Training.Trainers;

namespace FixPix.Cli.Commands;

/// <summary><c>fixpix train calibrate</c>: measures what a trained detector's probabilities are worth, and writes it into the weights.</summary>
internal static class TrainCalibrateCommand
{
    private const int LeastSide = 256;
    private static readonly Argument<string> s_weights = new("weights") { Description = "A trained detector (.safetensors)." };
    private static readonly Argument<string> s_photographs = new("photographs") { Description = "The folder of photographs that it was trained on: those that it judged itself by are used." };
    private static readonly Option<string> s_output = new("--output", "-o") { Description = "The calibrated weights.", Required = true, HelpName = "file" };
    private static readonly Option<int> s_cameras = new("--cameras") { Description = "Simulated cameras that look at each photograph.", DefaultValueFactory = _ => DetectorCalibration.DefaultCameras };
    private static readonly Option<long> s_seed = new("--seed") { Description = "Same seed, same calibration.", DefaultValueFactory = _ => 1 };
    private static readonly Option<bool> s_overwrite = new("--overwrite") { Description = "Write over a file that is there." };

    public static Command Create()
    {
        Command command = new("calibrate", "Measure what a trained detector's probabilities are worth at each rate of defects, and write it into the weights.") { s_weights, s_photographs, s_output, s_cameras, s_seed, s_overwrite };
        Session.AddOptions(command);
        ExampleHelp.AddTo(command, "fixpix train calibrate training/best.safetensors photographs/ -o detector.safetensors");
        command.SetAction(parsed => Entry.Guard(parsed, session =>
        {
            (string output, int cameras) = (parsed.GetValue(s_output)!, parsed.GetValue(s_cameras));
            if (cameras < 1)
            {
                throw new FixPixException($"--cameras {cameras}: expected at least 1");
            }

            using WeightFile weights = WeightFile.Open(parsed.GetValue(s_weights)!);
            PhotographFolder photographs = Progress.Step(session, "Reading photographs", work => PhotographFolder.Open(parsed.GetValue(s_photographs)!, LeastSide, work));
            using WeightFile calibrated = Progress.Step(session, "Calibrating", work => DetectorCalibration.Fit(weights, photographs.Validation, new InjectionRange().Delta, cameras, parsed.GetValue(s_seed), work));
            calibrated.Write(output, parsed.GetValue(s_overwrite));
            string text = calibrated.Setting("calibration");
            session.Result($"{output}: calibrated on {photographs.Validation.Count} photographs by {cameras} cameras each: {text}", new JsonObject { ["weights"] = output, ["calibration"] = text });
            return ExitCode.Done;
        }));
        return command;
    }
}
