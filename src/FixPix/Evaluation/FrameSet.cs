using FixPix.Mosaics;

namespace FixPix.Evaluation;

/// <summary>One or more frames of one sensor without injected defects: what a detector is measured on at a time.</summary>
/// <param name="Name">What the frames are called in reports: a file's name.</param>
/// <param name="Sensor">The group that its numbers are added up in.</param>
/// <param name="Load">Reads or makes the frames, all of one size and CFA; a failure is a <see cref="FixPixException"/>.</param>
public sealed record FrameSet(string Name, string Sensor, Func<WorkSettings, IReadOnlyList<Mosaic>> Load);
