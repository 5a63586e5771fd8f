using FixPix.Defects;
using FixPix.Features;
using FixPix.Mosaics;
using FixPix.Neural;
using FixPix.Simulation;

namespace FixPix.Tests.Features;

public sealed class CompanyPlanesTests
{
    private const int Width = 37, Height = 31;

    public static TheoryData<string> Phases => new(CfaPattern.Named.Select(cfa => cfa.Name));

    [Theory]
    [MemberData(nameof(Phases))]
    public void Sites_of_the_same_filter_position_that_read_alike_are_counted_in_every_phase(string name)
    {
        (MosaicLayout layout, ushort[] samples) = Case(name);
        CompanyPlanes input = new(layout, 2);
        FeatureMap features = new Workspace().RentMap(input.Plane, CompanyPlanes.Channels);
        input.Fill(samples, in features, new Workspace());
        int shiftRows = name is "GBRG" or "BGGR" ? 1 : 0, shiftColumns = name is "GRBG" or "BGGR" ? 1 : 0;
        for (int row = 6; row < Height - 6; row++)
        {
            for (int column = 6; column < Width - 6; column++)
            {
                Span<float> place = features.At((row + shiftRows) / 2, (column + shiftColumns) / 2);
                int channel = (2 * ((row + shiftRows) % 2)) + ((column + shiftColumns) % 2);
                Assert.Equal(Company(samples, row, column, 1 / 64.0), place[channel], 1e-4);
                Assert.Equal(Company(samples, row, column, 1 / 16.0), place[4 + channel], 1e-4);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Phases))]
    public void A_region_is_filled_as_it_is_in_the_whole(string name)
    {
        (MosaicLayout layout, ushort[] samples) = Case(name);
        CompanyPlanes input = new(layout, 4);
        Workspace workspace = new();
        FeatureMap whole = workspace.RentMap(input.Plane, CompanyPlanes.Channels);
        input.Fill(samples, in whole, workspace);
        foreach (Region region in new Region[] { new(0, 0, 1, 1), new(3, 5, 7, 9), new(input.Plane.Height - 3, input.Plane.Width - 5, 3, 5) })
        {
            FeatureMap part = workspace.RentMap(region, CompanyPlanes.Channels);
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

    [Fact]
    public void Good_sites_of_an_even_frame_keep_company_where_seven_of_ten_are_bad()
    {
        MosaicLayout layout = new(64, 64, CfaPattern.Rggb, 0, 4095);
        Mosaic frame = new(layout, [.. Enumerable.Repeat((ushort)3000, layout.SampleCount)]);
        DefectMask bad = DefectInjector.Inject(frame, new InjectionSettings { Rate = 0.7, Seed = 1 }).Truth.ToMask();
        CompanyPlanes input = new(layout, 2);
        FeatureMap features = new Workspace().RentMap(input.Plane, CompanyPlanes.Channels);
        input.Fill(frame.Samples, in features, new Workspace());
        float Narrow(int site) => features.At(site / 64 / 2, site % 64 / 2)[(2 * (site / 64 % 2)) + (site % 2)];
        float[] ofGood = [.. Enumerable.Range(0, layout.SampleCount).Where(site => !bad[site / 64, site % 64]).Select(Narrow).Order()], ofBad = [.. Enumerable.Range(0, layout.SampleCount).Where(site => bad[site / 64, site % 64]).Select(Narrow).Order()];
        Assert.True(ofGood[ofGood.Length / 20] > ofBad[ofBad.Length * 19 / 20]);
    }

    private static double Company(ushort[] samples, int row, int column, double width)
    {
        double own = Even(samples[(row * Width) + column]);
        return Enumerable.Range(0, 49).Where(static tap => tap != 24).Average(tap =>
        {
            double away = (Even(samples[((row + (2 * (tap / 7)) - 6) * Width) + column + (2 * (tap % 7)) - 6]) - own) / width;
            return Math.Max(0, 1 - (away * away));
        });
    }

    private static double Even(ushort sample) => Math.Sqrt(Math.Clamp((sample - 64) / 959.0, -1 / 64.0, 1) + (1 / 64.0)) - 0.125;

    private static (MosaicLayout Layout, ushort[] Samples) Case(string name)
    {
        Assert.True(CfaPattern.TryParse(name, out CfaPattern? cfa));
        SeededRandom random = new(7);
        return (new MosaicLayout(Width, Height, cfa, 64, 1023), [.. Enumerable.Range(0, Width * Height).Select(_ => (ushort)random.NextInt(1100))]);
    }
}
