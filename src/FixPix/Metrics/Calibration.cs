using System.Collections.Immutable;
using FixPix.Defects;
using FixPix.Mosaics;

namespace FixPix.Metrics;

/// <summary>
/// Whether probabilities mean what they say: of the sites that are given 0.8, eight of ten should be bad. Counted in
/// intervals of equal width, with the expected calibration error (Guo et al., "On calibration of modern neural networks", ICML 2017).
/// </summary>
public sealed class Calibration
{
    /// <summary>Intervals of equal width that 0 to 1 is divided into.</summary>
    public const int BinCount = 15;

    /// <summary>A good site that is given no more than this is a matter of course.</summary>
    public const float EasyProbability = 0.01f;

    private const int RowsPerBand = 64;

    private Calibration(ImmutableArray<ReliabilityBin> bins, ReliabilityBin easy) => (Bins, Easy) = (bins, easy);

    /// <summary>All sites, by the probability that they were given: the reliability diagram.</summary>
    public ImmutableArray<ReliabilityBin> Bins { get; }

    /// <summary>The good sites that were given <see cref="EasyProbability"/> or less; they are in the first of <see cref="Bins"/> too.</summary>
    public ReliabilityBin Easy { get; }

    /// <summary>The expected calibration error over all sites, 0 to 1: the mean gap between what was said and what was so.</summary>
    public double ExpectedError => Error(Bins);

    /// <summary>
    /// The same without the <see cref="Easy"/> sites: where few sites are bad, nearly all are easy and hide what is said of the others.
    /// </summary>
    public double ContestedError => Error(Bins.SetItem(0, Bins[0] - Easy));

    /// <summary>Compares the probabilities of all sites of a sensor with the truth.</summary>
    /// <param name="probabilities">height × width, row-major, 0 to 1; what is no number counts as 0.</param>
    /// <param name="truth">What is bad.</param>
    /// <param name="work">Threads, cancellation; null for the default. The result does not depend on it.</param>
    /// <exception cref="FixPixException">There are not as many probabilities as the sensor has sites.</exception>
    public static Calibration Of(float[] probabilities, DefectMap truth, WorkSettings? work = null)
    {
        ArgumentNullException.ThrowIfNull(probabilities);
        ArgumentNullException.ThrowIfNull(truth);
        (int width, int height) = (truth.Sensor.Width, truth.Sensor.Height);
        if (probabilities.Length != (long)width * height)
        {
            throw new FixPixException($"{probabilities.Length} probabilities for a sensor of {width}×{height}");
        }

        DefectMask bad = truth.ToMask();
        Tally[] bands = new Tally[(height + RowsPerBand - 1) / RowsPerBand];
        RowBands.Run(height, RowsPerBand, work ?? WorkSettings.Default, (first, end) =>
        {
            Tally tally = new();
            for (int row = first; row < end; row++)
            {
                tally.Add(probabilities.AsSpan(row * width, width), bad, row);
            }

            bands[first / RowsPerBand] = tally;
        });

        // In the order of the bands, so that the sums do not depend on the threads.
        return bands.Select(band => new Calibration([.. band.Bins], band.Easy)).Aggregate((all, next) => all + next);
    }

    /// <summary>The sites of both.</summary>
    public static Calibration operator +(Calibration one, Calibration other)
    {
        ArgumentNullException.ThrowIfNull(one);
        ArgumentNullException.ThrowIfNull(other);
        return new Calibration([.. one.Bins.Zip(other.Bins, (first, second) => first + second)], one.Easy + other.Easy);
    }

    private static double Error(ImmutableArray<ReliabilityBin> bins)
    {
        long count = bins.Sum(bin => bin.Count);
        return count == 0 ? 0 : bins.Sum(bin => bin.Gap) / count;
    }

    private sealed class Tally
    {
        public ReliabilityBin[] Bins { get; } = new ReliabilityBin[BinCount];

        public ReliabilityBin Easy { get; private set; }

        public void Add(ReadOnlySpan<float> probabilities, DefectMask bad, int row)
        {
            for (int column = 0; column < probabilities.Length; column++)
            {
                float probability = float.IsNaN(probabilities[column]) ? 0 : Math.Clamp(probabilities[column], 0, 1);
                bool isBad = bad[row, column];
                ReliabilityBin site = new(1, probability, isBad ? 1 : 0);
                Bins[Math.Min(BinCount - 1, (int)(probability * BinCount))] += site;
                Easy = isBad || probability > EasyProbability ? Easy : Easy + site;
            }
        }
    }
}
