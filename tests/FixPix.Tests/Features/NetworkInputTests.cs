using FixPix.Features;
using FixPix.Mosaics;
using FixPix.Neural;
using FixPix.Simulation;

namespace FixPix.Tests.Features;

public sealed class NetworkInputTests
{
    [Fact]
    public void Even_noise_is_zero_at_black_and_rises_up_to_white()
    {
        float[] values = new float[6];
        new EvenNoise(64, 64, 1023).OfRow([0, 64, 300, 600, 1023, 60000], values);
        Assert.Equal([-0.125f, 0, values[2], values[3], 0.88278f, 0.88278f], values, (a, b) => Math.Abs(a - b) < 1e-5);
        Assert.InRange(values[2], 0.38f, 0.42f);
        Assert.InRange(values[3], 0.62f, 0.66f);
    }

    [Fact]
    public void Even_noise_of_sixteen_at_once_is_bit_for_bit_that_of_one()
    {
        SeededRandom random = new(3);
        EvenNoise noise = new(512, 530.5f, 15000);
        for (int length = 16; length < 70; length++)
        {
            ushort[] samples = [.. Enumerable.Range(0, length).Select(_ => (ushort)random.NextInt(65536))];
            (float[] one, float[] many) = (new float[length], new float[length]);
            noise.OfRowScalar(samples, one);
            noise.OfRowSimd(samples, many);
            Assert.Equal(one, many);
        }
    }

    [Fact]
    public void Neighbour_difference_of_eight_at_once_is_bit_for_bit_that_of_one()
    {
        SeededRandom random = new(5);
        foreach (int step in new[] { 1, 2 })
        {
            for (int length = 8; length < 40; length++)
            {
                float[][] rows = [.. Enumerable.Range(0, 3).Select(_ => Enumerable.Range(0, length + (2 * step)).Select(_ => random.NextInt(9) / 7f).ToArray())];
                (float[] one, float[] oneContrast, float[] many, float[] manyContrast) = (new float[length], new float[length], new float[length], new float[length]);
                NeighborDifference.OfRowScalar(rows[0], rows[1], rows[2], step, one, oneContrast);
                NeighborDifference.OfRowSimd(rows[0], rows[1], rows[2], step, many, manyContrast);
                Assert.Equal(one, many);
                Assert.Equal(oneContrast, manyContrast);
            }
        }
    }

    [Fact]
    public void Contrast_is_the_same_at_any_scale_above_the_least()
    {
        float[] pattern = [0, 1, 2, 3, 9, 4, 5, 6, 7];
        float ContrastOf(float scale)
        {
            float[] rows = [.. pattern.Select(value => 0.1f + (scale * value))], difference = new float[1], contrast = new float[1];
            NeighborDifference.OfRow(rows.AsSpan(0, 3), rows.AsSpan(3, 3), rows.AsSpan(6, 3), 1, difference, contrast);
            return contrast[0];
        }

        // 9 stands 5.5 above the median 3.5; the neighbours lie 2 from it in the mean.
        Assert.Equal(5.5f / 9.5f, ContrastOf(0.09f), 2e-3f);
        Assert.Equal(ContrastOf(0.09f), ContrastOf(0.009f), 0.01f);
        Assert.InRange(ContrastOf(0.00001f), 0.04f, 0.06f);
    }

    [Theory]
    [InlineData("RGGB")]
    [InlineData("GRBG")]
    [InlineData("GBRG")]
    [InlineData("BGGR")]
    [InlineData("MONO")]
    public void Planes_are_red_green_green_blue_and_their_differences_in_every_phase(string name)
    {
        Assert.True(CfaPattern.TryParse(name, out CfaPattern? cfa));
        MosaicLayout layout = new(17, 11, cfa, 64, 1023);
        SeededRandom random = new(7);
        Mosaic mosaic = new(layout, [.. Enumerable.Range(0, 17 * 11).Select(_ => (ushort)random.NextInt(1100))]);
        PlanesInput input = new(layout, 2);
        Workspace workspace = new();
        FeatureMap features = workspace.RentMap(input.Plane, PlanesInput.Channels);
        input.Fill(mosaic.Samples, in features, workspace);
        float[] value = new float[1], around = new float[8];
        int shiftRows = name is "GBRG" or "BGGR" ? 1 : 0, shiftColumns = name is "GRBG" or "BGGR" ? 1 : 0, step = name == "MONO" ? 1 : 2;
        for (int row = step; row < 11 - step; row++)
        {
            for (int column = step; column < 17 - step; column++)
            {
                int channel = (2 * ((row + shiftRows) % 2)) + ((column + shiftColumns) % 2);
                Span<float> place = features.At((row + shiftRows) / 2, (column + shiftColumns) / 2);
                Of(mosaic[row, column], value);
                Assert.Equal(value[0], place[channel]);
                int count = 0;
                for (int step2 = 0; step2 < 9; step2++)
                {
                    if (step2 != 4)
                    {
                        Of(mosaic[row + (step * ((step2 / 3) - 1)), column + (step * ((step2 % 3) - 1))], around.AsSpan(count++, 1));
                    }
                }

                Array.Sort(around);
                float median = (around[3] + around[4]) * 0.5f, away = value[0] - median;
                Assert.Equal(away, place[4 + channel]);
                Assert.Equal(away / (Math.Abs(away) + (around.Sum(neighbor => Math.Abs(neighbor - median)) / 4) + (1 / 1024f)), place[8 + channel], 1e-5f);
            }
        }

        static void Of(ushort sample, Span<float> value) => new EvenNoise(64, 64, 1023).OfRow([sample], value);
    }

    [Theory]
    [InlineData(8, 100)]
    [InlineData(40, 100)]
    [InlineData(40, 3000)]
    public void Deviations_are_told_in_units_of_the_noise_of_their_block(double sigma, int level)
    {
        // The right half is as quiet as rounding alone makes it where the left one is not.
        MosaicLayout layout = new(192, 96, CfaPattern.Rggb, 256, 4095);
        SeededRandom random = new(13);
        Mosaic mosaic = new(layout, [.. Enumerable.Range(0, layout.SampleCount).Select(site => (ushort)Math.Round(256 + level + ((site % 192 < 96 ? sigma : sigma / 2) * random.NextNormal())))]);
        (int row, int column) = (41, 31);
        mosaic[row, column] = (ushort)Math.Max(0, 256 + level - (10 * sigma));
        PlanesInput input = new(layout, 1);
        Workspace workspace = new();
        FeatureMap features = workspace.RentMap(input.Plane, PlanesInput.Channels);
        input.Fill(mosaic.Samples, in features, workspace);
        foreach (int half in new[] { 0, 48 })
        {
            double[] sigmas = [.. from place in Enumerable.Range(0, 48 * 48)
                from channel in Enumerable.Range(12, 4)
                select Math.Abs(Sigmas(features.At(place / 48, half + (place % 48))[channel]))];
            Assert.Equal(0.6745, sigmas.Order().ElementAt(sigmas.Length / 2), 0.09);
        }

        Assert.InRange(Sigmas(features.At(row / 2, column / 2)[15]), -13, -6);

    }

    [Theory]
    [InlineData(0.4)]
    [InlineData(0.5)]
    [InlineData(0.6)]
    [InlineData(0.8)]
    [InlineData(1.2)]
    public void Noise_of_less_than_a_step_is_no_whole_step(double sigma)
    {
        const int Away = 12;
        MosaicLayout layout = new(96, 96, CfaPattern.Rggb, 16, 255);
        SeededRandom random = new(17);
        Mosaic mosaic = new(layout, [.. Enumerable.Range(0, layout.SampleCount).Select(_ => (ushort)Math.Round(26.3 + (sigma * random.NextNormal())))]);
        (int row, int column) = (41, 31);
        mosaic[row, column] = 26 + Away;
        PlanesInput input = new(layout, 1);
        Workspace workspace = new();
        FeatureMap features = workspace.RentMap(input.Plane, PlanesInput.Channels);
        input.Fill(mosaic.Samples, in features, workspace);

        // The noise of the site and of the median of eight around it, and what rounding adds; the values grow with a root.
        double expected = 2 * Root(26.3) * (Root(26 + Away) - Root(26.3)) / Math.Sqrt((1.2 * sigma * sigma) + (1 / 12.0));
        Assert.InRange(Sigmas(features.At(row / 2, column / 2)[15]) / expected, 0.75, 1.25);

        static double Root(double dn) => Math.Sqrt(dn - 16 + (239 / 64.0));
    }

    [Theory]
    [InlineData("planes")]
    [InlineData("raw")]
    public void A_region_is_filled_as_it_is_in_the_whole(string kind)
    {
        // 2 × 2 blocks of noise, the last of which are larger.
        MosaicLayout layout = new(245, 219, CfaPattern.Gbrg, 64, 1023);
        SeededRandom random = new(9);
        ushort[] samples = [.. Enumerable.Range(0, 245 * 219).Select(_ => (ushort)random.NextInt(1100))];
        NetworkInput input = kind == "planes" ? new PlanesInput(layout, 4) : new RawInput(layout, 4, 300, 90);
        int channels = kind == "planes" ? PlanesInput.Channels : RawInput.Channels;
        Workspace workspace = new();
        FeatureMap whole = workspace.RentMap(input.Plane, channels);
        input.Fill(samples, in whole, workspace);
        foreach (Region region in new Region[] { new(0, 0, 1, 1), new(3, 5, 7, 9), new(44, 40, 9, 20), new(input.Plane.Height - 3, input.Plane.Width - 5, 3, 5) })
        {
            FeatureMap part = workspace.RentMap(region, channels);
            input.Fill(samples, in part, workspace);
            for (int row = region.Top; row < region.Bottom; row++)
            {
                for (int column = region.Left; column < region.Right; column++)
                {
                    Assert.Equal(whole.At(row, column).ToArray(), part.At(row, column).ToArray());
                }
            }
        }
    }

    // Of z / √(16 + 4 |z|).
    private static double Sigmas(double told) => Math.Sign(told) * ((4 * told * told) + Math.Sqrt((16 * Math.Pow(told, 4)) + (64 * told * told))) / 2;
}
