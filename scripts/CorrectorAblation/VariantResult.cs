namespace FixPix.CorrectorAblation;

/// <summary>A variant that is trained and judged.</summary>
/// <param name="Name">The variant.</param>
/// <param name="Minutes">How long its training took.</param>
/// <param name="Parameters">Trained numbers.</param>
/// <param name="MultiplyAdds">Multiply-adds: of the patch MLP for each bad site, of the reconstructor for each site of the mosaic.</param>
/// <param name="Gains">Case by case.</param>
internal sealed record VariantResult(string Name, double Minutes, long Parameters, double MultiplyAdds, IReadOnlyList<Gain> Gains);
