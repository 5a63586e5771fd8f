using FixPix.Mosaics;

namespace FixPix.Detection;

/// <summary>
/// A site is bad when it differs from the median of the nine sites of its plane by more than one threshold for the
/// whole frame: a fraction of the brightest sample, at least 20 DN. The rule of rawpy's enhance.find_bad_pixels
/// (M. Riechert, rawpy, rawpy/enhance.py), in signed arithmetic, which its source lacks, and never below the noise.
/// </summary>
/// <remarks>
/// Shows texture as defects; over frames of different scenes that evens out (<see cref="VotingDetector.ConfirmRatio"/>).
/// </remarks>
public sealed class MedianThresholdDetector : VotingDetector
{
    /// <summary>Its name in the list of detectors.</summary>
    public const string Name = "median-threshold";

    /// <summary>The threshold as a part of the frame's largest sample: largest / this. rawpy has 150.</summary>
    public int Divisor { get; init; } = 150;

    /// <summary>The threshold is at least this, DN.</summary>
    public int MinimumDn { get; init; } = 20;

    /// <summary>The threshold is at least this many standard deviations of the frame's own noise at that level; 0 leaves noise out, as rawpy does.</summary>
    public double NoiseFactor { get; init; } = 5;

    private protected override string DetectorName => Name;

    private protected override void Judge(Mosaic frame, WorkSettings work, FrameFindings findings)
    {
        PlaneSites sites = PlaneSites.Of(frame.Layout.Cfa);
        NoiseModel noise = NoiseModel.Of(frame, sites);
        int thresholdDn = Math.Max(frame.Samples.Max() / Math.Max(1, Divisor), MinimumDn);
        RowBands.Run(frame.Height, FrameFindings.RowsPerBand, work, () => new ushort[frame.Width], (first, end, medians) =>
        {
            List<Finding> found = [];
            for (int row = first; row < end; row++)
            {
                PlaneMedian.OfRow(frame, sites, row, medians);
                JudgeRow(frame, row, medians, thresholdDn, noise, found);
            }

            findings.Set(first, found);
        });
    }

    private void JudgeRow(Mosaic frame, int row, ReadOnlySpan<ushort> medians, int thresholdDn, NoiseModel noise, List<Finding> found)
    {
        ReadOnlySpan<ushort> samples = frame.Row(row);
        for (int column = 0; column < samples.Length; column++)
        {
            int difference = samples[column] - medians[column];
            if (Math.Abs(difference) <= thresholdDn || Saturation.Hides(frame.Layout, samples[column], medians[column]))
            {
                continue;
            }

            double limit = Math.Max(thresholdDn, NoiseFactor * noise.SigmaDn(frame.Layout.Cfa.PositionAt(row, column), medians[column]));
            if (Math.Abs(difference) > limit)
            {
                found.Add(new Finding((row * frame.Width) + column, Certainty.OfRatio(Math.Abs(difference) / limit), difference > 0));
            }
        }
    }
}
