namespace FixPix.Detection;

/// <summary>One site that one frame speaks against.</summary>
/// <param name="Site">row · width + column.</param>
/// <param name="Probability">How sure that frame is, 0 to 1.</param>
/// <param name="IsHigh">Whether the site reads too high, not too low; false where the detector does not ask.</param>
internal readonly record struct Finding(int Site, float Probability, bool IsHigh = false);
