using System.Collections.Immutable;

namespace FixPix.Training.Simulation;

/// <summary>A sensor's electrons and numbers (EMVA 1288 release 4.0, chapter 2); DN are those of its analogue-to-digital converter.</summary>
public sealed record SensorElectronics
{
    /// <summary>Bits of the converter, 8 to 16.</summary>
    public int Bits { get; init; } = 12;

    /// <summary>Black level of each filter position, DN; one value stands for all.</summary>
    public ImmutableArray<float> BlackDn { get; init; } = [256];

    /// <summary>White level, DN.</summary>
    public int WhiteDn { get; init; } = 4095;

    /// <summary>Electrons at white at the base ISO.</summary>
    public double FullWellElectrons { get; init; } = 15_000;

    /// <summary>The lowest ISO, whose white is the full well.</summary>
    public double BaseIso { get; init; } = 100;

    /// <summary>The ISO that is set: white is full well × base / ISO.</summary>
    public double Iso { get; init; } = 100;

    /// <summary>Standard deviation of the noise before the amplifier, electrons.</summary>
    public double ReadNoiseElectrons { get; init; } = 2;

    /// <summary>Standard deviation of the noise behind the amplifier, DN.</summary>
    public double ConverterNoiseDn { get; init; } = 0.5;

    /// <summary>Standard deviation of what a whole row shares, electrons.</summary>
    public double RowNoiseElectrons { get; init; }

    /// <summary>Standard deviation of the gain between pixels, as a fraction (PRNU): at most 0.05.</summary>
    public double GainSpread { get; init; } = 0.008;

    /// <summary>Mean dark signal, electrons; the black level holds its mean, its shot noise stays.</summary>
    public double DarkElectrons { get; init; }

    /// <summary>Share of sites whose dark signal is much higher. 0 where the truth about defects must be known.</summary>
    public double HotPixelShare { get; init; }

    /// <summary>Mean dark signal of those, electrons; exponentially distributed.</summary>
    public double HotPixelElectrons { get; init; } = 500;

    /// <summary>Which specimen: its pixels' gains and hot sites are the same in every frame.</summary>
    public long Specimen { get; init; }

    /// <summary>Electrons at white at the ISO that is set.</summary>
    public double WhiteElectrons => FullWellElectrons * BaseIso / Iso;

    /// <summary>The black level of a filter position, DN.</summary>
    public float BlackAt(int position) => BlackDn[BlackDn.Length == 1 ? 0 : position];

    /// <summary>Whole DN for one electron, above the highest black level.</summary>
    public double DnPerElectron
    {
        get
        {
            float highest = 0;
            foreach (float black in BlackDn)
            {
                highest = Math.Max(highest, black);
            }

            return (WhiteDn - highest) / WhiteElectrons;
        }
    }

    /// <summary>Standard deviation of all noise in the dark but that of the dark signal, electrons.</summary>
    public double NoiseFloorElectrons =>
        Math.Sqrt((ReadNoiseElectrons * ReadNoiseElectrons) + (ConverterNoiseDn * ConverterNoiseDn / (DnPerElectron * DnPerElectron)));

    internal void Check(int positions)
    {
        if (Bits is < 8 or > 16 || WhiteDn < 1 || WhiteDn >= 1 << Bits || (BlackDn.Length != 1 && BlackDn.Length != positions)
            || BlackDn.AsSpan().ContainsAnyExceptInRange(0, WhiteDn - 1f))
        {
            throw new FixPixException(
                $"sensor of {Bits} bits (8 to 16), white {WhiteDn} (to 2^bits − 1), black {string.Join(' ', BlackDn)} (one or {positions} below white)");
        }

        if (!(Iso >= BaseIso && Iso <= 1e9))
        {
            throw new FixPixException($"ISO {Iso}: this sensor's lowest is {BaseIso}");
        }

        if (!(FullWellElectrons > 0 && BaseIso > 0 && WhiteElectrons is >= 1 and <= 1e9)
            || !(ReadNoiseElectrons >= 0 && ConverterNoiseDn >= 0 && RowNoiseElectrons >= 0 && GainSpread is >= 0 and <= 0.05)
            || !(DarkElectrons >= 0 && HotPixelShare is >= 0 and <= 1 && HotPixelElectrons >= 0))
        {
            throw new FixPixException(
                $"sensor with {WhiteElectrons} electrons at white (1 to 1e9, at ISO {Iso}), read noise {ReadNoiseElectrons}, "
                + $"{ConverterNoiseDn} and {RowNoiseElectrons}, dark signal {DarkElectrons} (none negative), gain spread {GainSpread} (0 to 0.05)");
        }
    }
}
