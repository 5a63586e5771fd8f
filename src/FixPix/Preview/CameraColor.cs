using FixPix.Mosaics;

namespace FixPix.Preview;

/// <summary>A camera's colours turned into linear sRGB: white balance, then the colour matrix where the file has one.</summary>
internal sealed class CameraColor
{
    // Linear sRGB to CIE XYZ, D65 (IEC 61966-2-1).
    private static readonly double[] s_xyzOfRgb =
        [0.4124564, 0.3575761, 0.1804375, 0.2126729, 0.7151522, 0.0721750, 0.0193339, 0.1191920, 0.9503041];

    // A sensor's own primaries overlap; without its matrix this much saturation brings the colours near to what they were.
    private static readonly double[] s_saturate = [1.5, -0.4, -0.1, -0.2, 1.4, -0.2, 0.0, -0.5, 1.5];

    private readonly double[] _gains;
    private readonly double[] _matrix;

    private CameraColor(double[] gains, double[] matrix) => (_gains, _matrix) = (gains, matrix);

    /// <summary>The colours of a camera.</summary>
    /// <param name="camera">Its white balance and matrix, where known.</param>
    /// <param name="meanRgb">Mean red, green and blue of the picture: made grey where the white balance is not known.</param>
    public static CameraColor Of(CameraMetadata camera, double[] meanRgb)
    {
        double[] neutral = camera.AsShotNeutral is { IsDefault: false, Length: 3 } known && known.All(value => value > 0.01)
            ? [.. known]
            : [.. meanRgb.Select(mean => Math.Clamp(mean / Math.Max(1e-9, meanRgb[1]), 0.25, 4))];

        // The least gain is 1, so that what is saturated in all channels stays white.
        double brightest = neutral.Max();
        return new CameraColor([.. neutral.Select(value => brightest / value)], MatrixOf(camera) ?? s_saturate);
    }

    /// <summary>Develops one colour in place: red, green, blue, 0 black to 1 white.</summary>
    public void Apply(Span<double> rgb)
    {
        double red = Math.Clamp(rgb[0] * _gains[0], 0, 1);
        double green = Math.Clamp(rgb[1] * _gains[1], 0, 1);
        double blue = Math.Clamp(rgb[2] * _gains[2], 0, 1);
        for (int channel = 0; channel < 3; channel++)
        {
            int at = 3 * channel;
            rgb[channel] = Math.Max(0, (_matrix[at] * red) + (_matrix[at + 1] * green) + (_matrix[at + 2] * blue));
        }
    }

    // XYZ to camera, times sRGB to XYZ, is sRGB to camera; with rows that sum to 1 white stays white. Its inverse is wanted.
    private static double[]? MatrixOf(CameraMetadata camera)
    {
        if (camera.ColorMatrix is not { IsDefault: false, Length: 9 } xyzToCamera)
        {
            return null;
        }

        double[] matrix = new double[9];
        for (int row = 0; row < 3; row++)
        {
            for (int column = 0; column < 3; column++)
            {
                matrix[(3 * row) + column] = Enumerable.Range(0, 3).Sum(k => xyzToCamera[(3 * row) + k] * s_xyzOfRgb[(3 * k) + column]);
            }

            double sum = matrix[3 * row] + matrix[(3 * row) + 1] + matrix[(3 * row) + 2];
            for (int column = 0; column < 3; column++)
            {
                matrix[(3 * row) + column] /= sum;
            }
        }

        return Invert(matrix);
    }

    private static double[]? Invert(double[] m)
    {
        double Cofactor(int row, int column)
        {
            (int r1, int r2, int c1, int c2) = ((row + 1) % 3, (row + 2) % 3, (column + 1) % 3, (column + 2) % 3);
            return (m[(3 * r1) + c1] * m[(3 * r2) + c2]) - (m[(3 * r1) + c2] * m[(3 * r2) + c1]);
        }

        double determinant = Enumerable.Range(0, 3).Sum(column => m[column] * Cofactor(0, column));
        return Math.Abs(determinant) is > 1e-3 and < 1e3
            ? [.. Enumerable.Range(0, 9).Select(index => Cofactor(index % 3, index / 3) / determinant)]
            : null;
    }
}
