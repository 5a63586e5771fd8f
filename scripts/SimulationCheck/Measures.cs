using FixPix.Metrics;
using FixPix.Mosaics;

namespace FixPix.SimulationCheck;

/// <summary>What is measured of a mosaic, the same for simulated and real ones; NaN where the mosaic has too few such sites.</summary>
internal sealed class Measures
{
    /// <summary>Signal levels at which the noise is measured, shares of white above black.</summary>
    public static double[] Levels { get; } = [0.003, 0.01, 0.03, 0.1, 0.3, 0.6];

    /// <summary>Shares of sites that differ more from their neighbours than the value that is measured.</summary>
    public static double[] Tails { get; } = [0.3, 0.1, 0.03, 0.01, 0.003, 0.001, 0.0003, 0.0001];

    private const int EnoughSites = 1500;
    private const int BlocksPerPlane = 24;

    /// <summary>Local noise, texture included, as a share of white above black, at <see cref="Levels"/>.</summary>
    public required double[] Noise { get; init; }

    /// <summary>Power of the planes in rings of spatial frequency, dB against the lowest ring.</summary>
    public required double[] Spectrum { get; init; }

    /// <summary>Distance to the median of the eight same-colour neighbours that a share of <see cref="Tails"/> exceeds, σ of the local noise.</summary>
    public required double[] Differences { get; init; }

    public static Measures Of(Mosaic mosaic)
    {
        (double[] noise, double[] differences) = Local(mosaic);
        return new Measures { Noise = noise, Differences = differences, Spectrum = Power(mosaic) };
    }

    private static (double[] Noise, double[] Differences) Local(Mosaic mosaic)
    {
        NoiseProfile profile = NoiseProfile.Of(mosaic);
        double rounding = RoundingSigma(mosaic);
        double SigmaAt(double medianDn) => Math.Max(rounding, profile.SigmaAt(medianDn));
        SensorArea area = mosaic.Layout.ActiveArea;
        NeighborMedian median = new(mosaic);
        List<float> distances = [];
        int[] sites = new int[Levels.Length];
        for (int row = area.Top + 2; row < area.Bottom - 2; row++)
        {
            for (int column = area.Left + 2; column < area.Right - 2; column++)
            {
                double centre = median.TwiceAt(row, column) / 2.0;
                double black = mosaic.Layout.BlackAt(row, column);
                double share = (centre - black) / (mosaic.Layout.WhiteDn - black);
                for (int level = 0; level < Levels.Length; level++)
                {
                    sites[level] += share > Levels[level] * 0.8 && share < Levels[level] * 1.25 ? 1 : 0;
                }

                // Clipped and empty sites have no noise to compare with.
                if (share is > 0.002 and < 0.9)
                {
                    distances.Add((float)(Math.Abs(mosaic[row, column] - centre) / SigmaAt(centre)));
                }
            }
        }

        double range = mosaic.Layout.WhiteDn - mosaic.Layout.BlackDn.Average();
        double[] noise = [.. Levels.Select((level, index) =>
            sites[index] >= EnoughSites ? SigmaAt(mosaic.Layout.BlackDn.Average() + (level * range)) / range : double.NaN)];
        distances.Sort();
        return (noise, [.. Tails.Select(tail => distances.Count * tail >= 10 ? distances[(int)(distances.Count * (1 - tail))] : double.NaN)]);
    }

    // Numbers that stand at the upper end of 16 bits are rounded to more than one DN.
    private static double RoundingSigma(Mosaic mosaic)
    {
        int bits = 0;
        foreach (ushort sample in mosaic.Samples)
        {
            bits |= sample;
        }

        return (bits & -bits) / Math.Sqrt(12);
    }

    private static double[] Power(Mosaic mosaic)
    {
        SensorArea area = mosaic.Layout.ActiveArea;
        CfaPattern cfa = mosaic.Layout.Cfa;
        (int height, int width) = (area.Height / cfa.Rows, area.Width / cfa.Columns);
        double[] power = new double[Fourier.Rings], count = new double[Fourier.Rings], block = new double[Fourier.Side * Fourier.Side];
        int down = Math.Max(1, (height - Fourier.Side) / 5);
        int across = Math.Max(1, (width - Fourier.Side) / 5);
        for (int position = 0; position < cfa.PositionCount; position++)
        {
            int blocks = 0;
            for (int top = 0; top + Fourier.Side <= height; top += down)
            {
                for (int left = 0; left + Fourier.Side <= width && blocks < BlocksPerPlane; left += across, blocks++)
                {
                    for (int index = 0; index < block.Length; index++)
                    {
                        int row = area.Top + (position / cfa.Columns) + ((top + (index / Fourier.Side)) * cfa.Rows);
                        int column = area.Left + (position % cfa.Columns) + ((left + (index % Fourier.Side)) * cfa.Columns);
                        block[index] = mosaic[row, column];
                    }

                    Fourier.AddPower(block, power, count);
                }
            }
        }

        double lowest = power[0] / count[0];
        return [.. power.Zip(count, (sum, frequencies) => 10 * Math.Log10(sum / frequencies / lowest))];
    }
}
