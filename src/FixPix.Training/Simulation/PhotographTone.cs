namespace FixPix.Training.Simulation;

/// <summary>
/// What a camera's developer does to linear light, pixel by pixel, and its inverse: the sRGB curve (IEC 61966-2-1), then an
/// S-shaped tone curve. Unprocessing undoes them in turn (Brooks et al., "Unprocessing images for learned raw denoising", CVPR 2019, 3.1).
/// </summary>
public static class PhotographTone
{
    /// <summary>Codes of an encoded photograph go from 0 to this: sixteen steps to each of 8 bits.</summary>
    internal const int MaxCode = 16 * 255;

    private const int KnotStep = 16;

    /// <summary>Linear light to the sRGB value, both 0 to 1.</summary>
    public static double EncodeSrgb(double light) =>
        light <= 0.0031308 ? 12.92 * light : (1.055 * Math.Pow(light, 1 / 2.4)) - 0.055;

    /// <summary>The sRGB value to linear light, both 0 to 1.</summary>
    public static double DecodeSrgb(double value) =>
        value <= 0.04045 ? value / 12.92 : Math.Pow((value + 0.055) / 1.055, 2.4);

    /// <summary>The S-curve: a mix of the straight line and smoothstep, 3x² − 2x³.</summary>
    /// <param name="value">Encoded value before it, 0 to 1.</param>
    /// <param name="strength">Share of smoothstep, 0 to 1.</param>
    public static double ApplyTone(double value, double strength) =>
        ((1 - strength) * value) + (strength * value * value * (3 - (2 * value)));

    /// <summary>The inverse of <see cref="ApplyTone"/>, by bisection: the curve rises everywhere.</summary>
    public static double InvertTone(double value, double strength)
    {
        (double low, double high) = (0, 1);
        for (int step = 0; step < 24; step++)
        {
            double middle = (low + high) / 2;
            (low, high) = ApplyTone(middle, strength) < value ? (middle, high) : (low, middle);
        }

        return value <= 0 ? 0 : value >= 1 ? 1 : (low + high) / 2;
    }

    /// <summary>Linear light of each code: exact where 8-bit values lie, straight lines between them.</summary>
    /// <param name="strength">Of the tone curve, 0 to 1.</param>
    /// <param name="table">Gets <see cref="MaxCode"/> + 1 values.</param>
    internal static void FillTable(double strength, Span<float> table)
    {
        double before = 0;
        for (int code = 0; code < MaxCode; code += KnotStep)
        {
            double after = DecodeSrgb(InvertTone((code + KnotStep) / (double)MaxCode, strength));
            for (int step = 0; step < KnotStep; step++)
            {
                table[code + step] = (float)(before + ((after - before) * step / KnotStep));
            }

            before = after;
        }

        table[MaxCode] = (float)before;
    }
}
