using System.Numerics;
using FixPix.Mosaics;

namespace FixPix.Training.Simulation;

/// <summary>
/// What comes through the colour filters: at each site one of the camera's colours, its white balance undone, exposure and
/// vignetting applied. The coefficients of a site's colour lie in rows, one set for each row of the filter tile, so that
/// vectors need not know the pattern.
/// </summary>
internal sealed class FilterRows
{
    private const int Coefficients = 4;

    private static readonly double[] s_luminance = [0.2126, 0.7152, 0.0722];

    private readonly float[] _gray = new float[3];
    private float[][] _rows = [];
    private float[] _fromCentre = [];
    private SimulatedCamera _camera = new();
    private double _halfHeight;
    private float _vignetting;
    private float _perDistance;

    /// <summary>Looks at columns of a mosaic.</summary>
    /// <param name="camera">Filters, colours, exposure.</param>
    /// <param name="size">Of the whole mosaic, around whose centre the corners grow dark.</param>
    /// <param name="left">First column; may be negative.</param>
    /// <param name="width">Columns.</param>
    public void Prepare(SimulatedCamera camera, (int Height, int Width) size, int left, int width)
    {
        _camera = camera;
        PrepareColors(camera, left, width);
        Lanes.Grow(ref _fromCentre, width);
        (double halfHeight, double halfWidth) = (size.Height / 2.0, size.Width / 2.0);
        double corner = (halfHeight * halfHeight) + (halfWidth * halfWidth);
        for (int index = 0; index < width; index++)
        {
            double away = left + index + 0.5 - halfWidth;
            _fromCentre[index] = (float)(away * away / corner);
        }

        // cos⁴ of the angle, which is 1 / (1 + tan²)²; tan² grows with the squared distance from the centre.
        _vignetting = (float)((1 / Math.Sqrt(1 - camera.Optics.CornerLoss)) - 1);
        _halfHeight = halfHeight;
        _perDistance = (float)(1 / corner);
    }

    /// <summary>Fills one row: shares of the sensor's white, 0 and up.</summary>
    /// <param name="row">Row of the whole mosaic; may be negative.</param>
    /// <param name="light">Linear sRGB: red, green and blue rows.</param>
    /// <param name="target">Gets the row.</param>
    /// <param name="width">Columns.</param>
    public void Fill(int row, float[][] light, float[] target, int width)
    {
        CfaPattern cfa = _camera.Cfa;
        int first = Coefficients * (((row % cfa.Rows) + cfa.Rows) % cfa.Rows);
        (float[] fromRed, float[] fromGreen, float[] fromBlue, float[] inverse) = (_rows[first], _rows[first + 1], _rows[first + 2], _rows[first + 3]);
        (float[] red, float[] green, float[] blue) = (light[0], light[1], light[2]);
        double away = row + 0.5 - _halfHeight;
        Vector<float> rowDistance = new((float)(away * away) * _perDistance);
        Vector<float> exposure = new((float)_camera.Exposure);
        Vector<float> perInflection = new((float)(1 / (1 - CameraColors.Inflection)));
        Vector<float> inflection = new((float)CameraColors.Inflection);
        Vector<float> one = Vector<float>.One;
        for (int index = 0; index < width; index += Lanes.Count)
        {
            Vector<float> r = new(red, index), g = new(green, index), b = new(blue, index), gain = new(inverse, index);
            Vector<float> balanced = (new Vector<float>(fromRed, index) * r) + (new Vector<float>(fromGreen, index) * g) + (new Vector<float>(fromBlue, index) * b);
            Vector<float> gray = (r * _gray[0]) + (g * _gray[1]) + (b * _gray[2]);
            Vector<float> near = Vector.Min(one, Vector.Max(Vector<float>.Zero, (gray - inflection) * perInflection));
            Vector<float> mask = near * near;
            Vector<float> safe = Vector.Max(gain, mask + ((one - mask) * gain));
            Vector<float> cosine = one + ((new Vector<float>(_fromCentre, index) + rowDistance) * _vignetting);
            (Vector.Max(Vector<float>.Zero, balanced) * safe * exposure / (cosine * cosine)).CopyTo(target, index);
        }
    }

    /// <summary>Adds white points of light to a row that was filled.</summary>
    /// <param name="lights">The lights.</param>
    /// <param name="row">Row of the whole mosaic; may be negative.</param>
    /// <param name="left">First column.</param>
    /// <param name="target">The row.</param>
    /// <param name="width">Columns.</param>
    public void Add(IReadOnlyList<PointLight> lights, int row, int left, float[] target, int width)
    {
        float[] inverseGain = _rows[(Coefficients * (((row % _camera.Cfa.Rows) + _camera.Cfa.Rows) % _camera.Cfa.Rows)) + 3];
        foreach (PointLight light in lights)
        {
            (int firstRow, int endRow) = light.Span(light.Row, row, 1);
            if (firstRow >= endRow)
            {
                continue;
            }

            (int first, int end) = light.Span(light.Column, left, width);
            for (int index = first; index < end; index++)
            {
                target[index] += inverseGain[index] * (float)light.At(row - light.Row, left + index - light.Column);
            }
        }
    }

    private void PrepareColors(SimulatedCamera camera, int left, int width)
    {
        CfaPattern cfa = camera.Cfa;
        Span<double> matrix = stackalloc double[9];
        camera.Colors.Matrix.BalancedFromSrgb(matrix);
        for (int index = 0; index < 3; index++)
        {
            _gray[index] = (float)((matrix[index] + matrix[3 + index] + matrix[6 + index]) / 3);
        }

        Span<float> tile = stackalloc float[cfa.Columns];
        int sets = Coefficients * cfa.Rows;
        if (_rows.Length < sets)
        {
            _rows = [.. _rows, .. Enumerable.Repeat<float[]>([], sets - _rows.Length)];
        }

        for (int set = 0; set < sets; set++)
        {
            Lanes.Grow(ref _rows[set], width);
            (int row, int coefficient) = (set / Coefficients, set % Coefficients);
            for (int column = 0; column < tile.Length; column++)
            {
                CfaColor color = cfa.ColorAt(row, column);
                tile[column] = coefficient == 3 ? InverseGain(camera.Colors, color)
                    : color == CfaColor.Panchromatic ? (float)s_luminance[coefficient]
                    : (float)matrix[(3 * (int)color) + coefficient];
            }

            Lanes.Repeat(tile, camera.PositionOf(0, left), _rows[set].AsSpan(0, width));
        }
    }

    private static float InverseGain(CameraColors colors, CfaColor color) =>
        (float)(color switch { CfaColor.Red => 1 / colors.RedGain, CfaColor.Blue => 1 / colors.BlueGain, _ => 1 });
}
