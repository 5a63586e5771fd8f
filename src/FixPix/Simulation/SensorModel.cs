using FixPix.Mosaics;

namespace FixPix.Simulation;

/// <summary>
/// A sensor that light falls on: photons become electrons with shot noise, gain differs a little from pixel to pixel,
/// reading adds noise, and the result is a whole number of DN between 0 and white (EMVA 1288 release 4.0, chapter 2).
/// </summary>
public sealed record SensorModel
{
    /// <summary>A 12 MP sensor of 12 bits, as in many cameras.</summary>
    public static SensorModel Default { get; } = new();

    /// <summary>Columns.</summary>
    public int Width { get; init; } = 4000;

    /// <summary>Rows.</summary>
    public int Height { get; init; } = 3000;

    /// <summary>The colour filter array.</summary>
    public CfaPattern Cfa { get; init; } = CfaPattern.Rggb;

    /// <summary>Black level, DN.</summary>
    public int BlackDn { get; init; } = 256;

    /// <summary>White level, DN.</summary>
    public int WhiteDn { get; init; } = 4095;

    /// <summary>Electrons at white: the full well at base ISO, less at a higher one.</summary>
    public double FullWellElectrons { get; init; } = 15000;

    /// <summary>Standard deviation of the read noise, electrons.</summary>
    public double ReadNoiseElectrons { get; init; } = 4;

    /// <summary>Standard deviation of the gain between pixels, as a fraction (PRNU).</summary>
    public double GainSpread { get; init; } = 0.005;

    /// <summary>The layout of this sensor's mosaics.</summary>
    public MosaicLayout Layout => new(Width, Height, Cfa, BlackDn, WhiteDn);

    /// <summary>What one site reads.</summary>
    /// <param name="light">Light on the site, 0 dark to 1 white.</param>
    /// <param name="gain">The pixel's own gain, about 1: <see cref="GainSpread"/>.</param>
    /// <param name="random">The noise.</param>
    /// <returns>DN, 0 to <see cref="WhiteDn"/>.</returns>
    public ushort Read(double light, double gain, SeededRandom random)
    {
        double electrons = Math.Max(0, light) * gain * FullWellElectrons;

        // A Poisson count of more than a few is as good as normal; the read noise covers the difference below.
        electrons += Math.Sqrt(electrons) * random.NextNormal();
        electrons += ReadNoiseElectrons * random.NextNormal();
        double dn = BlackDn + (electrons / FullWellElectrons * (WhiteDn - BlackDn));
        return (ushort)Math.Clamp(Math.Round(dn), 0, WhiteDn);
    }
}
