using FixPix.Metrics;

namespace FixPix.Evaluation;

/// <summary>What a detector did to one set of frames, or to many: counts add up.</summary>
/// <param name="Sets">Sets of frames.</param>
/// <param name="Sites">Sites of their sensors.</param>
/// <param name="Samples">Samples looked at: sites times frames.</param>
/// <param name="Seconds">Time that the detector took.</param>
/// <param name="Detection">Right and wrong detections.</param>
/// <param name="ByClass">The same by kind and by shape.</param>
public sealed record EvaluationTally(int Sets, long Sites, long Samples, double Seconds, DetectionScore Detection, ScoreByClass ByClass)
{
    /// <summary>Whether the probabilities mean what they say; null where the detector does not give one for every site.</summary>
    public Calibration? Calibration { get; init; }

    /// <summary>What would have been found at other thresholds.</summary>
    public required OperatingCurve Curve { get; init; }

    /// <summary>What mending did, corrector by corrector; empty where nothing was mended.</summary>
    public IReadOnlyList<MendingTally> Mending { get; init; } = [];

    /// <summary>Defects that were put in.</summary>
    public long Defects => Detection.TruePositives + Detection.FalseNegatives;

    /// <summary>The share of the visible defects that were found, 0 to 1; null without one.</summary>
    public double? VisibleRecall => Detection.VisibleCount > 0 ? Detection.VisibleRecall : null;

    /// <summary>The share of all defects that were found, 0 to 1; null without one.</summary>
    public double? Recall => Defects > 0 ? Detection.Recall : null;

    /// <summary>The share of the found sites that are bad, 0 to 1; null without a defect, where it would only say whether anything was found.</summary>
    public double? Precision => Defects > 0 ? Detection.Precision : null;

    /// <summary>The harmonic mean of <see cref="Precision"/> and <see cref="Recall"/>, 0 to 1; null without a defect.</summary>
    public double? F1 => Defects > 0 ? Detection.F1 : null;

    /// <summary>Good sites taken for bad, for each million sites.</summary>
    public double FalseAlarmsPerMegapixel => Detection.FalsePositives * 1e6 / Sites;

    /// <summary>Time for a million samples, seconds.</summary>
    public double SecondsPerMegapixel => Seconds * 1e6 / Samples;

    /// <summary>The counts of both.</summary>
    public static EvaluationTally operator +(EvaluationTally one, EvaluationTally other)
    {
        ArgumentNullException.ThrowIfNull(one);
        ArgumentNullException.ThrowIfNull(other);
        return new EvaluationTally(
            one.Sets + other.Sets, one.Sites + other.Sites, one.Samples + other.Samples, one.Seconds + other.Seconds,
            one.Detection + other.Detection, one.ByClass + other.ByClass)
        {
            Curve = one.Curve + other.Curve,
            Calibration = one.Calibration is null || other.Calibration is null ? null : one.Calibration + other.Calibration,
            Mending = [.. one.Mending.Zip(other.Mending, static (first, second) => first + second)],
        };
    }
}
