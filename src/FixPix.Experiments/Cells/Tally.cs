using FixPix.Evaluation;
using FixPix.Metrics;

namespace FixPix.Experiments.Cells;

/// <summary>Counts and sums that add up over frames; the figures follow from them.</summary>
internal sealed record Tally
{
    /// <summary>Bad sites that were found.</summary>
    public long TruePositives { get; init; }

    /// <summary>Good sites that were taken for bad.</summary>
    public long FalsePositives { get; init; }

    /// <summary>Bad sites that were missed.</summary>
    public long FalseNegatives { get; init; }

    /// <summary>Bad sites that stand out of the noise.</summary>
    public long Visible { get; init; }

    /// <summary>How many of them were found.</summary>
    public long VisibleFound { get; init; }

    /// <summary>Bad sites that read too high, and how many of them were found.</summary>
    public long Hot { get; init; }

    /// <summary>Found ones of <see cref="Hot"/>.</summary>
    public long HotFound { get; init; }

    /// <summary>Bad sites that read too low.</summary>
    public long Dead { get; init; }

    /// <summary>Found ones of <see cref="Dead"/>.</summary>
    public long DeadFound { get; init; }

    /// <summary>Good sites, where it was looked what mending does to them.</summary>
    public long Good { get; init; }

    /// <summary>How many of them mending changed.</summary>
    public long Altered { get; init; }

    /// <summary>Frames that were mended.</summary>
    public int Frames { get; init; }

    /// <summary>Sum of their NMSE.</summary>
    public double NmseSum { get; init; }

    /// <summary>Sum of their PSNR, dB.</summary>
    public double PsnrSumDb { get; init; }

    /// <summary>Wall time in all, where it is measured.</summary>
    public double Seconds { get; init; }

    /// <summary>Bad sites.</summary>
    public long Defects => TruePositives + FalseNegatives;

    /// <summary>TP / (TP + FN), 0 to 1; null without a defect.</summary>
    public double? Recall => Share(TruePositives, Defects);

    /// <summary>The share of the visible defects that were found, 0 to 1.</summary>
    public double? VisibleRecall => Share(VisibleFound, Visible);

    /// <summary>TP / (TP + FP), 0 to 1.</summary>
    public double? Precision => Defects == 0 ? null : Share(TruePositives, TruePositives + FalsePositives) ?? 1;

    /// <summary>TP / (TP + FP + FN), 0 to 1.</summary>
    public double? IoU => Defects == 0 ? null : Share(TruePositives, Defects + FalsePositives);

    /// <summary>The share of the too bright sites that were found, 0 to 1.</summary>
    public double? HotRecall => Share(HotFound, Hot);

    /// <summary>The share of the too dark sites that were found, 0 to 1.</summary>
    public double? DeadRecall => Share(DeadFound, Dead);

    /// <summary>Good sites that were changed, for each million.</summary>
    public double? AlteredPerMillion => Share(1e6 * Altered, Good);

    /// <summary>Mean of the frames' Σ (mended − true)² / Σ true² over their bad sites.</summary>
    public double? Nmse => Share(NmseSum, Frames);

    /// <summary>Mean of the frames' PSNR over their bad sites, dB.</summary>
    public double? PsnrDb => Share(PsnrSumDb, Frames);

    /// <summary>Mean wall time of a frame, seconds.</summary>
    public double? SecondsPerFrame => Seconds > 0 ? Share(Seconds, Frames) : null;

    /// <summary>The counts of a detection.</summary>
    public static Tally Of(DetectionScore score) => new()
    {
        TruePositives = score.TruePositives,
        FalsePositives = score.FalsePositives,
        FalseNegatives = score.FalseNegatives,
        Visible = score.VisibleCount ?? 0,
        VisibleFound = score.VisibleFound ?? 0,
    };

    /// <summary>One mended frame; none where its bad sites all read 0, and NMSE says nothing.</summary>
    public static Tally Of(CorrectionScore score, long sites) => score.BadCount == 0 || !double.IsFinite(score.Nmse)
        ? new Tally()
        : new Tally { Good = sites - score.BadCount, Altered = score.AlteredGoodCount, Frames = 1, NmseSum = score.Nmse, PsnrSumDb = Math.Min(score.PsnrDb, MendingSums.MostDb) };

    /// <summary>Mended frames of an evaluation.</summary>
    public static Tally Of(MendingTally mending, MendingSums sums) => new() { Good = mending.GoodCount, Altered = mending.AlteredGoodCount, Frames = mending.Frames, NmseSum = sums.Nmse, PsnrSumDb = sums.PsnrDb };

    /// <summary>Several sensors together: counts add up; of NMSE it is the median of the sensors' means, as one in the dark, which has next to no truth to divide by, would be all of a mean.</summary>
    public static Tally OfSensors(IReadOnlyList<Tally> sensors)
    {
        Tally sum = sensors.Aggregate((one, other) => one + other);
        double[] means = [.. sensors.Select(sensor => sensor.Nmse).OfType<double>().Order()];
        return means.Length == 0 ? sum : sum with { NmseSum = (means[(means.Length - 1) / 2] + means[means.Length / 2]) / 2 * sum.Frames };
    }

    /// <summary>The counts of both.</summary>
    public static Tally operator +(Tally one, Tally other) => new()
    {
        TruePositives = one.TruePositives + other.TruePositives,
        FalsePositives = one.FalsePositives + other.FalsePositives,
        FalseNegatives = one.FalseNegatives + other.FalseNegatives,
        Visible = one.Visible + other.Visible,
        VisibleFound = one.VisibleFound + other.VisibleFound,
        Hot = one.Hot + other.Hot,
        HotFound = one.HotFound + other.HotFound,
        Dead = one.Dead + other.Dead,
        DeadFound = one.DeadFound + other.DeadFound,
        Good = one.Good + other.Good,
        Altered = one.Altered + other.Altered,
        Frames = one.Frames + other.Frames,
        NmseSum = one.NmseSum + other.NmseSum,
        PsnrSumDb = one.PsnrSumDb + other.PsnrSumDb,
        Seconds = one.Seconds + other.Seconds,
    };

    private static double? Share(double part, double whole) => whole == 0 ? null : part / whole;
}
