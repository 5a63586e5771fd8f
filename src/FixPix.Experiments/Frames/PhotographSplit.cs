namespace FixPix.Experiments.Frames;

/// <summary>A photograph for simulated cameras to look at.</summary>
/// <param name="FilePath">A PNG file.</param>
/// <param name="Hash">SHA-256 of the file.</param>
internal sealed record Photograph(string FilePath, string Hash);

/// <summary>Photographs in two parts that share none.</summary>
/// <param name="Training">What the paper's patch MLPs learn from.</param>
/// <param name="Test">What everything is measured on.</param>
internal sealed record PhotographSplit(IReadOnlyList<Photograph> Training, IReadOnlyList<Photograph> Test);
