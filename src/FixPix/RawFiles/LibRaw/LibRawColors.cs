using System.Collections.Immutable;
using FixPix.Mosaics;

namespace FixPix.RawFiles.LibRaw;

/// <summary>What LibRaw tells about colour, in the terms of <see cref="MosaicLayout"/> and of the DNG specification.</summary>
internal static class LibRawColors
{
    // Linear sRGB to CIE XYZ (D65), IEC 61966-2-1.
    private static readonly double[] s_xyzFromRgb = [0.412453, 0.357580, 0.180423, 0.212671, 0.715160, 0.072169, 0.019334, 0.119193, 0.950227];

    /// <summary>The filter array, seen from the first site of the active area.</summary>
    /// <exception cref="UnsupportedFileException">It is not made of red, green and blue, or has another period than 2×2 or 6×6.</exception>
    public static CfaPattern Pattern(LibRawImage image)
    {
        if (image.IsFoveon)
        {
            throw new UnsupportedFileException("a sensor with three colours at every site (Foveon); FixPix mends mosaics");
        }

        if (image.Colors == 1)
        {
            return CfaPattern.Monochrome;
        }

        if (image.Colors != 3 || !image.ColorNames.StartsWith("RGB", StringComparison.Ordinal))
        {
            throw new UnsupportedFileException($"filters of {image.Colors} colours ({image.ColorNames}); FixPix knows red, green and blue");
        }

        // 16 rows are twice the longest period that LibRaw has, 48 a multiple of all.
        return TryPattern(image, 2) ?? TryPattern(image, 6) ?? throw new UnsupportedFileException("a filter array that repeats neither every 2×2 nor every 6×6 sites");
    }

    /// <summary>The camera's response to a neutral patch, green = 1; empty when the file does not say.</summary>
    public static ImmutableArray<double> Neutral(LibRawImage image)
    {
        (double red, double green, double blue) = (image.CameraMultiplier(0), image.CameraMultiplier(1), image.CameraMultiplier(2));
        return red > 0 && green > 0 && blue > 0 && double.IsFinite(red + green + blue) ? [green / red, 1, green / blue] : [];
    }

    /// <summary>CIE XYZ (D65) to camera colours, 3×3 row-major; empty when LibRaw does not know the camera.</summary>
    /// <remarks>
    /// LibRaw makes C = M·X of the camera's matrix M (XYZ to camera) and X (sRGB to XYZ), divides each row of C by its sum s,
    /// and hands out the inverse of that (rgb_cam) and 1/s (pre_mul). So M = diag(1/pre_mul) · inverse(rgb_cam) · inverse(X).
    /// </remarks>
    public static ImmutableArray<double> Matrix(LibRawImage image)
    {
        double[] rgbFromCamera = [.. Enumerable.Range(0, 9).Select(index => image.RgbFromCamera(index / 3, index % 3))];
        bool isIdentity = rgbFromCamera.Select((value, index) => value == (index % 4 == 0 ? 1 : 0)).All(same => same);
        if (isIdentity || Inverse(rgbFromCamera) is not double[] cameraFromRgb || Inverse(s_xyzFromRgb) is not double[] rgbFromXyz)
        {
            return [];
        }

        double[] matrix = new double[9];
        for (int index = 0; index < 9; index++)
        {
            double scale = image.DaylightMultiplier(index / 3);
            for (int k = 0; k < 3; k++)
            {
                matrix[index] += cameraFromRgb[(index / 3 * 3) + k] * rgbFromXyz[(k * 3) + (index % 3)] / scale;
            }
        }

        return matrix.All(double.IsFinite) ? [.. matrix] : [];
    }

    private static CfaPattern? TryPattern(LibRawImage image, int period)
    {
        CfaColor[] tile = new CfaColor[period * period];
        for (int row = 0; row < 48; row++)
        {
            for (int column = 0; column < 48; column++)
            {
                int color = image.ColorAt(row, column);
                CfaColor found = color is >= 0 and <= 3 ? (CfaColor)(color == 3 ? 1 : color) : CfaColor.Panchromatic;
                ref CfaColor expected = ref tile[(row % period * period) + (column % period)];
                expected = row < period && column < period ? found : expected;
                if (found == CfaColor.Panchromatic || found != expected)
                {
                    return null;
                }
            }
        }

        return new CfaPattern(period, period, tile);
    }

    private static double[]? Inverse(double[] m)
    {
        double[] cofactors =
        [
            (m[4] * m[8]) - (m[5] * m[7]), (m[2] * m[7]) - (m[1] * m[8]), (m[1] * m[5]) - (m[2] * m[4]),
            (m[5] * m[6]) - (m[3] * m[8]), (m[0] * m[8]) - (m[2] * m[6]), (m[2] * m[3]) - (m[0] * m[5]),
            (m[3] * m[7]) - (m[4] * m[6]), (m[1] * m[6]) - (m[0] * m[7]), (m[0] * m[4]) - (m[1] * m[3]),
        ];
        double determinant = (m[0] * cofactors[0]) + (m[1] * cofactors[3]) + (m[2] * cofactors[6]);
        return Math.Abs(determinant) > 1e-12 ? Array.ConvertAll(cofactors, cofactor => cofactor / determinant) : null;
    }
}
