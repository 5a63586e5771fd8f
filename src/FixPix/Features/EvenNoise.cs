using System.Runtime.Intrinsics;
using FixPix.Mosaics;

namespace FixPix.Features;

/// <summary>
/// Brings the samples of one row to values whose noise is about the same from black to white: √(x + 1/64) − 1/8 with x = (v − black) / (white − black), kept within −1/64 to 1. Black
/// becomes 0, white 0.88. Shot noise grows with the square root of the light, which a root evens out (the generalised transform of F. J. Anscombe, "The transformation of Poisson,
/// binomial and negative-binomial data", Biometrika 35, 1948); the offset stands for the read noise, and keeps apart from black what reads far below it.
/// </summary>
/// <param name="evenBlackDn">Black level of the even places of the row, DN.</param>
/// <param name="oddBlackDn">Black level of the odd places, DN.</param>
/// <param name="whiteDn">White level, DN.</param>
internal sealed class EvenNoise(float evenBlackDn, float oddBlackDn, int whiteDn)
{
    /// <summary>The value of white.</summary>
    public const float White = 0.8828f;

    private const float Offset = 1 / 64f;
    private const float RootOfOffset = 1 / 8f;

    private readonly (float Even, float Odd) _scale = (1 / Math.Max(1, whiteDn - evenBlackDn), 1 / Math.Max(1, whiteDn - oddBlackDn));

    /// <summary>Those of the even and of the odd rows of a view.</summary>
    /// <param name="view">A mosaic from its red site on.</param>
    /// <param name="whiteDn">White level, DN.</param>
    public static EvenNoise[] OfRows(CanonicalView view, int whiteDn) => [.. Enumerable.Range(0, 2).Select(row => new EvenNoise(view.BlackAt(row, 0), view.BlackAt(row, 1), whiteDn))];

    /// <summary>How much a value near this one grows by a DN, in an even place.</summary>
    public float SlopeAt(float value) => _scale.Even / (2 * (value + RootOfOffset));

    /// <summary>The value of a sample.</summary>
    /// <param name="sample">The sample, DN.</param>
    /// <param name="column">0 for an even place, 1 for an odd one.</param>
    public float ValueOf(ushort sample, int column)
    {
        float x = column == 0 ? (sample - evenBlackDn) * _scale.Even : (sample - oddBlackDn) * _scale.Odd;
        return MathF.Sqrt(Math.Clamp(x, -Offset, 1) + Offset) - RootOfOffset;
    }

    /// <summary>The sample that a value stands for, DN, not rounded.</summary>
    /// <param name="value">A value.</param>
    /// <param name="column">0 for an even place, 1 for an odd one.</param>
    public float SampleOf(float value, int column)
    {
        float root = Math.Max(0, value + RootOfOffset), x = (root * root) - Offset;
        return column == 0 ? evenBlackDn + (x / _scale.Even) : oddBlackDn + (x / _scale.Odd);
    }

    /// <summary>The values of a row that begins with an even place.</summary>
    /// <param name="samples">The samples, DN.</param>
    /// <param name="values">As many values.</param>
    public void OfRow(ReadOnlySpan<ushort> samples, Span<float> values)
    {
        if (Vector128.IsHardwareAccelerated && samples.Length >= Vector256<ushort>.Count)
        {
            OfRowSimd(samples, values);
        }
        else
        {
            OfRowScalar(samples, values);
        }
    }

    /// <inheritdoc cref="OfRow"/>
    public void OfRowScalar(ReadOnlySpan<ushort> samples, Span<float> values)
    {
        for (int place = 0; place < samples.Length; place++)
        {
            values[place] = ValueOf(samples[place], place & 1);
        }
    }

    /// <summary>Sixteen places at once; at least so many.</summary>
    /// <inheritdoc cref="OfRow"/>
    public void OfRowSimd(ReadOnlySpan<ushort> samples, Span<float> values)
    {
        Vector256<float> black = Pairs(evenBlackDn, oddBlackDn), scale = Pairs(_scale.Even, _scale.Odd);
        int last = (samples.Length - Vector256<ushort>.Count) & ~1;
        for (int place = 0; place < last; place += Vector256<ushort>.Count)
        {
            OfVector(samples, values, place, black, scale);
        }

        // The last vector overlaps the one before it, and an odd place may be left.
        OfVector(samples, values, last, black, scale);
        OfRowScalar(samples[(samples.Length & ~1)..], values[(samples.Length & ~1)..]);
    }

    private static Vector256<float> Pairs(float even, float odd) => Vector256.Create(even, odd, even, odd, even, odd, even, odd);

    private static void OfVector(ReadOnlySpan<ushort> samples, Span<float> values, int place, Vector256<float> black, Vector256<float> scale)
    {
        (Vector256<uint> low, Vector256<uint> high) = Vector256.Widen(Vector256.Create(samples[place..]));
        Value(Vector256.ConvertToSingle(low.AsInt32()), black, scale).CopyTo(values[place..]);
        Value(Vector256.ConvertToSingle(high.AsInt32()), black, scale).CopyTo(values[(place + Vector256<float>.Count)..]);
    }

    private static Vector256<float> Value(Vector256<float> samples, Vector256<float> black, Vector256<float> scale)
    {
        Vector256<float> x = Vector256.MinNative(Vector256.MaxNative((samples - black) * scale, Vector256.Create(-Offset)), Vector256<float>.One);
        return Vector256.Sqrt(x + Vector256.Create(Offset)) - Vector256.Create(RootOfOffset);
    }
}
