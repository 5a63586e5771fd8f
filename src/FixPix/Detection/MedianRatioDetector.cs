using FixPix.Mosaics;

namespace FixPix.Detection;

/// <summary>
/// A site is bad when its distance from the median of the nine sites of its plane stands out among the same distances
/// of all sites, of any colour, in the 5×5 window around it: more than (20·T/100 + 1)/24 of their sum. The rule of
/// RawTherapee's hot and dead pixel filter (rtengine/badpixels.cc, findHotDeadPixels), and never below the noise.
/// </summary>
public sealed class MedianRatioDetector : VotingDetector
{
    /// <summary>Its name in the list of detectors.</summary>
    public const string Name = "median-ratio";

    /// <summary>RawTherapee's threshold, 20 to 200, 100 by default: smaller finds more.</summary>
    public double Threshold { get; init; } = 100;

    /// <summary>A difference is at least this many standard deviations of the frame's own noise at that level; 0 leaves noise out, as RawTherapee does.</summary>
    public double NoiseFactor { get; init; } = 3;

    private protected override string DetectorName => Name;

    // RawTherapee: |d| > (20·T/100 + 1)/24 · sum of the other 24.
    private double Factor => ((20 * Threshold / 100) + 1) / DifferenceWindow.Others;

    private protected override void Judge(Mosaic frame, WorkSettings work, FrameFindings findings)
    {
        PlaneSites sites = PlaneSites.Of(frame.Layout.Cfa);
        NoiseModel noise = NoiseModel.Of(frame, sites);
        RowBands.Run(frame.Height, FrameFindings.RowsPerBand, work, () => new DifferenceWindow(frame.Width), (first, end, window) =>
        {
            List<Finding> found = [];
            window.Fill(frame, sites, first, end);
            for (int row = first; row < end; row++)
            {
                JudgeRow(frame, row, window, noise, found);
            }

            findings.Set(first, found);
        });
    }

    private void JudgeRow(Mosaic frame, int row, DifferenceWindow window, NoiseModel noise, List<Finding> found)
    {
        ReadOnlySpan<int> differences = window.MoveTo(frame, row);
        for (int column = 0; column < frame.Width; column++)
        {
            int size = Math.Abs(differences[column]);
            if (size == 0)
            {
                continue;
            }

            // At a border the mean of the sites that are there stands for those that are not.
            double sum = window.MeanOfOthersDn(column, size) * DifferenceWindow.Others;
            int median = frame[row, column] - differences[column];
            double limit = Math.Max(Factor * sum, NoiseFactor * noise.SigmaDn(frame.Layout.Cfa.PositionAt(row, column), median));
            if (size > limit && !Saturation.Hides(frame.Layout, frame[row, column], median))
            {
                found.Add(new Finding((row * frame.Width) + column, Certainty.OfRatio(size / limit), differences[column] > 0));
            }
        }
    }
}
