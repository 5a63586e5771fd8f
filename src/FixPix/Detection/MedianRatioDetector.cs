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

    private const int Reach = 2;
    private const int Others = (((2 * Reach) + 1) * ((2 * Reach) + 1)) - 1;

    /// <summary>RawTherapee's threshold, 20 to 200, 100 by default: smaller finds more.</summary>
    public double Threshold { get; init; } = 100;

    /// <summary>A difference is at least this many standard deviations of the frame's own noise at that level; 0 leaves noise out, as RawTherapee does.</summary>
    public double NoiseFactor { get; init; } = 3;

    private protected override string DetectorName => Name;

    // RawTherapee: |d| > (20·T/100 + 1)/24 · sum of the other 24.
    private double Factor => ((20 * Threshold / 100) + 1) / Others;

    private protected override void Judge(Mosaic frame, WorkSettings work, FrameFindings findings)
    {
        PlaneSites sites = PlaneSites.Of(frame.Layout.Cfa);
        NoiseModel noise = NoiseModel.Of(frame, sites);
        RowBands.Run(frame.Height, FrameFindings.RowsPerBand, work, () => new Scratch(frame.Width), (first, end, scratch) =>
        {
            List<Finding> found = [];
            int top = Math.Max(0, first - Reach);
            int bottom = Math.Min(frame.Height, end + Reach);
            scratch.Fill(frame, sites, top, bottom);
            for (int row = first; row < end; row++)
            {
                scratch.AddUpColumns(Math.Max(0, row - Reach) - top, Math.Min(frame.Height, row + Reach + 1) - top);
                JudgeRow(frame, row, scratch, scratch.DifferenceRow(row - top), noise, found);
            }

            findings.Set(first, found);
        });
    }

    private void JudgeRow(Mosaic frame, int row, Scratch scratch, ReadOnlySpan<int> differences, NoiseModel noise, List<Finding> found)
    {
        int windowRows = Math.Min(frame.Height, row + Reach + 1) - Math.Max(0, row - Reach);
        for (int column = 0; column < frame.Width; column++)
        {
            (int first, int end) = (Math.Max(0, column - Reach), Math.Min(frame.Width, column + Reach + 1));
            int size = Math.Abs(differences[column]);
            int others = (windowRows * (end - first)) - 1;
            if (size == 0 || others == 0)
            {
                continue;
            }

            // At a border the mean of the sites that are there stands for those that are not.
            double sum = (scratch.ColumnSum(first, end) - size) * (double)Others / others;
            int median = frame[row, column] - differences[column];
            double limit = Math.Max(Factor * sum, NoiseFactor * noise.SigmaDn(frame.Layout.Cfa.PositionAt(row, column), median));
            if (size > limit && !Saturation.Hides(frame.Layout, frame[row, column], median))
            {
                found.Add(new Finding((row * frame.Width) + column, Certainty.OfRatio(size / limit), differences[column] > 0));
            }
        }
    }

    /// <summary>The differences of a band and its halo, and their sizes summed over the window's rows.</summary>
    private sealed class Scratch(int width)
    {
        private readonly int[] _differences = new int[(FrameFindings.RowsPerBand + (2 * Reach)) * width];
        private readonly ushort[] _medians = new ushort[width];
        private readonly int[] _columns = new int[width];

        public ReadOnlySpan<int> DifferenceRow(int row) => _differences.AsSpan(row * width, width);

        public void Fill(Mosaic frame, PlaneSites sites, int top, int bottom)
        {
            for (int row = top; row < bottom; row++)
            {
                PlaneMedian.OfRow(frame, sites, row, _medians);
                ReadOnlySpan<ushort> samples = frame.Row(row);
                Span<int> differences = _differences.AsSpan((row - top) * width, width);
                for (int column = 0; column < width; column++)
                {
                    differences[column] = samples[column] - _medians[column];
                }
            }
        }

        public void AddUpColumns(int top, int bottom)
        {
            Array.Clear(_columns);
            for (int row = top; row < bottom; row++)
            {
                ReadOnlySpan<int> differences = DifferenceRow(row);
                for (int column = 0; column < width; column++)
                {
                    _columns[column] += Math.Abs(differences[column]);
                }
            }
        }

        public int ColumnSum(int first, int end)
        {
            int sum = 0;
            for (int column = first; column < end; column++)
            {
                sum += _columns[column];
            }

            return sum;
        }
    }
}
