using FixPix.Mosaics;

namespace FixPix.Experiments.Peers;

/// <summary>A way to use a program.</summary>
/// <param name="Name">What it is called in the report.</param>
/// <param name="Mend">Mends a trial's frame; gives the mosaic and the seconds that the program ran.</param>
internal sealed record PeerMethod(string Name, Func<PeerTrial, WorkSettings, (Mosaic Mended, double Seconds)> Mend);

/// <summary>A program that is installed.</summary>
/// <param name="Name">Its name and version.</param>
/// <param name="Methods">The ways in which it is used.</param>
internal sealed record Peer(string Name, IReadOnlyList<PeerMethod> Methods)
{
    /// <summary>The way that a user who knows the map takes.</summary>
    public const string TrueMap = "true map";

    /// <summary>Runs a program, and complains with its own words where it fails.</summary>
    /// <returns>Wall time in seconds, and what it printed.</returns>
    /// <exception cref="FixPixException">It failed, or did not write the file.</exception>
    public static (double Seconds, string Output) Run(ExternalProgram program, string name, IEnumerable<string> words, string? output, WorkSettings work, params IEnumerable<(string Name, string Value)> environment)
    {
        long start = TimeProvider.System.GetTimestamp();
        (int code, string said, string errors) = program.Run(words, work, environment);
        double seconds = TimeProvider.System.GetElapsedTime(start).TotalSeconds;
        return code == 0 && (output is null || File.Exists(output))
            ? (seconds, said)
            : throw new FixPixException($"{name} failed: {errors.Split('\n').LastOrDefault(line => line.Trim().Length > 0)?.Trim() ?? $"exit code {code}"}");
    }
}
