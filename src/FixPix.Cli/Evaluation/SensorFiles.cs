namespace FixPix.Cli.Evaluation;

/// <summary>The raw files of one sensor.</summary>
/// <param name="Sensor">Camera, size and colours.</param>
/// <param name="Files">The files.</param>
/// <param name="Black">Their black levels, DN, in words.</param>
/// <param name="White">Their white levels, DN, in words.</param>
/// <param name="Levels">Where the levels are from.</param>
internal sealed record SensorFiles(string Sensor, IReadOnlyList<string> Files, string Black, string White, string Levels);
