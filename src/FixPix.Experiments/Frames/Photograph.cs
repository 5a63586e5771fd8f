namespace FixPix.Experiments.Frames;

/// <summary>A photograph for simulated cameras to look at.</summary>
/// <param name="FilePath">A PNG file.</param>
/// <param name="Hash">SHA-256 of the file.</param>
internal sealed record Photograph(string FilePath, string Hash);
