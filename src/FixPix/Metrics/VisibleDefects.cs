using FixPix.Defects;
using FixPix.Mosaics;

namespace FixPix.Metrics;

/// <summary>
/// The defects that can be found in a frame at all: those that deviate from the true value by at least 5 σ of the
/// local noise. A relative deviation is invisible in deep shadow, where it is smaller than the noise.
/// </summary>
public static class VisibleDefects
{
    /// <summary>From this many standard deviations on a defect is visible.</summary>
    public const double SigmaCount = 5;

    /// <summary>Keeps the defects of a map that can be seen.</summary>
    /// <param name="original">The mosaic without defects; its noise is the measure.</param>
    /// <param name="spoiled">The same mosaic with the defects.</param>
    /// <param name="truth">The defects.</param>
    /// <exception cref="FixPixException">The three differ in size.</exception>
    public static DefectMap Of(Mosaic original, Mosaic spoiled, DefectMap truth)
    {
        ArgumentNullException.ThrowIfNull(original);
        ArgumentNullException.ThrowIfNull(spoiled);
        ArgumentNullException.ThrowIfNull(truth);
        truth.RequireFits(original.Layout);
        truth.RequireFits(spoiled.Layout);
        NoiseProfile noise = NoiseProfile.Of(original);
        NeighborMedian median = new(original);
        return new DefectMap(truth.Sensor, truth.Defects().Where(defect =>
        {
            (int row, int column) = defect.Site;
            int deviation = Math.Abs(spoiled[row, column] - original[row, column]);
            return deviation > 0 && deviation >= SigmaCount * noise.SigmaAt(median.TwiceAt(row, column) / 2.0);
        }));
    }
}
