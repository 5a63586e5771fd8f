using System.Globalization;
using FixPix.Mosaics;

namespace FixPix.Simulation;

/// <summary>
/// A scene made by arithmetic, seen by a <see cref="SensorModel"/>: an evening sky over hills and a lake, balloons, firs,
/// flowers; soft gradients, texture at several scales, sharp edges in many colours, fine lines, deep shadows, a sun and
/// lamps that saturate. What the demo and the tests look at.
/// </summary>
public static class SyntheticScene
{
    private const double FarthestMove = 0.02;

    /// <summary>Takes one picture.</summary>
    /// <param name="sensor">The sensor.</param>
    /// <param name="seed">What stands in the scene, and the sensor's own unevenness.</param>
    /// <param name="frame">Which picture of it: the noise differs, and the camera has moved a little.</param>
    /// <param name="work">Threads, cancellation, progress; null for the default.</param>
    public static Mosaic Photograph(SensorModel sensor, long seed, int frame = 0, WorkSettings? work = null)
    {
        ArgumentNullException.ThrowIfNull(sensor);
        Mosaic mosaic = new(sensor.Layout, new ushort[sensor.Layout.SampleCount], new CameraMetadata
        {
            Make = "FixPix",
            Model = "Synthetic",
            Serial = seed.ToString(CultureInfo.InvariantCulture),
            Iso = 100,
            ExposureSeconds = 0.01,
            AsShotNeutral = SceneColor.Neutral,
            ColorMatrix = SceneColor.ColorMatrix,
        });
        SceneFrame view = View(sensor, seed, frame);
        SceneBackdrop backdrop = new(seed, view);
        SceneObjects objects = new(seed, view);
        RowBands.Run(sensor.Height, 16, work ?? WorkSettings.Default, () => new RowScratch(sensor, backdrop), (first, end, scratch) =>
        {
            for (int row = first; row < end; row++)
            {
                SceneRow light = new(scratch.Light, scratch.FiltersOf(row));
                backdrop.Light(row, light, scratch.Backdrop);
                objects.Paint(row, light);
                Expose(sensor, seed, frame, row, light.Light, mosaic.Row(row));
            }
        });
        return mosaic;
    }

    private static SceneFrame View(SensorModel sensor, long seed, int frame)
    {
        SeededRandom motion = new(seed, 1 + frame);
        double Move() => frame == 0 ? 0 : motion.NextBetween(-FarthestMove, FarthestMove);
        return new SceneFrame(sensor.Width, sensor.Height, Move(), Move());
    }

    private static void Expose(SensorModel sensor, long seed, int frame, int row, ReadOnlySpan<float> light, Span<ushort> samples)
    {
        SeededRandom noise = new(seed ^ 0x5EED, ((long)frame << 32) | (uint)row);
        SeededRandom unevenness = new(seed ^ 0x9A1, row);
        for (int column = 0; column < samples.Length; column++)
        {
            double gain = 1 + (sensor.GainSpread * unevenness.NextNormal());
            samples[column] = sensor.Read(light[column], gain, noise);
        }
    }

    private sealed class RowScratch(SensorModel sensor, SceneBackdrop backdrop)
    {
        private readonly byte[] _filters = new byte[sensor.Width];

        public float[] Light { get; } = new float[sensor.Width];

        public SceneBackdrop.Scratch Backdrop { get; } = backdrop.NewScratch();

        public byte[] FiltersOf(int row)
        {
            for (int column = 0; column < _filters.Length; column++)
            {
                _filters[column] = (byte)sensor.Cfa.ColorAt(row, column);
            }

            return _filters;
        }
    }
}
