using System.CommandLine;

namespace FixPix.Cli.Commands;

/// <summary><c>fixpix train</c>: makes the networks' weights.</summary>
internal static class TrainCommand
{
    public static Command Create() => new("train", "Train networks of your own. Needs libtorch; mending never does.") { TrainDetectorCommand.Create(), TrainCorrectorCommand.Create(), TrainReconstructorCommand.Create(), TrainCalibrateCommand.Create() };

    /// <summary>The rate of the paper's recipes.</summary>
    public static Option<string> PaperRate(string usual) => new("--rate") { Description = "Paper: the share of bad sites: '0.01%' or 0.0001.", DefaultValueFactory = _ => usual, HelpName = "share" };

    /// <summary>What the user gave for <see cref="PaperRate"/>.</summary>
    /// <exception cref="FixPixException">It is no share that leaves something to learn.</exception>
    public static double RateOf(ParseResult parsed, Option<string> option)
    {
        double rate = Shares.Parse(option.Name, parsed.GetValue(option)!);
        return rate is > 0 and < 1 ? rate : throw new FixPixException($"{option.Name} {rate}: expected more than 0 and less than 1");
    }
}
