using FixPix.Defects;
using FixPix.Features;
using FixPix.Mosaics;
using FixPix.Simulation;

namespace FixPix.Tests.Features;

public sealed class CrowdBeliefsTests
{
    private const int Width = 41, Height = 150;
    private static readonly WorkSettings s_one = new() { Threads = 1 };

    public static TheoryData<string> Phases => new(CfaPattern.Named.Select(cfa => cfa.Name));

    [Theory]
    [MemberData(nameof(Phases))]
    public void A_site_is_believed_by_its_company_over_the_most_around_in_every_phase(string name)
    {
        Mosaic frame = Random(name);
        byte[] beliefs = CrowdBeliefs.Of(frame, s_one);
        for (int row = 12; row < Height - 12; row += 3)
        {
            for (int column = 12; column < Width - 12; column++)
            {
                double most = Window(row, column).Max(site => Company(frame, site.Row, site.Column)), share = Company(frame, row, column) / Math.Max(1e-6, most);
                Assert.Equal(255 * share * share, beliefs[(row * Width) + column], 1.0);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Phases))]
    public void Threads_change_nothing(string name)
    {
        Mosaic frame = Random(name);
        Assert.Equal(CrowdBeliefs.Of(frame, s_one), CrowdBeliefs.Of(frame, new WorkSettings { Threads = 3 }));
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(1, 9)]
    [InlineData(3, 2)]
    public void Tiny_frames_are_believed_too(int width, int height) =>
        Assert.All(CrowdBeliefs.Of(new Mosaic(new MosaicLayout(width, height, CfaPattern.Gbrg, 0, 255), [.. Enumerable.Repeat((ushort)9, width * height)]), s_one), static belief => Assert.Equal(255, belief));

    [Theory]
    [InlineData(1500)]
    [InlineData(3700)]
    public void Good_sites_of_an_even_frame_are_believed_where_seven_of_ten_are_bad(int level)
    {
        MosaicLayout layout = new(64, 64, CfaPattern.Rggb, 0, 4095);
        Mosaic frame = new(layout, [.. Enumerable.Repeat((ushort)level, layout.SampleCount)]);
        DefectMask bad = DefectInjector.Inject(frame, new InjectionSettings { Rate = 0.7, Seed = 1 }).Truth.ToMask();
        byte[] beliefs = CrowdBeliefs.Of(frame, s_one);
        byte[] Of(bool isBad) => [.. Enumerable.Range(0, layout.SampleCount).Where(site => bad[site / 64, site % 64] == isBad).Select(site => beliefs[site]).Order()];
        (byte[] ofGood, byte[] ofBad) = (Of(isBad: false), Of(isBad: true));
        Assert.True(ofGood[ofGood.Length / 5] > ofBad[ofBad.Length * 4 / 5]);
    }

    private static IEnumerable<(int Row, int Column)> Window(int row, int column) => Enumerable.Range(0, 49).Select(tap => (row + (2 * (tap / 7)) - 6, column + (2 * (tap % 7)) - 6));

    private static double Company(Mosaic frame, int row, int column)
    {
        double own = Even(frame[row, column]);
        return Window(row, column).Where(site => site != (row, column)).Sum(site =>
        {
            double away = Even(frame[site.Row, site.Column]) - own;
            return Math.Max(0, 1 - (away * away * 4096)) + Math.Max(0, 1 - (away * away * 256));
        });
    }

    private static double Even(ushort sample) => Math.Sqrt(Math.Clamp((sample - 64) / 959.0, -1 / 64.0, 1) + (1 / 64.0)) - 0.125;

    private static Mosaic Random(string name)
    {
        Assert.True(CfaPattern.TryParse(name, out CfaPattern? cfa));
        SeededRandom random = new(7);
        return new Mosaic(new MosaicLayout(Width, Height, cfa, 64, 1023), [.. Enumerable.Range(0, Width * Height).Select(_ => (ushort)random.NextInt(1100))]);
    }
}
