using System.Runtime.InteropServices;
using FixPix.Correction;
using FixPix.Detection;
using FixPix.Evaluation;

namespace FixPix.Cli.Evaluation;

/// <summary>All that a run of <c>fixpix evaluate</c> found out.</summary>
internal sealed record EvaluationReport
{
    /// <summary>The command as it was typed.</summary>
    public required string Command { get; init; }

    public required long Seed { get; init; }

    /// <summary>Frames of a set.</summary>
    public required int Frames { get; init; }

    public required IReadOnlyList<DetectorInfo> Detectors { get; init; }

    public required IReadOnlyList<CorrectorInfo> Correctors { get; init; }

    /// <summary>The sensors of the raw files.</summary>
    public required IReadOnlyList<SensorFiles> Sensors { get; init; }

    /// <summary>How many photographs, cameras and frames were simulated, in words; null without.</summary>
    public required string? Simulated { get; init; }

    /// <summary>Each set on its own.</summary>
    public required IReadOnlyList<Measurement> Sets { get; init; }

    /// <summary>What the user should know of how files were read.</summary>
    public required IReadOnlyList<string> Notes { get; init; }

    /// <summary>A line for everything that could not be measured.</summary>
    public required IReadOnlyList<string> Failures { get; init; }

    public static string Version => typeof(Measurement).Assembly.GetName().Version!.ToString(3);

    /// <summary>Added up by sensor.</summary>
    public IReadOnlyList<Measurement> Rows => field ??= Measurement.BySensor(Sets);

    /// <summary>What the times depend on.</summary>
    public static string Machine()
    {
        const string Label = "model name";
        string? model = File.Exists("/proc/cpuinfo")
            ? File.ReadLines("/proc/cpuinfo").FirstOrDefault(line => line.StartsWith(Label, StringComparison.Ordinal))?.Split(':', 2)[^1].Trim()
            : null;
        return $"{model ?? "unknown processor"} ({RuntimeInformation.OSArchitecture}), {Environment.ProcessorCount} threads, {RuntimeInformation.FrameworkDescription}";
    }
}
