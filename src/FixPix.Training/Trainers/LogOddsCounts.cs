using System.Runtime.InteropServices;
using FixPix.Defects;

namespace FixPix.Training.Trainers;

/// <summary>How often good and bad sites were given which log-odds, in steps of a sixteenth, by a network, and which, in steps of a quarter, by their residuals, with which doubts around, ditto.</summary>
internal sealed class LogOddsCounts
{
    private const int PerUnit = 16;
    private const int OthersPerUnit = 4;

    // Those of nine frames that are all certain go beyond a hundred.
    private const int Most = 128;

    private readonly Dictionary<(int LogOdds, int Residual, int Doubt), (long Good, long Bad)> _counts = [];

    /// <summary>Sites counted.</summary>
    public long Sites => _counts.Values.Sum(static count => count.Good + count.Bad);

    /// <summary>Counts the sites of a mosaic.</summary>
    /// <param name="logOdds">One number a site.</param>
    /// <param name="residuals">Another; none where residuals do not count.</param>
    /// <param name="doubts">And another; none where doubts do not count.</param>
    /// <param name="bad">Which sites are bad.</param>
    public static LogOddsCounts Of(ReadOnlySpan<float> logOdds, ReadOnlySpan<float> residuals, ReadOnlySpan<float> doubts, DefectMask bad)
    {
        LogOddsCounts counts = new();
        for (int site = 0; site < logOdds.Length; site++)
        {
            counts.Add(logOdds[site], residuals.IsEmpty ? 0 : residuals[site], doubts.IsEmpty ? 0 : doubts[site], bad[site / bad.Width, site % bad.Width]);
        }

        return counts;
    }

    /// <summary>Sites of more than so many log-odds, in whole steps.</summary>
    public long Above(double logOdds) => GoodAbove(logOdds) + _counts.Where(count => count.Key.LogOdds >= StepOf(logOdds)).Sum(static count => count.Value.Bad);

    /// <summary>Good sites of more than so many log-odds, in whole steps.</summary>
    public long GoodAbove(double logOdds) => _counts.Where(count => count.Key.LogOdds >= StepOf(logOdds)).Sum(static count => count.Value.Good);

    /// <summary>Counts one site.</summary>
    public void Add(float logOdds, float residual, float doubt, bool isBad)
    {
        (int, int, int) step = (Math.Min(StepOf(logOdds), (Most * PerUnit) - 1), (int)MathF.Round(residual * OthersPerUnit), (int)MathF.Round(doubt * OthersPerUnit));
        ref (long Good, long Bad) count = ref CollectionsMarshal.GetValueRefOrAddDefault(_counts, step, out _);
        count = isBad ? (count.Good, count.Bad + 1) : (count.Good + 1, count.Bad);
    }

    /// <summary>The steps that have any sites: the middles of the three, good and bad sites.</summary>
    public IEnumerable<(double LogOdds, double Residual, double Doubt, long Good, long Bad)> Steps() =>
        _counts.Select(static count => ((count.Key.LogOdds + 0.5) / PerUnit, count.Key.Residual / (double)OthersPerUnit, count.Key.Doubt / (double)OthersPerUnit, count.Value.Good, count.Value.Bad));

    /// <summary>The same sites, with nothing said by residuals or by doubts where they do not count.</summary>
    public LogOddsCounts With(bool residuals, bool doubts)
    {
        LogOddsCounts counts = new();
        foreach (((int logOdds, int residual, int doubt), (long good, long bad)) in _counts)
        {
            ref (long Good, long Bad) count = ref CollectionsMarshal.GetValueRefOrAddDefault(counts._counts, (logOdds, residuals ? residual : 0, doubts ? doubt : 0), out _);
            count = (count.Good + good, count.Bad + bad);
        }

        return counts;
    }

    private static int StepOf(double logOdds) => (int)Math.Floor(Math.Clamp(logOdds, -Most, Most) * PerUnit);
}
