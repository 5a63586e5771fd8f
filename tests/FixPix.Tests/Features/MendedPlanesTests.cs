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
    public void Values_marks_and_the_mean_of_near_good_sites_are_told_in_every_phase(string name)
    {
        (MosaicLayout layout, ushort[] samples, bool[] good) = Case(name);
        MendedPlanes input = new(layout, 2, (row, column) => good[(row * Width) + column] ? 1 : 0);
        Workspace workspace = new();
        FeatureMap features = workspace.RentMap(input.Plane, MendedPlanes.Channels);
        input.Fill(samples, in features, workspace);
        int shiftRows = name is "GBRG" or "BGGR" ? 1 : 0, shiftColumns = name is "GRBG" or "BGGR" ? 1 : 0, step = name == "MONO" ? 1 : 2;
        float[] weights = [1, 4, 6, 4, 1];
        for (int row = 2 * step; row < Height - (2 * step); row++)
        {
            for (int column = 2 * step; column < Width - (2 * step); column++)
            {
                int channel = (2 * ((row + shiftRows) % 2)) + ((column + shiftColumns) % 2);
                Span<float> place = features.At((row + shiftRows) / 2, (column + shiftColumns) / 2);
                float value = Even(samples[(row * Width) + column]);
                Assert.Equal(value, place[channel]);
                Assert.Equal(good[(row * Width) + column] ? 1 : 0, place[4 + channel]);
                (double sum, double count) = (0, 0);
                for (int tap = 0; tap < 25; tap++)
                {
                    int site = ((row + (step * ((tap / 5) - 2))) * Width) + column + (step * ((tap % 5) - 2));
                    double weight = good[site] ? weights[tap / 5] * weights[tap % 5] : 0;
                    sum += weight * Even(samples[site]);
                    count += weight;
                }

                Assert.Equal(count > 0 ? (float)((sum / count) - value) : 0, place[8 + channel], 1e-5f);
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
        Workspace workspace = new();
        FeatureMap features = workspace.RentMap(input.Plane, MendedPlanes.Channels);
        ushort[] samples = [.. Enumerable.Range(0, Width * Height).Select(site => (ushort)(55 + (site * 7919 % 968)))];
        input.Fill(samples, in features, workspace);
        float[] values = new float[Width];
        for (int row = 0; row < Height; row++)
        {
            input.CopyRow(in features, row, 0, values);
            for (int column = 0; column < Width; column++)
            {
                Assert.Equal(samples[(row * Width) + column], input.SampleOf(values[column], row, column), 0.01f);
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

    private static float Even(ushort sample)
    {
        float[] value = new float[1];
        new EvenNoise(64, 64, 1023).OfRow([sample], value);
        return value[0];
    }
}
