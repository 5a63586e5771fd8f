namespace FixPix.Detection;

/// <summary>
/// By how much less than the threshold a site's log-odds may be that is to be mended. Where many sites are bad, one that is missed spoils those around it too, while a good one that is mended is hardly off; but it is also what the others
/// are made of.
/// </summary>
internal static class Leniency
{
    /// <summary>The most, at any rate.</summary>
    public const double Most = 3;

    private static readonly (double Rate, double Leniency)[] s_knots = [(0.01, 0), (0.05, Most), (0.1, Most), (0.2, 2.5), (0.4, 1.6), (0.55, 1.2)];

    /// <summary>That at a rate.</summary>
    /// <param name="rate">The share of sites that are bad, 0 to 1.</param>
    public static double At(double rate)
    {
        int after = 0;
        while (after < s_knots.Length && s_knots[after].Rate < rate)
        {
            after++;
        }

        if (after == 0 || after == s_knots.Length)
        {
            return s_knots[Math.Max(0, after - 1)].Leniency;
        }

        ((double from, double low), (double to, double high)) = (s_knots[after - 1], s_knots[after]);
        return low + ((high - low) * (rate - from) / (to - from));
    }
}
