namespace FixPix.Detection;

/// <summary>What a frame shows of one site.</summary>
/// <param name="OwnDn">What it reads.</param>
/// <param name="AroundDn">What its good neighbours of the same colour read: their median; no number where there are none.</param>
/// <param name="SpreadDn">How far these lie from it on average.</param>
internal readonly record struct SiteReading(ushort OwnDn, float AroundDn, float SpreadDn);
