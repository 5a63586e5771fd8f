using FixPix.Mosaics;

namespace FixPix.Detection;

/// <summary>
/// A site is bad when it lies outside the range of its eight neighbours in its plane, and beyond it by more than a
/// local threshold: the larger of the frame's own noise and of a part of that range. After N. El-Yamany, "Robust defect
/// pixel detection and correction for Bayer imaging systems", IS&amp;T Electronic Imaging, Digital Photography and Mobile
/// Imaging XIII, 2017: singlets and couplets of hot and cold pixels by rules on the same-colour neighbours.
/// </summary>
/// <remarks>
/// So that bad neighbours do not mask each other, the range is also tried without its most extreme neighbours, one
/// after the other; the more are left out, the likelier it is structure of the scene, and the higher both thresholds:
/// (1 + left out) times the range, (1 + left out / 2) times the noise. Those left out must themselves stand apart from
/// the rest by at least half of what the site does: on an edge the values between lie close together.
/// </remarks>
public sealed class RuleBasedDetector : VotingDetector
{
    /// <summary>Its name in the list of detectors.</summary>
    public const string Name = "rule-based";

    private const int MostLeftOut = 3;
    private const int MostOfPlane = 2;
    private readonly int _leftOut = MostLeftOut;

    /// <summary>How far beyond the range of its neighbours a site is at least, in standard deviations of the frame's noise at their level.</summary>
    public double NoiseFactor { get; init; } = 4;

    /// <summary>How far beyond the range of its neighbours a site is at least, as a part of that range.</summary>
    public double RangeFactor { get; init; } = 0.75;

    /// <summary>
    /// How many neighbours at most are left out of the range, 0 to 3: 1 for pairs, 2 for rows and columns, 3 for blocks of
    /// four. With a colour filter array never more than 2: the sites of a block have different filters there.
    /// </summary>
    public int LeftOut
    {
        get => _leftOut;
        init => _leftOut = value is >= 0 and <= MostLeftOut ? value : throw new FixPixException($"neighbours left out: {value}, expected 0 to {MostLeftOut}");
    }

    private protected override string DetectorName => Name;

    private protected override void Judge(Mosaic frame, WorkSettings work, FrameFindings findings)
    {
        PlaneSites sites = PlaneSites.Of(frame.Layout.Cfa);
        NoiseModel noise = NoiseModel.Of(frame, sites);
        RowBands.Run(frame.Height, FrameFindings.RowsPerBand, work, () => new ushort[frame.Width], (first, end, medians) =>
        {
            List<Finding> found = [];
            for (int row = first; row < end; row++)
            {
                PlaneMedian.OfRow(frame, sites, row, medians);
                JudgeRow(frame, sites, row, medians, noise, found);
            }

            findings.Set(first, found);
        });
    }

    // Whoever is beyond the range of at least five neighbours by some amount is at least as far from the median of all
    // nine. So the fast median picks the few that are worth sorting their neighbours.
    private void JudgeRow(Mosaic frame, PlaneSites sites, int row, ReadOnlySpan<ushort> medians, NoiseModel noise, List<Finding> found)
    {
        ReadOnlySpan<ushort> samples = frame.Row(row);
        Span<ushort> neighbors = stackalloc ushort[PlaneSites.NeighborCount];
        for (int column = 0; column < samples.Length; column++)
        {
            int difference = samples[column] - medians[column];
            if (Math.Abs(difference) <= NoiseFactor * noise.LeastSigmaDn || Saturation.Hides(frame.Layout, samples[column], medians[column]))
            {
                continue;
            }

            double noiseDn = NoiseFactor * noise.SigmaDn(frame.Layout.Cfa.PositionAt(row, column), medians[column]);
            if (Math.Abs(difference) <= noiseDn)
            {
                continue;
            }

            Span<ushort> sorted = neighbors[..sites.Gather(frame, row, column, neighbors)];
            sorted.Sort();
            int leftOut = sites.Step == 1 ? LeftOut : Math.Min(LeftOut, MostOfPlane);
            double ratio = Excess(samples[column], sorted, leftOut, difference > 0, noiseDn);
            if (ratio > 1)
            {
                found.Add(new Finding((row * frame.Width) + column, Certainty.OfRatio(ratio), difference > 0));
            }
        }
    }

    /// <summary>How many times its threshold a site is beyond the range: the best over the neighbours left out.</summary>
    private double Excess(int sampleDn, ReadOnlySpan<ushort> sorted, int mostLeftOut, bool isHigh, double noiseDn)
    {
        double best = 0;
        for (int leftOut = 0; leftOut <= mostLeftOut && sorted.Length - leftOut > PlaneSites.NeighborCount / 2; leftOut++)
        {
            ReadOnlySpan<ushort> rest = isHigh ? sorted[..^leftOut] : sorted[leftOut..];
            int beyond = isHigh ? sampleDn - rest[^1] : rest[0] - sampleDn;
            int gap = leftOut == 0 ? beyond : isHigh ? sorted[^leftOut] - rest[^1] : rest[0] - sorted[leftOut - 1];
            double limit = Math.Max((1 + (0.5 * leftOut)) * noiseDn, (1 + leftOut) * RangeFactor * (rest[^1] - rest[0]));
            if (2 * gap >= beyond)
            {
                best = Math.Max(best, beyond / limit);
            }
        }

        return best;
    }
}
