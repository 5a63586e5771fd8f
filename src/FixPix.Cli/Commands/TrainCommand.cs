using System.CommandLine;

namespace FixPix.Cli.Commands;

/// <summary><c>fixpix train</c>: makes the networks' weights.</summary>
internal static class TrainCommand
{
    public static Command Create() => new("train", "Train networks of your own. Needs libtorch; mending never does.") { TrainDetectorCommand.Create(), TrainReconstructorCommand.Create(), TrainCorrectorCommand.Create(), TrainCalibrateCommand.Create() };
}
