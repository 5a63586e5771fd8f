using System.Numerics;

namespace FixPix.Training.Simulation;

/// <summary>
/// A low-pass over sites of one colour, as a camera's noise reduction or a lossy codec leaves it: three taps along the
/// columns, then three along the rows, a filter tile apart. Where coring is on, details above the noise stay.
/// </summary>
internal sealed class InCameraSmoothing
{
    private float[] _sum = [];

    /// <summary>Smooths one row.</summary>
    /// <param name="camera">Filters, noise, processing.</param>
    /// <param name="above">Levels of the row of the same colours above, DN, with a margin of a tile's columns on both sides.</param>
    /// <param name="here">The row itself.</param>
    /// <param name="below">The one below.</param>
    /// <param name="blackDn">Black level, DN: where the noise is least.</param>
    /// <param name="target">Gets the row without the margins.</param>
    /// <param name="width">Columns without the margins.</param>
    public void Apply(SimulatedCamera camera, float[] above, float[] here, float[] below, float blackDn, float[] target, int width)
    {
        int step = camera.Cfa.Columns;
        Lanes.Grow(ref _sum, Lanes.Pad(width) + (2 * step));
        Vector<float> side = new((float)camera.Processing.Smoothing);
        Vector<float> middle = new((float)(1 - (2 * camera.Processing.Smoothing)));
        for (int index = 0; index < width + (2 * step); index += Lanes.Count)
        {
            Vector<float> sum = (new Vector<float>(here, index) * middle) + ((new Vector<float>(above, index) + new Vector<float>(below, index)) * side);
            sum.CopyTo(_sum, index);
        }

        SensorElectronics sensor = camera.Sensor;
        float gain = (float)sensor.DnPerElectron;
        float floor = (float)(sensor.NoiseFloorElectrons * gain);
        float coring = (float)(camera.Processing.CoringSigmas * camera.Processing.CoringSigmas);
        for (int index = 0; index < width; index += Lanes.Count)
        {
            Vector<float> smooth = (LoadAt(_sum, index + step) * middle) + ((LoadAt(_sum, index) + LoadAt(_sum, index + (2 * step))) * side);
            Vector<float> detail = LoadAt(here, index + step) - smooth;
            Vector<float> variance = (Vector.Max(Vector<float>.Zero, smooth - new Vector<float>(blackDn)) * gain) + new Vector<float>((floor * floor) + 1e-6f);
            Vector<float> kept = coring > 0 ? Vector.Min(Vector<float>.One, detail * detail / (variance * coring)) : Vector<float>.Zero;
            (smooth + (detail * kept)).CopyTo(target, index);
        }
    }

    private static Vector<float> LoadAt(float[] row, int index) => new(row, index);
}
