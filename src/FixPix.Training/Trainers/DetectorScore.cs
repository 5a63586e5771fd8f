namespace FixPix.Training.Trainers;

/// <summary>What a detector found and missed at a probability of 0.5, counted over sites.</summary>
/// <param name="Found">Bad sites found.</param>
/// <param name="Missed">Bad sites missed.</param>
/// <param name="FalseAlarms">Good sites called bad.</param>
public readonly record struct DetectorScore(long Found, long Missed, long FalseAlarms)
{
    /// <summary>The share of bad sites that were found; 1 where there are none.</summary>
    public double Recall => Share(Found, Found + Missed);

    /// <summary>The share of sites called bad that are; 1 where none was called.</summary>
    public double Precision => Share(Found, Found + FalseAlarms);

    /// <summary>Found over found, missed and false together, by which the paper picks its best epoch.</summary>
    public double IntersectionOverUnion => Share(Found, Found + Missed + FalseAlarms);

    /// <summary>Both counts together.</summary>
    public static DetectorScore operator +(DetectorScore a, DetectorScore b) => new(a.Found + b.Found, a.Missed + b.Missed, a.FalseAlarms + b.FalseAlarms);

    /// <summary>Counts the sites of one crop.</summary>
    public static DetectorScore Of(ReadOnlySpan<float> logits, ReadOnlySpan<float> targets)
    {
        (long found, long missed, long falseAlarms) = (0, 0, 0);
        for (int site = 0; site < logits.Length; site++)
        {
            bool called = logits[site] > 0, bad = targets[site] > 0.5f;
            found += called && bad ? 1 : 0;
            missed += !called && bad ? 1 : 0;
            falseAlarms += called && !bad ? 1 : 0;
        }

        return new DetectorScore(found, missed, falseAlarms);
    }

    private static double Share(long part, long whole) => whole == 0 ? 1 : part / (double)whole;
}
