namespace FixPix.Detection;

/// <summary>What a network says of one site.</summary>
/// <param name="Site">row · width + column.</param>
/// <param name="LogOdds">ln of the odds that it is bad.</param>
internal readonly record struct SiteLogOdds(int Site, float LogOdds);
