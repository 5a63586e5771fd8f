using System.Runtime.InteropServices;
using FixPix.Defects;

namespace FixPix.Training.Trainers;

/// <summary>How often good and bad sites were given which log-odds, in steps of a sixteenth, by a network, and which, in steps of a quarter, by their residuals.</summary>
internal sealed class LogOddsCounts
{
    private const int PerUnit = 16;
    private const int ResidualsPerUnit = 4;

    // Those of nine frames that are all certain go beyond a hundred.
    private const int Most = 128;

    private readonly Dictionary<(int LogOdds, int Residual), (long Good, long Bad)> _counts = [];

    /// <summary>Sites counted.</summary>
    public long Sites => _counts.Values.Sum(static count => count.Good + count.Bad);

    /// <summary>Counts the sites of a mosaic.</summary>
    /// <param name="logOdds">One number a site.</param>
    /// <param name="residuals">Another; none where residuals do not count.</param>
    /// <param name="bad">Which sites are bad.</param>
    public static LogOddsCounts Of(ReadOnlySpan<float> logOdds, ReadOnlySpan<float> residuals, DefectMask bad)
    {
        LogOddsCounts counts = new();
        for (int site = 0; site < logOdds.Length; site++)
        {
            counts.Add(logOdds[site], residuals.IsEmpty ? 0 : residuals[site], bad[site / bad.Width, site % bad.Width]);
        }

        return counts;
    }

    /// <summary>Sites of more than so many log-odds, in whole steps.</summary>
    public long Above(double logOdds) => GoodAbove(logOdds) + _counts.Where(count => count.Key.LogOdds >= StepOf(logOdds)).Sum(static count => count.Value.Bad);

    /// <summary>Good sites of more than so many log-odds, in whole steps.</summary>
    public long GoodAbove(double logOdds) => _counts.Where(count => count.Key.LogOdds >= StepOf(logOdds)).Sum(static count => count.Value.Good);

    /// <summary>Sites of log-odds from one limit to before another, in whole steps.</summary>
    public long Between(double from, double to) => Above(from) - Above(to);

    /// <summary>Counts one site.</summary>
    public void Add(float logOdds, float residual, bool isBad)
    {
        (int, int) step = (Math.Min(StepOf(logOdds), (Most * PerUnit) - 1), (int)MathF.Round(residual * ResidualsPerUnit));
        ref (long Good, long Bad) count = ref CollectionsMarshal.GetValueRefOrAddDefault(_counts, step, out _);
        count = isBad ? (count.Good, count.Bad + 1) : (count.Good + 1, count.Bad);
    }

    /// <summary>The steps that have any sites: their middle, the residuals', good and bad sites.</summary>
    public IEnumerable<(double LogOdds, double Residual, long Good, long Bad)> Steps() =>
        _counts.Select(static count => ((count.Key.LogOdds + 0.5) / PerUnit, count.Key.Residual / (double)ResidualsPerUnit, count.Value.Good, count.Value.Bad));

    /// <summary>The same sites with residuals that say nothing.</summary>
    public LogOddsCounts WithoutResiduals()
    {
        LogOddsCounts counts = new();
        foreach (((int logOdds, int _), (long good, long bad)) in _counts)
        {
            ref (long Good, long Bad) count = ref CollectionsMarshal.GetValueRefOrAddDefault(counts._counts, (logOdds, 0), out _);
            count = (count.Good + good, count.Bad + bad);
        }

        return counts;
    }

    private static int StepOf(double logOdds) => (int)Math.Floor(Math.Clamp(logOdds, -Most, Most) * PerUnit);
}
