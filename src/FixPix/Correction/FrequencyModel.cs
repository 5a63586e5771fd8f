using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace FixPix.Correction;

/// <summary>
/// The model of <see cref="FrequencySelectiveCorrector"/>: which few Fourier basis functions, in a period of
/// <see cref="Size"/> × <see cref="Size"/>, explain the weighted values of a patch.
/// </summary>
/// <remarks>
/// All steps happen on spectra: with W the spectrum of the weights and R that of the weighted residual, the best function k has the greatest
/// |R(k)|², its coefficient is γ · R(k) / W(0), and taking it away is R(l) −= c · W(l − k). Signals are real, so a function and its conjugate
/// go together, and half of the spectrum is enough: bins of columns 0 to Size / 2.
/// </remarks>
internal static class FrequencyModel
{
    /// <summary>The patch reaches this far from its middle.</summary>
    public const int Radius = 4;

    /// <summary>Values of a patch, row-major.</summary>
    public const int PatchLength = Side * Side;

    // Weight of a source d steps away: Decline^d. Frequencies are preferred by Preference^(their length), the lens's blur.
    private const float Decline = 0.7f;
    private const float Preference = 0.9f;

    // Orthogonality deficiency compensation: the share of a projection that is believed, as the functions are not orthogonal under the weights.
    private const float Compensation = 0.5f;
    private const int Iterations = 32;
    private const int Size = 16;
    private const int Twice = 2 * Size;
    private const int Half = (Size / 2) + 1;
    private const int Side = (2 * Radius) + 1;

    private static readonly float[] s_decays = [.. Enumerable.Range(0, PatchLength).Select(index =>
        MathF.Pow(Decline, MathF.Sqrt(((Row(index) - Radius) * (Row(index) - Radius)) + ((Column(index) - Radius) * (Column(index) - Radius)))))];

    private static readonly float[] s_preferences = [.. Enumerable.Range(0, Size * Half).Select(bin =>
    {
        int down = Math.Min(bin / Half, Size - (bin / Half));
        return MathF.Pow(Preference, 2 * MathF.Sqrt((down * down) + ((bin % Half) * (bin % Half))));
    })];

    private static readonly float[] s_cosines = [.. Enumerable.Range(0, Size).Select(step => (float)Math.Cos(2 * Math.PI * step / Size))];
    private static readonly float[] s_sines = [.. Enumerable.Range(0, Size).Select(step => (float)Math.Sin(2 * Math.PI * step / Size))];

    /// <summary>Row of a patch index.</summary>
    public static int Row(int index) => index / Side;

    /// <summary>Column of a patch index.</summary>
    public static int Column(int index) => index % Side;

    /// <summary>Weight of a good site of the patch.</summary>
    public static float Decay(int index) => s_decays[index];

    /// <summary>The model's value in the patch's middle.</summary>
    /// <param name="weighted">PatchLength values times weights, 0 where the site is bad.</param>
    /// <param name="weights">PatchLength weights.</param>
    /// <param name="total">Sum of the weights.</param>
    [SkipLocalsInit]
    public static float CenterValue(ReadOnlySpan<float> weighted, ReadOnlySpan<float> weights, float total)
    {
        Span<float> weightReal = stackalloc float[Size * Twice];
        Span<float> weightImaginary = stackalloc float[Size * Twice];
        Span<float> real = stackalloc float[Size * Size];
        Span<float> imaginary = stackalloc float[Size * Size];
        Transform(weights, weightReal, weightImaginary);
        Transform(weighted, real, imaginary);
        Double(weightReal);
        Double(weightImaginary);

        float value = 0;
        for (int iteration = 0; iteration < Iterations; iteration++)
        {
            int best = Strongest(real, imaginary);
            (int down, int right) = (best / Half, best % Half);
            int bin = (down * Size) + right;
            int mirror = ((Size - down) % Size * Size) + ((Size - right) % Size);
            float share = Compensation / total;

            // The middle is the transform's origin, where every basis function is 1.
            if (mirror == bin)
            {
                float single = share * real[bin];
                value += single;
                TakeAway(real, imaginary, weightReal, weightImaginary, down, right, single, 0);
                continue;
            }

            (float a, float b) = (share * real[bin], share * imaginary[bin]);
            value += 2 * a;
            TakeAway(real, imaginary, weightReal, weightImaginary, down, right, a, b);
            TakeAway(real, imaginary, weightReal, weightImaginary, Size - down, Size - right, a, -b);
        }

        return value;
    }

    private static int Strongest(ReadOnlySpan<float> real, ReadOnlySpan<float> imaginary)
    {
        (int best, float most) = (0, -1);
        for (int down = 0; down < Size; down++)
        {
            for (int right = 0; right < Half; right++)
            {
                int bin = (down * Size) + right;
                float power = ((real[bin] * real[bin]) + (imaginary[bin] * imaginary[bin])) * s_preferences[(down * Half) + right];
                (best, most) = power > most ? ((down * Half) + right, power) : (best, most);
            }
        }

        return best;
    }

    private static void TakeAway(
        Span<float> real, Span<float> imaginary, ReadOnlySpan<float> weightReal, ReadOnlySpan<float> weightImaginary, int down, int right, float a, float b)
    {
        for (int row = 0; row < Size; row++)
        {
            // The weights' rows are there twice, side by side, so that a row turned by any step is one run.
            int weight = (((row - down) & (Size - 1)) * Twice) + ((Size - right) & (Size - 1));
            for (int column = 0; column < Size; column += Vector256<float>.Count)
            {
                Span<float> realBins = real.Slice((row * Size) + column, Vector256<float>.Count);
                Span<float> imaginaryBins = imaginary.Slice((row * Size) + column, Vector256<float>.Count);
                Vector256<float> c = Vector256.Create(weightReal.Slice(weight + column, Vector256<float>.Count));
                Vector256<float> d = Vector256.Create(weightImaginary.Slice(weight + column, Vector256<float>.Count));
                (Vector256.Create(realBins) - ((a * c) - (b * d))).CopyTo(realBins);
                (Vector256.Create(imaginaryBins) - ((a * d) + (b * c))).CopyTo(imaginaryBins);
            }
        }
    }

    private static void Double(Span<float> rows)
    {
        for (int row = Size - 1; row >= 0; row--)
        {
            Span<float> once = rows.Slice(row * Size, Size);
            once.CopyTo(rows.Slice((row * Twice) + Size, Size));
            once.CopyTo(rows.Slice(row * Twice, Size));
        }
    }

    /// <summary>Discrete Fourier transform of a patch about its middle, columns first, then rows.</summary>
    [SkipLocalsInit]
    private static void Transform(ReadOnlySpan<float> patch, Span<float> real, Span<float> imaginary)
    {
        Span<float> rowReal = stackalloc float[Side * Size];
        Span<float> rowImaginary = stackalloc float[Side * Size];
        for (int row = 0; row < Side; row++)
        {
            for (int frequency = 0; frequency < Size; frequency++)
            {
                (float cosine, float sine) = (0, 0);
                for (int column = 0; column < Side; column++)
                {
                    int angle = frequency * (column - Radius) & (Size - 1);
                    cosine += patch[(row * Side) + column] * s_cosines[angle];
                    sine -= patch[(row * Side) + column] * s_sines[angle];
                }

                (rowReal[(row * Size) + frequency], rowImaginary[(row * Size) + frequency]) = (cosine, sine);
            }
        }

        for (int bin = 0; bin < Size * Size; bin++)
        {
            (int down, int right) = (bin / Size, bin % Size);
            (float sumReal, float sumImaginary) = (0, 0);
            for (int row = 0; row < Side; row++)
            {
                int angle = down * (row - Radius) & (Size - 1);
                (float cosine, float sine) = (s_cosines[angle], -s_sines[angle]);
                (float a, float b) = (rowReal[(row * Size) + right], rowImaginary[(row * Size) + right]);
                sumReal += (a * cosine) - (b * sine);
                sumImaginary += (a * sine) + (b * cosine);
            }

            (real[bin], imaginary[bin]) = (sumReal, sumImaginary);
        }
    }
}
