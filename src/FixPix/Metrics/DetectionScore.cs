using FixPix.Defects;

namespace FixPix.Metrics;

/// <summary>How well a detected map agrees with the truth, over the whole sensor.</summary>
/// <param name="TruePositives">Bad sites that were found.</param>
/// <param name="FalsePositives">Good sites that were taken for bad.</param>
/// <param name="FalseNegatives">Bad sites that were missed.</param>
/// <remarks>Where a share's denominator is 0 nothing could go wrong, and it is 1: no detection, no false one; no defect, none missed.</remarks>
public sealed record DetectionScore(long TruePositives, long FalsePositives, long FalseNegatives)
{
    /// <summary>TP / (TP + FP): the share of the detections that are right, 0 to 1.</summary>
    public double Precision => Share(TruePositives, TruePositives + FalsePositives);

    /// <summary>TP / (TP + FN): the share of the defects that were found, 0 to 1.</summary>
    public double Recall => Share(TruePositives, TruePositives + FalseNegatives);

    /// <summary>2 TP / (2 TP + FP + FN): the harmonic mean of precision and recall, 0 to 1.</summary>
    public double F1 => Share(2 * TruePositives, (2 * TruePositives) + FalsePositives + FalseNegatives);

    /// <summary>TP / (TP + FP + FN): intersection over union, 0 to 1.</summary>
    public double IoU => Share(TruePositives, TruePositives + FalsePositives + FalseNegatives);

    /// <summary>Defects that stand out of the noise (<see cref="VisibleDefects"/>), or null when that was not asked.</summary>
    public long? VisibleCount { get; init; }

    /// <summary>How many of the visible defects were found, or null.</summary>
    public long? VisibleFound { get; init; }

    /// <summary>The share of the visible defects that were found, 0 to 1, or null.</summary>
    public double? VisibleRecall => VisibleCount is { } count && VisibleFound is { } found ? Share(found, count) : null;

    /// <summary>Compares two maps of one sensor.</summary>
    /// <param name="truth">What is bad.</param>
    /// <param name="found">What was detected.</param>
    /// <param name="visible">Those of the truth that can be seen in the frame, or null: <see cref="VisibleDefects.Of(Mosaics.Mosaic, Mosaics.Mosaic, DefectMap)"/>.</param>
    /// <exception cref="FixPixException">The maps are for sensors of different sizes.</exception>
    public static DetectionScore Of(DefectMap truth, DefectMap found, DefectMap? visible = null)
    {
        ArgumentNullException.ThrowIfNull(truth);
        ArgumentNullException.ThrowIfNull(found);
        long both = CountShared(truth, found);
        return new DetectionScore(both, found.Count - both, truth.Count - both)
        {
            VisibleCount = visible?.Count,
            VisibleFound = visible is null ? null : CountShared(visible, found),
        };
    }

    /// <summary>The counts of two frames or sensors. Visible ones are known where both know them.</summary>
    public static DetectionScore operator +(DetectionScore one, DetectionScore other)
    {
        ArgumentNullException.ThrowIfNull(one);
        ArgumentNullException.ThrowIfNull(other);
        return new DetectionScore(
            one.TruePositives + other.TruePositives, one.FalsePositives + other.FalsePositives, one.FalseNegatives + other.FalseNegatives)
        {
            VisibleCount = one.VisibleCount + other.VisibleCount,
            VisibleFound = one.VisibleFound + other.VisibleFound,
        };
    }

    /// <exception cref="FixPixException">The maps are for sensors of different sizes.</exception>
    internal static void RequireSameSize(DefectMap one, DefectMap other)
    {
        ArgumentNullException.ThrowIfNull(one);
        ArgumentNullException.ThrowIfNull(other);
        if ((one.Sensor.Width, one.Sensor.Height) != (other.Sensor.Width, other.Sensor.Height))
        {
            throw new FixPixException(
                $"maps of different sensors: {one.Sensor.Width}×{one.Sensor.Height} and {other.Sensor.Width}×{other.Sensor.Height}");
        }
    }

    private static long CountShared(DefectMap one, DefectMap other)
    {
        RequireSameSize(one, other);
        ReadOnlySpan<int> first = one.SiteIndices;
        ReadOnlySpan<int> second = other.SiteIndices;
        long shared = 0;
        for (int a = 0, b = 0; a < first.Length && b < second.Length;)
        {
            int difference = first[a].CompareTo(second[b]);
            shared += difference == 0 ? 1 : 0;
            a += difference <= 0 ? 1 : 0;
            b += difference >= 0 ? 1 : 0;
        }

        return shared;
    }

    private static double Share(long part, long whole) => whole == 0 ? 1 : part / (double)whole;
}
