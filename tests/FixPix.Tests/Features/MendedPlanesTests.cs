using FixPix.Features;
using FixPix.Mosaics;
using FixPix.Neural;
using FixPix.Simulation;

namespace FixPix.Tests.Features;

public sealed class MendedPlanesTests
{
    private const int Width = 31, Height = 25;

    public static TheoryData<string> Phases => new(CfaPattern.Named.Select(cfa => cfa.Name));

    [Theory]
    [MemberData(nameof(Phases))]
    public void Values_are_told_relative_to_what_the_good_sites_around_say_in_every_phase(string name)
    {
        (MosaicLayout layout, ushort[] samples, bool[] good) = Case(name);
        MendedPlanes input = new(layout, 2, (row, column) => good[(row * Width) + column] ? 1 : 0);
        Workspace workspace = new();
        FeatureMap features = workspace.RentMap(input.Plane, MendedPlanes.Channels);
        input.Fill(samples, in features, workspace);
        int shiftRows = name is "GBRG" or "BGGR" ? 1 : 0, shiftColumns = name is "GRBG" or "BGGR" ? 1 : 0;
        for (int row = 6 + shiftRows; row < Height - 8; row++)
        {
            for (int column = 6 + shiftColumns; column < Width - 8; column++)
            {
                Span<float> place = features.At((row + shiftRows) / 2, (column + shiftColumns) / 2);
                int top = row - ((row + shiftRows) % 2), left = column - ((column + shiftColumns) % 2), channel = (2 * (row - top)) + (column - left);
                (double level, double all, double squares) = (0, 0, 0);
                for (int site = 0; site < 4; site++)
                {
                    (double mean, double count, double square) = Around(samples, good, top + (site / 2), left + (site % 2));
                    level = site == channel ? mean : level;
                    (all, squares) = (all + count, squares + square);
                }

                double unit = Math.Sqrt((0.004 * 0.004) + (all > 0 ? squares / all : 0)), value = Even(samples[(row * Width) + column]);
                double expected = double.IsNaN(level) ? 0 : Math.Clamp((value - level) / unit, -8, 8);
                float belief = good[(row * Width) + column] ? 1 : 0;
                Assert.Equal((float)unit, place[MendedPlanes.UnitChannel], 1e-4f);
                Assert.Equal((float)expected, place[channel], 1e-2f);
                Assert.Equal(belief, place[4 + channel]);
                Assert.Equal(belief * place[channel], place[8 + channel]);
            }
        }

    }

    [Theory]
    [MemberData(nameof(Phases))]
    public void A_region_is_filled_as_it_is_in_the_whole(string name)
    {
        (MosaicLayout layout, ushort[] samples, bool[] good) = Case(name);
        MendedPlanes input = new(layout, 4, (row, column) => good[(row * Width) + column] ? 1 : 0);
        Workspace workspace = new();
        FeatureMap whole = workspace.RentMap(input.Plane, MendedPlanes.Channels);
        input.Fill(samples, in whole, workspace);
        foreach (Region region in new Region[] { new(0, 0, 1, 1), new(3, 5, 7, 9), new(input.Plane.Height - 3, input.Plane.Width - 5, 3, 5) })
        {
            FeatureMap part = workspace.RentMap(region, MendedPlanes.Channels);
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

    [Theory]
    [MemberData(nameof(Phases))]
    public void A_value_goes_back_to_its_sample(string name)
    {
        (MosaicLayout layout, _, _) = Case(name);
        MosaicLayout levels = new(Width, Height, layout.Cfa, 0, 1023) { BlackDn = [.. Enumerable.Range(0, layout.Cfa.PositionCount).Select(position => 60f + position)] };
        MendedPlanes input = new(levels, 2, (_, _) => 1);
        ushort[] samples = [.. Enumerable.Range(0, Width * Height).Select(site => (ushort)(55 + (site * 7919 % 968)))];
        for (int row = 0; row < Height; row++)
        {
            for (int column = 0; column < Width; column++)
            {
                ushort sample = samples[(row * Width) + column];
                Assert.Equal(sample, input.SampleOf(input.ValueOf(sample, row, column), row, column), 0.01f);
            }
        }
    }

    // A tenth good, so that some sites have no good one near.
    private static (MosaicLayout Layout, ushort[] Samples, bool[] Good) Case(string name)
    {
        Assert.True(CfaPattern.TryParse(name, out CfaPattern? cfa));
        SeededRandom random = new(7);
        return (new MosaicLayout(Width, Height, cfa, 64, 1023), [.. Enumerable.Range(0, Width * Height).Select(_ => (ushort)random.NextInt(1100))], [.. Enumerable.Range(0, Width * Height).Select(_ => random.NextInt(10) == 0)]);
    }

    // Mean, number and sum of squares around the mean of the good sites of a filter position within seven by seven blocks.
    private static (double Mean, double Count, double Squares) Around(ushort[] samples, bool[] good, int row, int column)
    {
        double[] values = [.. Enumerable.Range(0, 49).Select(tap => ((row + (2 * (tap / 7)) - 6) * Width) + column + (2 * (tap % 7)) - 6).Where(site => good[site]).Select(site => (double)Even(samples[site]))];
        double mean = values.Length == 0 ? double.NaN : values.Average();
        return (mean, values.Length, values.Sum(value => (value - mean) * (value - mean)));
    }

    private static float Even(ushort sample)
    {
        float[] value = new float[1];
        new EvenNoise(64, 64, 1023).OfRow([sample], value);
        return value[0];
    }
}
