using FixPix.Defects;

namespace FixPix.Training.Trainers;

/// <summary>How often good and bad sites were given which log-odds, in steps of a sixteenth.</summary>
internal sealed class LogOddsCounts
{
    private const int PerUnit = 16;

    // Those of nine frames that are all certain go beyond a hundred.
    private const int Most = 128;

    private readonly long[] _good = new long[2 * Most * PerUnit], _bad = new long[2 * Most * PerUnit];

    /// <summary>Sites counted.</summary>
    public long Sites => _good.Sum() + _bad.Sum();

    /// <summary>Counts the sites of a mosaic.</summary>
    /// <param name="logOdds">One number a site.</param>
    /// <param name="bad">Which sites are bad.</param>
    public static LogOddsCounts Of(ReadOnlySpan<float> logOdds, DefectMask bad)
    {
        LogOddsCounts counts = new();
        for (int site = 0; site < logOdds.Length; site++)
        {
            counts.Add(logOdds[site], bad[site / bad.Width, site % bad.Width]);
        }

        return counts;
    }

    /// <summary>Sites of more than so many log-odds, in whole steps.</summary>
    public long Above(double logOdds) => GoodAbove(logOdds) + Above(_bad, logOdds);

    /// <summary>Good sites of more than so many log-odds, in whole steps.</summary>
    public long GoodAbove(double logOdds) => Above(_good, logOdds);

    /// <summary>Sites of log-odds from one limit to before another, in whole steps.</summary>
    public long Between(double from, double to) => Above(from) - Above(to);

    /// <summary>Counts one site.</summary>
    public void Add(float logOdds, bool isBad)
    {
        int bin = (int)Math.Clamp((logOdds + Most) * PerUnit, 0, _good.Length - 1);
        (isBad ? _bad : _good)[bin]++;
    }

    /// <summary>The steps that have any sites: their middle, good and bad sites.</summary>
    public IEnumerable<(double LogOdds, long Good, long Bad)> Steps()
    {
        for (int bin = 0; bin < _good.Length; bin++)
        {
            if (_good[bin] + _bad[bin] > 0)
            {
                yield return (((bin + 0.5) / PerUnit) - Most, _good[bin], _bad[bin]);
            }
        }
    }

    private static long Above(long[] counts, double logOdds) => counts.AsSpan((int)Math.Clamp((logOdds + Most) * PerUnit, 0, counts.Length)..).ToArray().Sum();
}
