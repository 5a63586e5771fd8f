using System.Collections.Immutable;
using FixPix.Defects;

namespace FixPix.Metrics;

/// <summary>
/// What a detector finds, right and wrong, at every threshold: recall against precision. With it two detectors can be compared at the same precision, whatever threshold each has.
/// Sites are counted in intervals of the log-odds of their probability, <see cref="IntervalsPerUnit"/> for each unit; counts of several frames add up.
/// </summary>
public sealed class OperatingCurve
{
    /// <summary>How finely thresholds are told apart: intervals for each unit of log-odds.</summary>
    public const int IntervalsPerUnit = 8;

    // A float near 1 says no more than log-odds of 16.6. Whoever is below the least is never reported.
    private const int LeastLogOdds = -10;
    private const int MostLogOdds = 17;
    private const int Intervals = (MostLogOdds - LeastLogOdds) * IntervalsPerUnit;

    // Bad, visible and good sites of each interval, from the least log-odds to the most.
    private readonly ImmutableArray<Tally> _tallies;

    private OperatingCurve(ImmutableArray<Tally> tallies) => _tallies = tallies;

    /// <summary>The thresholds at which anything changes, the strictest first; counts only rise.</summary>
    public IReadOnlyList<OperatingPoint> Points
    {
        get
        {
            List<OperatingPoint> points = [];
            Tally sum = default;
            for (int interval = Intervals - 1; interval > 0; interval--)
            {
                if (_tallies[interval] != default)
                {
                    sum += _tallies[interval];
                    points.Add(new OperatingPoint(LeastLogOdds + (interval / (double)IntervalsPerUnit), sum.Bad, sum.Visible, sum.Good));
                }
            }

            return points;
        }
    }

    /// <summary>Counts the sites of a sensor.</summary>
    /// <param name="probabilities">height × width, row-major, 0 to 1; what is no number counts as 0.</param>
    /// <param name="truth">What is bad.</param>
    /// <param name="visible">Those of the truth that can be seen.</param>
    /// <exception cref="FixPixException">There are not as many probabilities as the sensor has sites, or the maps are for sensors of different sizes.</exception>
    public static OperatingCurve Of(ReadOnlySpan<float> probabilities, DefectMap truth, DefectMap visible)
    {
        DetectionScore.RequireSameSize(truth, visible);
        if (probabilities.Length != (long)truth.Sensor.Width * truth.Sensor.Height)
        {
            throw new FixPixException($"{probabilities.Length} probabilities for a sensor of {truth.Sensor.Width}×{truth.Sensor.Height}");
        }

        Tally[] tallies = new Tally[Intervals];
        foreach (float probability in probabilities)
        {
            tallies[IntervalOf(probability)].Good++;
        }

        foreach (int site in truth.SiteIndices)
        {
            ref Tally tally = ref tallies[IntervalOf(probabilities[site])];
            (tally.Bad, tally.Good) = (tally.Bad + 1, tally.Good - 1);
        }

        foreach (int site in visible.SiteIndices)
        {
            tallies[IntervalOf(probabilities[site])].Visible++;
        }

        return new OperatingCurve([.. tallies]);
    }

    /// <summary>Counts the sites that a detector reported, by the probability that it gave them: a curve that ends at its own threshold.</summary>
    /// <param name="found">What was detected.</param>
    /// <param name="truth">What is bad.</param>
    /// <param name="visible">Those of the truth that can be seen.</param>
    /// <exception cref="FixPixException">The maps are for sensors of different sizes.</exception>
    public static OperatingCurve Of(DefectMap found, DefectMap truth, DefectMap visible)
    {
        DetectionScore.RequireSameSize(found, truth);
        float[] probabilities = new float[found.Sensor.Width * found.Sensor.Height];
        for (int index = 0; index < found.Count; index++)
        {
            probabilities[found.SiteIndices[index]] = found.Probabilities[index];
        }

        return Of(probabilities, truth, visible);
    }

    /// <summary>The sites of both.</summary>
    public static OperatingCurve operator +(OperatingCurve one, OperatingCurve other)
    {
        ArgumentNullException.ThrowIfNull(one);
        ArgumentNullException.ThrowIfNull(other);
        return new OperatingCurve([.. one._tallies.Zip(other._tallies, (first, second) => first + second)]);
    }

    // 0 and what is no number fall into the lowest interval, which no threshold takes in.
    private static int IntervalOf(float probability)
    {
        double interval = (Math.Log(probability / (1.0 - probability)) - LeastLogOdds) * IntervalsPerUnit;
        return interval >= 1 ? (int)Math.Min(interval, Intervals - 1) : 0;
    }

    private record struct Tally(long Bad, long Visible, long Good)
    {
        public static Tally operator +(Tally one, Tally other) => new(one.Bad + other.Bad, one.Visible + other.Visible, one.Good + other.Good);
    }
}
