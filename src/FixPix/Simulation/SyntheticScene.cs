using FixPix.Mosaics;

namespace FixPix.Simulation;

/// <summary>
/// A scene made by arithmetic, seen by a <see cref="SensorModel"/>: soft light, texture at several scales, discs and
/// bars with sharp edges in many colours, fine lines, small lamps that saturate. What the demo and the tests look at.
/// </summary>
public sealed class SyntheticScene
{
    private readonly Disc[] _discs;
    private readonly long _seed;

    private SyntheticScene(long seed)
    {
        _seed = seed;
        SeededRandom random = new(seed);
        _discs = new Disc[48];
        for (int index = 0; index < _discs.Length; index++)
        {
            // Every sixth disc is a small lamp brighter than white.
            bool lamp = index % 6 == 5;
            _discs[index] = new Disc(
                random.NextBetween(0, 1),
                random.NextBetween(0, 1),
                lamp ? random.NextBetween(0.002, 0.006) : random.NextBetween(0.02, 0.12),
                lamp ? 1.6 : random.NextBetween(0.02, 0.8),
                lamp ? 1.6 : random.NextBetween(0.02, 0.8),
                lamp ? 1.6 : random.NextBetween(0.02, 0.8),
                lamp ? 0 : random.NextBetween(0, 400));
        }
    }

    /// <summary>Takes one picture.</summary>
    /// <param name="sensor">The sensor.</param>
    /// <param name="seed">What stands in the scene, and the sensor's own unevenness.</param>
    /// <param name="frame">Which picture of it: the noise differs, and the camera has moved a little.</param>
    /// <param name="work">Threads, cancellation, progress; null for the default.</param>
    public static Mosaic Photograph(SensorModel sensor, long seed, int frame = 0, WorkSettings? work = null)
    {
        ArgumentNullException.ThrowIfNull(sensor);
        SyntheticScene scene = new(seed);
        Mosaic mosaic = new(sensor.Layout, new ushort[sensor.Layout.SampleCount], new CameraMetadata
        {
            Make = "FixPix",
            Model = "Synthetic",
            Serial = seed.ToString(System.Globalization.CultureInfo.InvariantCulture),
            Iso = 100,
            ExposureSeconds = 0.01,
            AsShotNeutral = [0.5, 1.0, 0.65],
        });
        SeededRandom motion = new(seed, 1 + frame);
        (double down, double right) = frame == 0 ? (0, 0) : (motion.NextBetween(-0.02, 0.02), motion.NextBetween(-0.02, 0.02));
        double scale = 1.0 / Math.Max(sensor.Width, sensor.Height);
        RowBands.Run(sensor.Height, 16, work ?? WorkSettings.Default, (first, end) =>
        {
            for (int row = first; row < end; row++)
            {
                SeededRandom noise = new(seed ^ 0x5EED, ((long)frame << 32) | (uint)row);
                SeededRandom unevenness = new(seed ^ 0x9A1, row);
                Span<ushort> samples = mosaic.Row(row);
                for (int column = 0; column < samples.Length; column++)
                {
                    double light = scene.Light(sensor.Cfa.ColorAt(row, column), (row * scale) + down, (column * scale) + right, scale);
                    double gain = 1 + (sensor.GainSpread * unevenness.NextNormal());
                    samples[column] = sensor.Read(light, gain, noise);
                }
            }
        });
        return mosaic;
    }

    /// <summary>Light behind a filter at a place of the scene, 0 dark to 1 white.</summary>
    /// <param name="color">The filter.</param>
    /// <param name="y">0 top to 1, in units of the longer side.</param>
    /// <param name="x">0 left to 1, in units of the longer side.</param>
    /// <param name="blur">Radius of the lens's blur in the same units: edges are this soft.</param>
    private double Light(CfaColor color, double y, double x, double blur)
    {
        double light = Background(color, y, x);
        foreach (ref readonly Disc disc in _discs.AsSpan())
        {
            (double down, double right) = (y - disc.Y, x - disc.X);
            double squared = (down * down) + (right * right);
            double reach = disc.Radius + blur;
            if (squared >= reach * reach)
            {
                continue;
            }

            double cover = Math.Clamp(((disc.Radius - Math.Sqrt(squared)) / (2 * blur)) + 0.5, 0, 1);
            double lines = 1 + (0.35 * Math.Sin((right + (0.4 * down)) * disc.LinesPerUnit * 2 * Math.PI));
            light += cover * ((disc.Light(color) * lines) - light);
        }

        return light;
    }

    private double Background(CfaColor color, double y, double x)
    {
        double texture = 0;
        for (int octave = 3; octave < 10; octave++)
        {
            texture += Lattice(y * (1 << octave), x * (1 << octave), octave) / (1 << (octave - 2));
        }

        double sky = 0.08 + (0.3 * y) + (0.15 * x);
        double tint = color switch
        {
            CfaColor.Red => 0.5 + (0.2 * x),
            CfaColor.Blue => 0.75 - (0.3 * y),
            _ => 1,
        };
        return Math.Max(0.002, sky * tint * (1 + (0.9 * texture)));
    }

    // Value noise: random heights, −0.5 to 0.5, on a lattice of whole numbers, smoothly joined.
    private double Lattice(double y, double x, int octave)
    {
        (double top, double left) = (Math.Floor(y), Math.Floor(x));
        (double down, double right) = (Smooth(y - top), Smooth(x - left));
        double above = Mix(Height(top, left, octave), Height(top, left + 1, octave), right);
        double below = Mix(Height(top + 1, left, octave), Height(top + 1, left + 1, octave), right);
        return Mix(above, below, down);
    }

    private double Height(double y, double x, int octave)
    {
        ulong hash = ((ulong)(long)y * 0x9E3779B97F4A7C15UL) ^ ((ulong)(long)x * 0xC2B2AE3D27D4EB4FUL) ^ ((ulong)(_seed + octave) * 0x165667B19E3779F9UL);
        hash = (hash ^ (hash >> 29)) * 0xBF58476D1CE4E5B9UL;
        hash = (hash ^ (hash >> 32)) * 0x94D049BB133111EBUL;
        return ((hash >> 40) * (1.0 / (1 << 24))) - 0.5;
    }

    private static double Smooth(double t) => t * t * (3 - (2 * t));

    private static double Mix(double from, double to, double t) => from + ((to - from) * t);

    private readonly record struct Disc(double Y, double X, double Radius, double Red, double Green, double Blue, double LinesPerUnit)
    {
        public double Light(CfaColor color) => color switch
        {
            CfaColor.Red => Red * 0.6,
            CfaColor.Blue => Blue * 0.7,
            CfaColor.Green => Green,
            _ => (Red + Green + Blue) / 3,
        };
    }
}
