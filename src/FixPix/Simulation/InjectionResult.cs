using FixPix.Defects;

namespace FixPix.Simulation;

/// <summary>What was put into a mosaic.</summary>
/// <param name="Truth">All injected defects with their kinds and groups; its provenance holds the settings.</param>
/// <param name="UnchangedCount">
/// How many of them read the value that they would have read without the defect (a value of 0 lowered is still 0), so that
/// nobody can find them in this frame.
/// </param>
public sealed record InjectionResult(DefectMap Truth, int UnchangedCount);
