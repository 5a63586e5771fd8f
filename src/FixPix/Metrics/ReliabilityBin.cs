namespace FixPix.Metrics;

/// <summary>The sites whose probability lies in one interval.</summary>
/// <param name="Count">Sites.</param>
/// <param name="ProbabilitySum">Sum of their probabilities.</param>
/// <param name="BadCount">How many of them are bad.</param>
public readonly record struct ReliabilityBin(long Count, double ProbabilitySum, long BadCount)
{
    /// <summary>What the detector said of these sites on average, 0 to 1; 0 without a site.</summary>
    public double MeanProbability => Count == 0 ? 0 : ProbabilitySum / Count;

    /// <summary>What would have been right to say: the share of them that are bad, 0 to 1; 0 without a site.</summary>
    public double BadShare => Count == 0 ? 0 : BadCount / (double)Count;

    /// <summary>How far the detector was off, times the sites: |Σ probability − bad sites|.</summary>
    public double Gap => Math.Abs(ProbabilitySum - BadCount);

    /// <summary>The sites of both.</summary>
    public static ReliabilityBin operator +(ReliabilityBin one, ReliabilityBin other) =>
        new(one.Count + other.Count, one.ProbabilitySum + other.ProbabilitySum, one.BadCount + other.BadCount);

    /// <summary>The sites of the first that are not in the second.</summary>
    public static ReliabilityBin operator -(ReliabilityBin one, ReliabilityBin other) =>
        new(one.Count - other.Count, one.ProbabilitySum - other.ProbabilitySum, one.BadCount - other.BadCount);
}
