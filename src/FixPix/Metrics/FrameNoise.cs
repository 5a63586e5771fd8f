using FixPix.Mosaics;

namespace FixPix.Metrics;

/// <summary>A mosaic with its noise measured, which takes a while: once for all that is asked of it.</summary>
public sealed class FrameNoise
{
    private readonly NoiseProfile _noise;
    private readonly NeighborMedian _median;

    /// <summary>Measures a mosaic.</summary>
    public FrameNoise(Mosaic mosaic)
    {
        ArgumentNullException.ThrowIfNull(mosaic);
        (Mosaic, _noise, _median) = (mosaic, NoiseProfile.Of(mosaic), new NeighborMedian(mosaic));
    }

    /// <summary>The mosaic.</summary>
    public Mosaic Mosaic { get; }

    /// <summary>The median of a site's eight nearest neighbours of its colour, DN.</summary>
    /// <param name="site">row · width + column.</param>
    public double MedianAt(int site) => _median.TwiceAt(site / Mosaic.Width, site % Mosaic.Width) / 2.0;

    /// <summary>The standard deviation of the local noise at a site, DN.</summary>
    /// <param name="site">row · width + column.</param>
    public double SigmaAt(int site) => _noise.SigmaAt(MedianAt(site));
}
