namespace FixPix.SimulationCheck;

/// <summary>Power spectra of square blocks by the fast Fourier transform (Cooley and Tukey 1965), radix 2.</summary>
internal static class Fourier
{
    /// <summary>Rows and columns of a block.</summary>
    public const int Side = 64;

    /// <summary>Rings of spatial frequency, 0 to 0.5 cycles for each site of a plane.</summary>
    public const int Rings = 16;

    private static readonly double[] s_window = [.. Enumerable.Range(0, Side).Select(index => 0.5 - (0.5 * Math.Cos(2 * Math.PI * (index + 0.5) / Side)))];

    /// <summary>Adds a block's power to the rings.</summary>
    /// <param name="block">Side × Side values; left as something else.</param>
    /// <param name="power">Sum of the power in each ring.</param>
    /// <param name="count">Frequencies in each ring.</param>
    public static void AddPower(double[] block, double[] power, double[] count)
    {
        double mean = block.Average();
        double[] imaginary = new double[block.Length];
        for (int index = 0; index < block.Length; index++)
        {
            block[index] = (block[index] - mean) * s_window[index / Side] * s_window[index % Side];
        }

        for (int line = 0; line < Side; line++)
        {
            Transform(block, imaginary, line * Side, 1);
        }

        for (int line = 0; line < Side; line++)
        {
            Transform(block, imaginary, line, Side);
        }

        for (int index = 1; index < block.Length; index++)
        {
            (int row, int column) = (Folded(index / Side), Folded(index % Side));
            int ring = (int)(Math.Sqrt((row * row) + (column * column)) * 2 * Rings / Side);
            if (ring < Rings)
            {
                power[ring] += (block[index] * block[index]) + (imaginary[index] * imaginary[index]);
                count[ring]++;
            }
        }
    }

    private static int Folded(int frequency) => Math.Min(frequency, Side - frequency);

    private static void Transform(double[] real, double[] imaginary, int start, int step)
    {
        for (int index = 1, reversed = 0; index < Side; index++)
        {
            int bit = Side / 2;
            for (; (reversed & bit) != 0; bit /= 2)
            {
                reversed ^= bit;
            }

            reversed ^= bit;
            if (index < reversed)
            {
                (int one, int other) = (start + (index * step), start + (reversed * step));
                (real[one], real[other]) = (real[other], real[one]);
                (imaginary[one], imaginary[other]) = (imaginary[other], imaginary[one]);
            }
        }

        for (int half = 1; half < Side; half *= 2)
        {
            for (int pair = 0; pair < Side / 2; pair++)
            {
                int place = pair % half;
                (double sin, double cos) = Math.SinCos(-Math.PI * place / half);
                int low = start + ((((pair / half) * 2 * half) + place) * step);
                int high = low + (half * step);
                double re = (real[high] * cos) - (imaginary[high] * sin);
                double im = (real[high] * sin) + (imaginary[high] * cos);
                (real[high], imaginary[high]) = (real[low] - re, imaginary[low] - im);
                (real[low], imaginary[low]) = (real[low] + re, imaginary[low] + im);
            }
        }
    }
}
