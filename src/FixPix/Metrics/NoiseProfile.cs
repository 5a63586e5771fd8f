using FixPix.Mosaics;

namespace FixPix.Metrics;

/// <summary>
/// The local noise of a mosaic, texture included, as a function of brightness: the robust spread (1.4826 times the median
/// of the absolute values) of the difference between a site and the median of its eight nearest neighbours of the same
/// colour, in bins of that median.
/// </summary>
public sealed class NoiseProfile
{
    private const int BinCount = 64;
    private const int EnoughSites = 2_000_000;
    private const int EnoughInBin = 100;

    // Gaussian σ for one unit of median absolute difference.
    private const double SigmaPerMedian = 1.4826;

    // Rounding to whole DN alone has this spread; a noise-free mosaic has no less.
    private const double RoundingSigma = 0.28867513459481287;

    private readonly double[] _sigmas;
    private readonly double _binsPerRoot;

    private NoiseProfile(double[] sigmas, double binsPerRoot) => (_sigmas, _binsPerRoot) = (sigmas, binsPerRoot);

    /// <summary>The standard deviation of the local noise, DN, where the neighbours' median is this, DN.</summary>
    public double SigmaAt(double medianDn) => _sigmas[BinOf(medianDn, _binsPerRoot)];

    /// <summary>Measures a mosaic's noise in its active area. Of a large one, rows evenly spread with about two million sites.</summary>
    public static NoiseProfile Of(Mosaic mosaic)
    {
        ArgumentNullException.ThrowIfNull(mosaic);
        SensorArea area = mosaic.Layout.ActiveArea;

        // Bins of equal width in √DN: as wide, in units of shot noise, in the shadows as in the lights.
        double binsPerRoot = BinCount / Math.Sqrt(mosaic.Layout.WhiteDn + 1.0);
        int[][] counts = [.. Enumerable.Range(0, BinCount).Select(_ => new int[DifferenceCounts.Length])];
        NeighborMedian median = new(mosaic);
        int rowStep = NextOdd((int)Math.Max(1, (long)area.Height * area.Width / EnoughSites));
        for (int row = area.Top; row < area.Bottom; row += rowStep)
        {
            for (int column = area.Left; column < area.Right; column++)
            {
                int twice = median.TwiceAt(row, column);
                int difference = Math.Abs((2 * mosaic[row, column]) - twice);
                counts[BinOf(twice / 2.0, binsPerRoot)][DifferenceCounts.IndexOf(difference)]++;
            }
        }

        return new NoiseProfile(FillGaps(Array.ConvertAll(counts, SigmaOf)), binsPerRoot);
    }

    private static int BinOf(double medianDn, double binsPerRoot) => Math.Min((int)(Math.Sqrt(medianDn) * binsPerRoot), BinCount - 1);

    private static double SigmaOf(int[] counts)
    {
        long total = counts.Sum(count => (long)count);
        if (total < EnoughInBin)
        {
            return double.NaN;
        }

        long below = 0;
        int index = 0;
        while (2 * (below + counts[index]) < total)
        {
            below += counts[index++];
        }

        return Math.Max(RoundingSigma, SigmaPerMedian * DifferenceCounts.ValueOf(index) / 2);
    }

    // A bin that too few sites fell into takes the noise of the nearest one that has enough.
    private static double[] FillGaps(double[] sigmas)
    {
        int[] known = [.. Enumerable.Range(0, sigmas.Length).Where(bin => !double.IsNaN(sigmas[bin]))];
        return [.. Enumerable.Range(0, sigmas.Length).Select(bin => known.Length == 0
            ? RoundingSigma
            : sigmas[known.MinBy(other => Math.Abs(other - bin))])];
    }

    // An odd step visits both rows of a Bayer tile.
    private static int NextOdd(int value) => value | 1;

    // Absolute differences in half DN: one by one up to 1024, then 64 to each doubling.
    private static class DifferenceCounts
    {
        private const int Exact = 1024;
        private const int PerDoubling = 64;

        public const int Length = Exact + (8 * PerDoubling);

        public static int IndexOf(int difference) =>
            difference < Exact ? difference : Math.Min(Length - 1, Exact + (int)(PerDoubling * Math.Log2(difference / (double)Exact)));

        public static double ValueOf(int index) =>
            index < Exact ? index : Exact * Math.Pow(2, (index - Exact + 0.5) / PerDoubling);
    }
}
