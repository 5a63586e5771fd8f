using System.Numerics;

namespace FixPix.Training.Simulation;

/// <summary>
/// Light becomes electrons with shot noise, electrons become DN with read noise (EMVA 1288). The sum of a Poisson count and
/// Gaussian noise is drawn as one normal number with the sum's variance and third moment (Cornish and Fisher 1938) where
/// the count is large, and exactly, count by count, where it is small.
/// </summary>
internal sealed class SensorReadout
{
    // Below this mean, electrons, counts are drawn one by one.
    private const float ExactBelow = 12;

    // A sum of four bytes has this mean and spread.
    private const float BytesMean = 510;
    private const float BytesSigma = 147.8f;

    private float[] _black = [];
    private float[] _dnPerElectron = [];
    private float[] _electrons = [];
    private float[] _normal = [];
    private int[] _columns = [];
    private SimulatedCamera _camera = new();
    private int _blackStride;
    private int _left;
    private int _width;
    private float _floorVariance;

    /// <summary>Looks at columns of a mosaic.</summary>
    /// <param name="camera">The camera.</param>
    /// <param name="left">First column; may be negative.</param>
    /// <param name="width">Columns.</param>
    public void Prepare(SimulatedCamera camera, int left, int width)
    {
        (_camera, _left, _width) = (camera, left, width);
        _blackStride = Lanes.Pad(width);
        Lanes.Grow(ref _black, _blackStride * camera.Cfa.Rows);
        Lanes.Grow(ref _dnPerElectron, _blackStride * camera.Cfa.Rows);
        Lanes.Grow(ref _electrons, width);
        Lanes.Grow(ref _normal, width);
        if (_columns.Length < _blackStride)
        {
            _columns = new int[_blackStride];
        }

        SensorElectronics sensor = camera.Sensor;
        Span<float> black = stackalloc float[camera.Cfa.Columns];
        Span<float> dnPerElectron = stackalloc float[camera.Cfa.Columns];
        for (int row = 0; row < camera.Cfa.Rows; row++)
        {
            for (int column = 0; column < black.Length; column++)
            {
                black[column] = sensor.BlackAt(camera.Cfa.PositionAt(row, column));
                dnPerElectron[column] = (float)((sensor.WhiteDn - black[column]) / sensor.WhiteElectrons);
            }

            int first = camera.PositionOf(0, left);
            Lanes.Repeat(black, first, _black.AsSpan(row * _blackStride, width));
            Lanes.Repeat(dnPerElectron, first, _dnPerElectron.AsSpan(row * _blackStride, width));
        }

        for (int index = 0; index < width; index++)
        {
            _columns[index] = left + index;
        }

        _floorVariance = (float)(sensor.NoiseFloorElectrons * sensor.NoiseFloorElectrons);
    }

    /// <summary>Reads one row.</summary>
    /// <param name="row">Row of the whole mosaic; may be negative.</param>
    /// <param name="seed">Of the frame.</param>
    /// <param name="light">Shares of white.</param>
    /// <param name="levels">Gets the converter's levels, DN, not yet rounded or clipped.</param>
    public void Read(int row, long seed, float[] light, float[] levels)
    {
        NoiseStream noise = new(seed, row);
        SensorElectronics sensor = _camera.Sensor;
        double rowElectrons = sensor.RowNoiseElectrons * noise.NextNormal();
        bool small = Collect(row, light);
        if (sensor.HotPixelShare > 0)
        {
            AddHotPixels(row);
        }

        noise.FillNormal(_normal.AsSpan(0, _width));

        int first = _blackStride * (((row % _camera.Cfa.Rows) + _camera.Cfa.Rows) % _camera.Cfa.Rows);
        float offset = (float)(rowElectrons - sensor.DarkElectrons);
        Convert(first, offset, levels);
        if (small)
        {
            CountSmall(ref noise, first, offset, levels);
        }
    }

    // Mean electrons of each site, its own gain included. The gain's deviation is a sum of four bytes of a hash of the
    // site: near enough to normal, and the same in every frame. Returns whether a site has few electrons.
    private bool Collect(int row, float[] light)
    {
        SensorElectronics sensor = _camera.Sensor;
        Vector<float> white = new((float)sensor.WhiteElectrons);
        Vector<float> dark = new((float)sensor.DarkElectrons);
        Vector<float> spread = new((float)(sensor.GainSpread / BytesSigma));
        Vector<uint> rowKey = new((uint)HashOf(row));
        Vector<uint> low = new(255u);
        Vector<int> anySmall = Vector<int>.Zero;
        for (int index = 0; index < _width; index += Lanes.Count)
        {
            Vector<uint> hash = Hash(Vector.AsVectorUInt32(new Vector<int>(_columns, index)) ^ rowKey);
            Vector<uint> bytes = (hash & low) + ((hash >> 8) & low) + ((hash >> 16) & low) + (hash >> 24);
            Vector<float> gain = Vector<float>.One + ((Vector.ConvertToSingle(Vector.AsVectorInt32(bytes)) - new Vector<float>(BytesMean)) * spread);
            Vector<float> electrons = (new Vector<float>(light, index) * white * gain) + dark;
            anySmall |= Vector.LessThan(electrons, new Vector<float>(ExactBelow));
            electrons.CopyTo(_electrons, index);
        }

        return anySmall != Vector<int>.Zero;
    }

    private void Convert(int first, float offset, float[] levels)
    {
        Vector<float> floor = new(_floorVariance);
        for (int index = 0; index < _width; index += Lanes.Count)
        {
            Vector<float> mean = new(_electrons, index);
            Vector<float> normal = new(_normal, index);
            Vector<float> variance = mean + floor + new Vector<float>(1e-6f);
            Vector<float> skew = mean / (variance * 6);

            // The term for the skewness has a variance of its own, which is taken off the normal one.
            Vector<float> sigma = Vector.SquareRoot(variance - (skew * skew * 2));
            Vector<float> electrons = mean + (sigma * normal) + (skew * ((normal * normal) - Vector<float>.One)) + new Vector<float>(offset);
            Vector<float> level = new Vector<float>(_black, first + index) + (electrons * new Vector<float>(_dnPerElectron, first + index));
            level.CopyTo(levels, index);
        }
    }

    private void CountSmall(ref NoiseStream noise, int first, float offset, float[] levels)
    {
        float floorSigma = MathF.Sqrt(_floorVariance);
        for (int index = 0; index < _width; index++)
        {
            float mean = _electrons[index];
            if (mean < ExactBelow)
            {
                float electrons = noise.NextPoisson(mean) + (floorSigma * _normal[index]) + offset;
                levels[index] = _black[first + index] + (electrons * _dnPerElectron[first + index]);
            }
        }
    }

    private void AddHotPixels(int row)
    {
        SensorElectronics sensor = _camera.Sensor;
        NoiseStream sites = new(sensor.Specimen ^ 0x407, row);
        ulong seed = sites.NextBits();
        for (int index = 0; index < _width; index++)
        {
            NoiseStream site = new((long)seed, _left + index);
            if (site.NextDouble() < sensor.HotPixelShare)
            {
                _electrons[index] += (float)(sensor.HotPixelElectrons * site.NextExponential());
            }
        }
    }

    private ulong HashOf(int row) => new NoiseStream(_camera.Sensor.Specimen, row).NextBits();

    // A 32-bit mixer of two multiplications (Wellons, "Prospecting for hash functions", 2018).
    private static Vector<uint> Hash(Vector<uint> key)
    {
        key ^= key >> 16;
        key *= new Vector<uint>(0x7FEB352Du);
        key ^= key >> 15;
        key *= new Vector<uint>(0x846CA68Bu);
        return key ^ (key >> 16);
    }
}
