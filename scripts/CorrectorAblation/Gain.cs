namespace FixPix.CorrectorAblation;

/// <summary>What a variant gained in one case, over all judged mosaics.</summary>
/// <param name="Case">The case's name.</param>
/// <param name="Db">By how many dB its PSNR is above that of `classical`, in the mean over the mosaics.</param>
internal sealed record Gain(string Case, double Db);
