namespace FixPix.Correction;

/// <summary>Which sites a corrector takes its values from.</summary>
/// <param name="ColorBlind">Whether sites of other colours are sources too, as they are.</param>
/// <param name="NearestOnly">Whether far away one source is wanted, the nearest, rather than one for each direction.</param>
internal readonly record struct SourceRule(bool ColorBlind = false, bool NearestOnly = false);
