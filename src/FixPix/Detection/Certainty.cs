namespace FixPix.Detection;

/// <summary>Turns the size of evidence into a probability.</summary>
internal static class Certainty
{
    /// <summary>For rules with a threshold: one half at the threshold, 0.9 at twice it, 0.99 at four times it.</summary>
    /// <param name="ratio">Size of the difference over the threshold, above 0.</param>
    public static float OfRatio(double ratio) => (float)(1 / (1 + Math.Pow(ratio, -3.2)));

    /// <summary>ln of the odds.</summary>
    public static double ToLogOdds(double probability) => Math.Log(probability / (1 - probability));

    /// <summary>The logistic function.</summary>
    public static float OfLogOdds(double logOdds) => (float)(1 / (1 + Math.Exp(-logOdds)));
}
