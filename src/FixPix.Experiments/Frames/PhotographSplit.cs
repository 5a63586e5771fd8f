namespace FixPix.Experiments.Frames;

/// <summary>Photographs in two parts that share none.</summary>
/// <param name="Training">What the paper's patch MLPs learn from.</param>
/// <param name="Test">What everything is measured on.</param>
internal sealed record PhotographSplit(IReadOnlyList<Photograph> Training, IReadOnlyList<Photograph> Test);
