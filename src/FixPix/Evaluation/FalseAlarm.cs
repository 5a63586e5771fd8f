using FixPix.Defects;

namespace FixPix.Evaluation;

/// <summary>A site that a detector marked in a frame without injected defects. It may be right: sensors have defects of their own.</summary>
/// <param name="Set">The set's name.</param>
/// <param name="Detector">The detector's name.</param>
/// <param name="Defect">Site, kind and probability.</param>
/// <param name="ValueDn">What the site reads in the set's first frame, DN.</param>
/// <param name="MedianDn">The median of its nearest neighbours of the same colour there, DN.</param>
public sealed record FalseAlarm(string Set, string Detector, Defect Defect, int ValueDn, double MedianDn);
