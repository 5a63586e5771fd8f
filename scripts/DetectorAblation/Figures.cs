namespace FixPix.DetectorAblation;

/// <summary>What a variant found at one rate and δ, over all judged mosaics.</summary>
/// <param name="Rate">The share of bad sites.</param>
/// <param name="Delta">δ of the defects.</param>
/// <param name="Recall">The share of the visible defects that were found; 1 where there is none.</param>
/// <param name="Precision">The share of what was found that is bad; 1 where nothing was found.</param>
/// <param name="BitsPerMegapixel">Cross-entropy: the bits that are still missing, to one who knows the network's probabilities, to name every bad site of a million.</param>
internal sealed record Figures(double Rate, double Delta, double Recall, double Precision, double BitsPerMegapixel);
