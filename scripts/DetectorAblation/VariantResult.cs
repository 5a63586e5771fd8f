namespace FixPix.DetectorAblation;

/// <summary>A variant that is trained and judged.</summary>
/// <param name="Name">The variant.</param>
/// <param name="Minutes">How long its training took.</param>
/// <param name="Figures">By δ and rate, as <see cref="Judge.Cases"/>.</param>
internal sealed record VariantResult(string Name, double Minutes, IReadOnlyList<Figures> Figures);
