namespace FixPix.Training.Simulation;

/// <summary>
/// From the converter's level to the number in the file: rounded, clipped at 0 and white, then, where the camera does so,
/// through a square-root table or shifted to the upper bits.
/// </summary>
internal readonly struct SampleCoding
{
    private readonly SimulatedCamera _camera;
    private readonly int _companded;
    private readonly int _shift;

    public SampleCoding(SimulatedCamera camera)
    {
        _camera = camera;
        (_companded, _shift) = (camera.Processing.CompandedBits, camera.Processing.LeftShift);
    }

    /// <summary>White level in the file, DN.</summary>
    public int StoredWhite => (_companded > 0 ? (1 << _companded) - 1 : _camera.Sensor.WhiteDn) << _shift;

    /// <summary>Black level in the file of a filter position, DN; a table begins at black.</summary>
    public float StoredBlackAt(int position) => _companded > 0 ? 0 : _camera.Sensor.BlackAt(position) * (1 << _shift);

    /// <summary>Stores a row.</summary>
    /// <param name="levels">The converter's levels, DN, not yet rounded.</param>
    /// <param name="row">Row of the whole mosaic.</param>
    /// <param name="left">First column of it.</param>
    /// <param name="samples">Gets the numbers.</param>
    public void Store(ReadOnlySpan<float> levels, int row, int left, Span<ushort> samples)
    {
        levels = levels[..samples.Length];
        float white = _camera.Sensor.WhiteDn;
        for (int index = 0; index < levels.Length; index++)
        {
            int level = (int)(Math.Min(Math.Max(levels[index], 0), white) + 0.5f);
            samples[index] = (ushort)(level << _shift);
        }

        if (_companded > 0)
        {
            Compand(row, left, samples);
        }
    }

    // √ of the share of white: shot noise is the same number of steps at every brightness.
    private void Compand(int row, int left, Span<ushort> samples)
    {
        int white = (1 << _companded) - 1;
        Span<float> blacks = stackalloc float[_camera.Cfa.Columns];
        for (int column = 0; column < blacks.Length; column++)
        {
            blacks[column] = _camera.Sensor.BlackAt(_camera.PositionOf(row, left + column));
        }

        for (int index = 0; index < samples.Length; index++)
        {
            float black = blacks[index % blacks.Length];
            float share = ((samples[index] >> _shift) - black) / (_camera.Sensor.WhiteDn - black);
            samples[index] = (ushort)((int)((MathF.Sqrt(Math.Clamp(share, 0, 1)) * white) + 0.5f) << _shift);
        }
    }
}
