namespace FixPix.Detection;

/// <summary>By how much less than the threshold a site's log-odds may be that is to be mended: the more sites are bad, the more a missed one costs beside a good one that is mended.</summary>
internal static class Leniency
{
    /// <summary>The most, at any rate.</summary>
    public const double Most = 3;

    // From which to which rate it grows.
    private const double From = 0.01, To = 0.5;

    /// <summary>That at a rate.</summary>
    /// <param name="rate">The share of sites that are bad, above 0 to below 1.</param>
    public static double At(double rate) => Most * Math.Clamp(Math.Log(rate / From) / Math.Log(To / From), 0, 1);
}
