using System.Collections.Immutable;
using FixPix.Mosaics;
using FixPix.Simulation;

namespace FixPix.Training.Simulation;

/// <summary>
/// The range of cameras and exposures that networks are trained on: wide enough that any camera which one meets lies inside.
/// No range was fitted to a picture; they are those of data sheets and of EMVA 1288 and photographic measurements.
/// </summary>
public static class SensorRange
{
    private const double HighestIso = 51_200;
    private const double FewestWhiteElectrons = 60;
    private const double LargestDownscale = 4;
    private const double LeastSideOfWhole = 256;

    private static readonly int[] s_bits = [8, 10, 10, 12, 12, 12, 14, 14, 14, 16];
    private static readonly double[] s_baseIsos = [50, 64, 100, 100, 100, 200, 400];

    /// <summary>Draws a whole camera.</summary>
    /// <param name="random">Where from.</param>
    /// <param name="largestDownscale">The most that a photograph may be made smaller, at least 1: a crop must still fit in.</param>
    public static SimulatedCamera Draw(SeededRandom random, double largestDownscale = LargestDownscale)
    {
        ArgumentNullException.ThrowIfNull(random);
        ArgumentOutOfRangeException.ThrowIfLessThan(largestDownscale, 1);
        CfaPattern cfa = CfaPattern.Named[random.NextInt(CfaPattern.Named.Count)];
        SensorElectronics sensor = DrawSensor(random, cfa);
        return new SimulatedCamera
        {
            Cfa = cfa,
            Exposure = DrawExposure(random),
            ToneStrength = random.NextBetween(0, 0.9),
            Optics = DrawOptics(random, largestDownscale),
            Colors = new CameraColors
            {
                Matrix = CameraMatrix.Draw(random),
                RedGain = random.NextBetween(1, 2.8),
                BlueGain = random.NextBetween(1, 2.8),
            },
            Sensor = sensor,
            Processing = DrawProcessing(random, sensor.Bits),
        };
    }

    /// <summary>Draws a whole camera for a whole mosaic, of which a few hundred rows and columns are left.</summary>
    /// <param name="random">Where from.</param>
    /// <param name="photographs">What it will look at.</param>
    public static SimulatedCamera DrawFor(SeededRandom random, params IEnumerable<RgbPhotograph> photographs) =>
        Draw(random, Math.Clamp(photographs.Min(photograph => Math.Min(photograph.Width, photograph.Height)) / LeastSideOfWhole, 1, LargestDownscale));

    /// <summary>Draws the points of light in front of one crop: none in fifteen of sixteen, else up to some dozens, from hardly seen to far above white, and as sharp as any lens makes them.</summary>
    /// <param name="random">Where from.</param>
    /// <param name="crop">The crop, in the whole mosaic.</param>
    public static IReadOnlyList<PointLight> DrawLights(SeededRandom random, SensorArea crop)
    {
        ArgumentNullException.ThrowIfNull(random);
        if (random.NextInt(16) != 0)
        {
            return [];
        }

        int count = (int)LogBetween(random, 1, 60);
        double sigma = LogBetween(random, 0.7, 2.2), brightest = LogBetween(random, 0.05, 4);
        return [.. Enumerable.Range(0, count).Select(_ => new PointLight(
            crop.Top + (crop.Height * random.NextDouble()),
            crop.Left + (crop.Width * random.NextDouble()),
            LogBetween(random, 0.002, brightest),
            sigma * random.NextBetween(0.9, 1.1)))];
    }

    /// <summary>Draws what becomes of a photograph to learn from: every eighth is grainy as a scan of film, every fourth has its blacks cut off, from a breath to most of what is dark, a fourth is sharpened, half have their colours in any order.</summary>
    /// <param name="random">Where from.</param>
    public static FilmLook DrawFilm(SeededRandom random)
    {
        ArgumentNullException.ThrowIfNull(random);
        return new FilmLook
        {
            Grain = random.NextInt(8) == 0 ? LogBetween(random, 0.003, 0.08) : 0,
            GrainInCommon = random.NextDouble(),
            BlackCut = random.NextInt(4) == 0 ? LogBetween(random, 0.0005, 0.2) : 0,
            Sharpening = random.NextInt(4) == 0 ? random.NextBetween(0.1, 0.9) : 0,
            ColorOrder = random.NextInt(2) == 0 ? 0 : random.NextInt(6),
        };
    }

    // Half of all pictures are exposed about right; the others are dark, down to 1/100, or have clipped lights.
    private static double DrawExposure(SeededRandom random)
    {
        double stops = random.NextDouble() switch
        {
            < 0.5 => random.NextBetween(-1.5, 0.3),
            < 0.85 => random.NextBetween(-6.6, -1),
            _ => random.NextBetween(0, 2.5),
        };
        return Math.Pow(2, stops);
    }

    /// <summary>Draws an exposure from right to eleven times as long: half of a picture is bright, and its lights clipped.</summary>
    /// <param name="random">Where from.</param>
    public static double DrawLongExposure(SeededRandom random)
    {
        ArgumentNullException.ThrowIfNull(random);
        return Math.Pow(2, random.NextBetween(0, 3.5));
    }

    private static CameraOptics DrawOptics(SeededRandom random, double largestDownscale) => new()
    {
        Downscale = LogBetween(random, 1, largestDownscale),
        CoreSigma = random.NextBetween(0, random.NextInt(4) == 0 ? 1.6 : 0.8),
        HaloSigma = random.NextBetween(0.8, 2.4),
        HaloShare = random.NextInt(3) == 0 ? 0 : random.NextBetween(0, 0.35),
        CornerLoss = random.NextInt(3) == 0 ? 0 : random.NextBetween(0, 0.7),
        RedMagnification = random.NextBetween(-0.0008, 0.0008),
        BlueMagnification = random.NextBetween(-0.0008, 0.0008),
    };

    private static SensorElectronics DrawSensor(SeededRandom random, CfaPattern cfa)
    {
        int bits = s_bits[random.NextInt(s_bits.Length)];
        int full = (1 << bits) - 1;
        int white = random.NextInt(3) == 0 ? (int)(full * random.NextBetween(0.8, 1)) : full;
        double baseIso = s_baseIsos[random.NextInt(s_baseIsos.Length)];
        double fullWell = LogBetween(random, 2_500, 120_000);

        // Most pictures are taken at a low ISO.
        double highest = Math.Min(HighestIso, baseIso * fullWell / FewestWhiteElectrons);
        double iso = baseIso * Math.Pow(Math.Max(1, highest / baseIso), Math.Pow(random.NextDouble(), 1.7));
        double read = LogBetween(random, 0.8, 12);
        return new SensorElectronics
        {
            Bits = bits,
            BlackDn = DrawBlack(random, cfa, white),
            WhiteDn = white,
            FullWellElectrons = fullWell,
            BaseIso = baseIso,
            Iso = iso,
            ReadNoiseElectrons = read,
            ConverterNoiseDn = full * LogBetween(random, 0.00003, 0.0008),
            RowNoiseElectrons = random.NextInt(2) == 0 ? 0 : read * random.NextBetween(0, 0.25),
            GainSpread = LogBetween(random, 0.002, 0.015),
            DarkElectrons = random.NextInt(2) == 0 ? 0 : LogBetween(random, 0.1, 200),
            Specimen = (long)(random.NextBits() >> 1),
        };
    }

    // From none to 15 % of white; the positions differ a little.
    private static ImmutableArray<float> DrawBlack(SeededRandom random, CfaPattern cfa, int white)
    {
        double black = random.NextInt(5) == 0 ? 0 : white * LogBetween(random, 0.002, 0.15);
        double spread = random.NextInt(2) == 0 ? 0 : 0.0005 * white;
        return [.. Enumerable.Range(0, cfa.PositionCount).Select(_ => (float)Math.Round(Math.Max(0, black + (spread * random.NextNormal()))))];
    }

    private static InCameraProcessing DrawProcessing(SeededRandom random, int bits)
    {
        bool smooths = random.NextInt(4) == 0;
        bool companded = bits is > 8 and <= 14 && random.NextInt(8) == 0;
        int most = 16 - (companded ? 8 : bits);
        return new InCameraProcessing
        {
            Smoothing = smooths ? random.NextBetween(0.05, 0.25) : 0,
            CoringSigmas = smooths && random.NextInt(2) == 0 ? random.NextBetween(1, 4) : 0,
            CompandedBits = companded ? 8 : 0,
            LeftShift = !companded && random.NextInt(10) == 0 ? most : 0,
        };
    }

    private static double LogBetween(SeededRandom random, double from, double to) => from * Math.Pow(to / from, random.NextDouble());
}
