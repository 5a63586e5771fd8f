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

    private const int SitesPerBand = 16384;

    /// <summary>Keeps the defects of a map that can be seen.</summary>
    /// <param name="original">The mosaic without defects; its noise is the measure.</param>
    /// <param name="spoiled">The same mosaic with the defects.</param>
    /// <param name="truth">The defects.</param>
    /// <exception cref="FixPixException">The three differ in size.</exception>
    public static DefectMap Of(Mosaic original, Mosaic spoiled, DefectMap truth)
    {
        ArgumentNullException.ThrowIfNull(original);
        ArgumentNullException.ThrowIfNull(truth);
        truth.RequireFits(original.Layout);
        return Of([new FrameNoise(original)], [spoiled], truth);
    }

    /// <summary>Keeps the defects of a sensor that can be seen in at least one of its frames.</summary>
    /// <param name="originals">The mosaics without defects, their noise measured once for any number of calls.</param>
    /// <param name="spoiled">The same mosaics with the defects.</param>
    /// <param name="truth">The defects.</param>
    /// <param name="work">Threads, cancellation; null for the default. The result does not depend on it.</param>
    /// <exception cref="FixPixException">They differ in size or number.</exception>
    public static DefectMap Of(IReadOnlyList<FrameNoise> originals, IReadOnlyList<Mosaic> spoiled, DefectMap truth, WorkSettings? work = null)
    {
        ArgumentNullException.ThrowIfNull(originals);
        ArgumentNullException.ThrowIfNull(spoiled);
        ArgumentNullException.ThrowIfNull(truth);
        if (originals.Count != spoiled.Count)
        {
            throw new FixPixException($"{originals.Count} frames without defects, {spoiled.Count} with them");
        }

        bool[] visible = new bool[truth.Count];
        for (int frame = 0; frame < originals.Count; frame++)
        {
            (FrameNoise original, Mosaic bad) = (originals[frame], spoiled[frame]);
            truth.RequireFits(original.Mosaic.Layout);
            truth.RequireFits(bad.Layout);
            RowBands.Run(truth.Count, SitesPerBand, work ?? WorkSettings.Default, (first, end) =>
            {
                for (int index = first; index < end; index++)
                {
                    int site = truth.SiteIndices[index];
                    int deviation = Math.Abs(bad.Samples[site] - original.Mosaic.Samples[site]);
                    visible[index] |= deviation > 0 && deviation >= SigmaCount * original.SigmaAt(site);
                }
            });
        }

        return new DefectMap(truth.Sensor, truth.Defects().Where((_, index) => visible[index]));
    }
}
