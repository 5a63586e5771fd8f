using FixPix.Defects;

namespace FixPix.Training.Trainers;

/// <summary>How often good and bad sites were given which log-odds, in steps of a sixteenth.</summary>
internal sealed class LogOddsCounts
{
    private const int PerUnit = 16;
    private const int Most = 24;
    private const int MostIterations = 100;
    private const double CloseEnough = 1e-9;

    // Each half as sure as the other of nothing: keeps numbers finite where good and bad never overlap.
    private const double Stiffness = 1;

    private readonly long[] _good = new long[2 * Most * PerUnit], _bad = new long[2 * Most * PerUnit];

    /// <summary>Sites counted.</summary>
    public long Sites => _good.Sum() + _bad.Sum();

    /// <summary>Both counts together.</summary>
    public static LogOddsCounts operator +(LogOddsCounts a, LogOddsCounts b)
    {
        LogOddsCounts sum = new();
        for (int bin = 0; bin < sum._good.Length; bin++)
        {
            (sum._good[bin], sum._bad[bin]) = (a._good[bin] + b._good[bin], a._bad[bin] + b._bad[bin]);
        }

        return sum;
    }

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

    /// <summary>Counts one site.</summary>
    public void Add(float logOdds, bool isBad)
    {
        int bin = (int)Math.Clamp((logOdds + Most) * PerUnit, 0, _good.Length - 1);
        (isBad ? _bad : _good)[bin]++;
    }

    /// <summary>
    /// Scale and offset that make calibrated log-odds of these (logistic regression; J. Platt, "Probabilistic outputs for support vector machines", 1999), by Newton's method on the
    /// cross-entropy, held softly at 1 and 0.
    /// </summary>
    public (double Scale, double Offset) Fit()
    {
        (double scale, double offset) = (1, 0);
        for (int iteration = 0; iteration < MostIterations; iteration++)
        {
            (double byScale, double byOffset, double ss, double so, double oo) = Derivatives(scale, offset);
            double determinant = (ss * oo) - (so * so);
            double moveScale = ((oo * byScale) - (so * byOffset)) / determinant, moveOffset = ((ss * byOffset) - (so * byScale)) / determinant;

            // Far from the goal a whole step may lead astray.
            double length = Math.Min(1, 1 / Math.Max(Math.Abs(moveScale) * 4, Math.Abs(moveOffset)));
            (scale, offset) = (Math.Max(0.05, scale - (length * moveScale)), offset - (length * moveOffset));
            if (Math.Abs(moveScale) + Math.Abs(moveOffset) < CloseEnough)
            {
                break;
            }
        }

        return (scale, offset);
    }

    private static long Above(long[] counts, double logOdds) => counts.AsSpan((int)Math.Clamp((logOdds + Most) * PerUnit, 0, counts.Length)..).ToArray().Sum();

    private (double ByScale, double ByOffset, double ScaleScale, double ScaleOffset, double OffsetOffset) Derivatives(double scale, double offset)
    {
        (double byScale, double byOffset, double ss, double so, double oo) = (Stiffness * (scale - 1), Stiffness * offset, Stiffness, 0, Stiffness);
        for (int bin = 0; bin < _good.Length; bin++)
        {
            double count = _good[bin] + _bad[bin];
            if (count == 0)
            {
                continue;
            }

            double x = ((bin + 0.5) / PerUnit) - Most, p = 1 / (1 + Math.Exp(-((scale * x) + offset))), away = (count * p) - _bad[bin], curve = count * p * (1 - p);
            (byScale, byOffset) = (byScale + (away * x), byOffset + away);
            (ss, so, oo) = (ss + (curve * x * x), so + (curve * x), oo + curve);
        }

        return (byScale, byOffset, ss, so, oo);
    }
}
