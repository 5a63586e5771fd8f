using FixPix.Mosaics;

namespace FixPix.Training.Simulation;

/// <summary>
/// Turns photographs into mosaics by unprocessing (Brooks et al., "Unprocessing images for learned raw denoising", CVPR 2019)
/// and by the physics of a sensor: tone curve and gamma undone, scale, blur, colour filters, vignetting, electrons, noise,
/// levels. One for each thread; it keeps its memory, so a crop allocates nothing once it has seen one of that size.
/// </summary>
public sealed class MosaicSimulator
{
    private const int RowsPerBand = 64;

    private readonly LightRows _light = new();
    private readonly FilmRows _film = new();
    private readonly OpticalBlur _blur = new();
    private readonly FilterRows _filters = new();
    private readonly SensorReadout _readout = new();
    private readonly InCameraSmoothing _smoothing = new();
    private readonly float[][] _colors = [[], [], []];
    private float[][] _levels = [];
    private float[] _row = [];
    private IReadOnlyList<PointLight> _lights = [];
    private int _nextLight;

    /// <summary>Simulates a whole mosaic.</summary>
    /// <param name="photograph">What is looked at.</param>
    /// <param name="camera">Who looks.</param>
    /// <param name="seed">The noise of this frame.</param>
    /// <param name="work">Threads, cancellation, progress; null for the default. The result does not depend on it.</param>
    /// <exception cref="FixPixException">A value of the camera is out of range.</exception>
    public static Mosaic Simulate(RgbPhotograph photograph, SimulatedCamera camera, long seed, WorkSettings? work = null)
    {
        ArgumentNullException.ThrowIfNull(photograph);
        ArgumentNullException.ThrowIfNull(camera);
        (int height, int width) = camera.SizeFor(photograph);
        MosaicLayout layout = camera.LayoutOf(new SensorArea(0, 0, height, width));
        Mosaic mosaic = new(layout, new ushort[layout.SampleCount], camera.Metadata());
        RowBands.Run(height, RowsPerBand, work ?? WorkSettings.Default, () => new MosaicSimulator(), (first, end, simulator) =>
            simulator.Simulate(photograph, new SensorArea(first, 0, end - first, width), camera, seed, mosaic.Samples.AsSpan(first * width, (end - first) * width)));
        return mosaic;
    }

    /// <summary>Simulates a crop of the mosaic that the camera would make of the photograph; <see cref="SimulatedCamera.LayoutOf"/> explains it.</summary>
    /// <param name="photograph">What is looked at.</param>
    /// <param name="region">Rows and columns of the whole mosaic: <see cref="SimulatedCamera.SizeFor"/>.</param>
    /// <param name="camera">Who looks.</param>
    /// <param name="seed">The noise of this frame.</param>
    /// <param name="samples">Gets the region's samples, row-major, DN.</param>
    /// <param name="lights">Points of light in front of the photograph, at places of the whole mosaic; null for none.</param>
    /// <exception cref="FixPixException">The region lies outside the mosaic, the samples do not fit it, or a value of the camera is out of range.</exception>
    public void Simulate(RgbPhotograph photograph, SensorArea region, SimulatedCamera camera, long seed, Span<ushort> samples, IReadOnlyList<PointLight>? lights = null)
    {
        ArgumentNullException.ThrowIfNull(photograph);
        ArgumentNullException.ThrowIfNull(camera);
        Check(photograph, region, camera, samples.Length);
        bool smooths = camera.Processing.Smoothing > 0;
        (int rowMargin, int columnMargin) = smooths ? (camera.Cfa.Rows, camera.Cfa.Columns) : (0, 0);
        SensorArea read = new(region.Top - rowMargin, region.Left - columnMargin, region.Height + (2 * rowMargin), region.Width + (2 * columnMargin));
        Prepare(photograph, camera, read);
        _lights = lights ?? [];
        SampleCoding coding = new(camera);
        for (int row = 0; row < region.Height; row++)
        {
            Advance(read, camera, seed, row == 0 ? 0 : row + (2 * rowMargin), row + (2 * rowMargin));
            float[] levels = LevelsOf(row + rowMargin);
            if (smooths)
            {
                float black = camera.Sensor.BlackAt(camera.PositionOf(region.Top + row, region.Left));
                _smoothing.Apply(camera, LevelsOf(row), levels, LevelsOf(row + (2 * rowMargin)), black, _row, region.Width);
                levels = _row;
            }

            coding.Store(levels, region.Top + row, region.Left, samples.Slice(row * region.Width, region.Width));
        }
    }

    private static void Check(RgbPhotograph photograph, SensorArea region, SimulatedCamera camera, int samples)
    {
        camera.Check();
        (int height, int width) = camera.SizeFor(photograph);
        if (region.Height < 1 || region.Width < 1 || region.Top < 0 || region.Left < 0 || region.Height > height - region.Top || region.Width > width - region.Left
            || samples != (long)region.Height * region.Width)
        {
            throw new FixPixException(
                $"region of {region.Width}×{region.Height} at row {region.Top}, column {region.Left} with {samples} samples: the mosaic has {width}×{height}");
        }
    }

    private void Prepare(RgbPhotograph photograph, SimulatedCamera camera, SensorArea read)
    {
        _blur.Prepare(camera.Optics, camera.Film);
        int radius = _blur.Radius;
        _light.Prepare(photograph, camera, read.Top - radius, read.Left - radius, read.Height + (2 * radius), read.Width + (2 * radius));
        _film.Prepare(camera, read.Width + (2 * radius));
        _blur.Begin(read.Width);
        _filters.Prepare(camera, camera.SizeFor(photograph), read.Left, read.Width);
        _readout.Prepare(camera, read.Left, read.Width);
        int kept = (2 * camera.Cfa.Rows) + 1;
        if (_levels.Length < kept)
        {
            _levels = [.. _levels, .. Enumerable.Repeat<float[]>([], kept - _levels.Length)];
        }

        // Vectors that begin near the end of a row reach as far as their own length beyond its padding.
        int length = Lanes.Pad(read.Width) + (2 * Lanes.Pad(Math.Max(radius, camera.Cfa.Columns)));
        for (int index = 0; index < _levels.Length; index++)
        {
            Lanes.Grow(ref _levels[index], length);
        }

        for (int color = 0; color < 3; color++)
        {
            Lanes.Grow(ref _colors[color], length);
        }

        Lanes.Grow(ref _row, length);
        _nextLight = 0;
    }

    // Reads rows [first, last] of the area to be read, counted from its top.
    private void Advance(SensorArea read, SimulatedCamera camera, long seed, int first, int last)
    {
        int radius = _blur.Radius;
        for (int row = first; row <= last; row++)
        {
            for (; _nextLight <= row + (2 * radius); _nextLight++)
            {
                for (int color = 0; color < 3; color++)
                {
                    _light.Fill(camera.Film.SourceOf(color), _nextLight, _colors[color].AsSpan(0, read.Width + (2 * radius)));
                    _film.Apply(color, read.Top - radius + _nextLight, _colors[color]);
                    _blur.Push(color, _nextLight, _colors[color]);
                }
            }

            for (int color = 0; color < 3; color++)
            {
                _blur.Fill(color, row + radius, _colors[color]);
            }

            _filters.Fill(read.Top + row, _colors, _row, read.Width);
            _filters.Add(_lights, read.Top + row, read.Left, _row, read.Width);
            _readout.Read(read.Top + row, seed, _row, LevelsOf(row));
        }
    }

    private float[] LevelsOf(int row) => _levels[row % _levels.Length];
}
