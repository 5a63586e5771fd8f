using FixPix.Defects;
using FixPix.Detection;
using FixPix.Mosaics;
using FixPix.Simulation;

namespace FixPix.Tests.Detection;

public sealed class KindJudgeTests
{
    private const int Width = 64;
    private const int Height = 48;
    private const int Black = 256;
    private const int White = 4095;

    private static readonly WorkSettings s_work = new() { Threads = 2 };

    // What sites make of their light (DN above black).
    private static readonly (int Site, Func<double, double> Read, DefectKind InManyFrames, DefectKind InOne)[] s_sites =
    [
        (Width + 3, _ => -Black, DefectKind.Dead, DefectKind.Dead),
        ((9 * Width) + 13, light => 0.08 * light, DefectKind.Dead, DefectKind.Dead),
        ((9 * Width) + 40, light => light + 700, DefectKind.Hot, DefectKind.Hot),
        ((20 * Width) + 20, _ => White - Black, DefectKind.Hot, DefectKind.Hot),
        ((20 * Width) + 45, _ => 1500, DefectKind.Stuck, DefectKind.Hot),
        ((30 * Width) + 6, _ => 300, DefectKind.Stuck, DefectKind.Deviating),
        ((30 * Width) + 7, light => 0.5 * light, DefectKind.Deviating, DefectKind.Deviating),
        ((47 * Width) + 63, light => 2 * light, DefectKind.Deviating, DefectKind.Hot),
    ];

    private static int[] Sites => [.. s_sites.Select(site => site.Site)];

    [Fact]
    public void Frames_in_different_light_tell_the_kinds()
    {
        foreach (CfaPattern cfa in CfaPattern.Named)
        {
            Mosaic[] frames = [Frame(500, 1, cfa), Frame(900, 2, cfa), Frame(1300, 3, cfa)];
            Assert.Equal(s_sites.Select(site => site.InManyFrames), Kinds(frames, Sites));
        }
    }

    [Fact]
    public void One_frame_or_many_in_the_same_light_tell_what_they_can()
    {
        Assert.Equal(s_sites.Select(site => site.InOne), Kinds([Frame(800, 1)], Sites));
        Assert.Equal(s_sites.Select(site => site.InOne), Kinds([Frame(800, 1), Frame(800, 2), Frame(800, 3)], Sites));
    }

    [Fact]
    public void Dark_signal_grows_with_the_exposure_where_that_is_known()
    {
        int site = (20 * Width) + 20;
        Mosaic[] Frames(bool isKnown) => [.. new[] { (1, 400), (2, 500), (8, 900) }.Select(exposure =>
        {
            Mosaic frame = Frame(exposure.Item2, exposure.Item1, seconds: isKnown ? exposure.Item1 / 100.0 : null);
            frame.Samples[site] = (ushort)(Black + exposure.Item2 + (150 * exposure.Item1));
            return frame;
        })];
        Assert.Equal([DefectKind.Hot], Kinds(Frames(true), [site]));
        Assert.Equal([DefectKind.Deviating], Kinds(Frames(false), [site]));
    }

    [Fact]
    public void Bad_neighbours_are_not_asked()
    {
        int[] block = [.. from row in Enumerable.Range(10, 5) from column in Enumerable.Range(10, 5) select (row * Width) + column];
        Mosaic frame = Frame(600, 1);
        foreach (int site in block)
        {
            frame.Samples[site] = White;
        }

        (frame.Samples[block[12]], frame.Samples[block[13]]) = (1500, 600);
        DefectKind[] expected = [.. block.Select((_, place) => place == 13 ? DefectKind.Deviating : DefectKind.Hot)];
        Assert.Equal(expected, Kinds([frame], block));
    }

    [Fact]
    public void Most_sites_may_be_bad()
    {
        SeededRandom random = new(3);
        Mosaic frame = Frame(600, 1);
        int[] bad = [.. Enumerable.Range(0, Width * Height).Where(_ => random.NextInt(10) < 7)];
        DefectKind[] expected = Array.ConvertAll(bad, site => site % 3 == 0 ? DefectKind.Dead : site % 3 == 1 ? DefectKind.Hot : DefectKind.Deviating);
        for (int place = 0; place < bad.Length; place++)
        {
            frame.Samples[bad[place]] = (ushort)(expected[place] == DefectKind.Dead ? Black - 3 : expected[place] == DefectKind.Hot ? 1800 : 550);
        }

        DefectKind[] told = Kinds([frame], bad);
        Assert.InRange(told.Zip(expected).Count(pair => pair.First == pair.Second), 0.99 * bad.Length, bad.Length);

        // More suspects than can be followed: the first frame decides.
        Assert.Equal(told, Kinds([frame, Frame(300, 2), Frame(900, 3)], bad));
    }

    [Fact]
    public void Sites_without_a_good_neighbour_are_known_by_their_level()
    {
        Mosaic frame = Frame(600, 1);
        (frame.Samples[0], frame.Samples[1]) = (Black - 10, White);
        DefectKind[] kinds = Kinds([frame], [.. Enumerable.Range(0, Width * Height)]);
        Assert.Equal([DefectKind.Dead, DefectKind.Hot, DefectKind.Deviating], kinds[..3]);
    }

    [Fact]
    public void Suspects_are_followed_from_the_frame_that_makes_them_so_and_others_are_read_in_the_first()
    {
        Mosaic[] frames = [Frame(500, 1), Frame(900, 2), Frame(1300, 3)];
        KindJudge judge = new(frames[0], s_work);
        (int late, int never) = (s_sites[4].Site, s_sites[5].Site);
        judge.Observe(frames[0], Mask());
        judge.Observe(frames[1], Mask(late));
        judge.Observe(frames[2], Mask());
        Assert.Equal([DefectKind.Stuck, DefectKind.Deviating], judge.Name([new Finding(late, 0.8f), new Finding(never, 1)]).Kinds.ToArray());
        Assert.Equal(new Defect(new Site(20, 45), DefectKind.Stuck, 0.8f), judge.Name([new Finding(late, 0.8f)])[0]);
    }

    private static DefectKind[] Kinds(Mosaic[] frames, int[] bad)
    {
        KindJudge judge = new(frames[0], s_work);
        foreach (Mosaic frame in frames.Length > 1 ? frames : [])
        {
            judge.Observe(frame, Mask(bad));
        }

        return judge.Name([.. bad.Select(site => new Finding(site, 1))]).Kinds.ToArray();
    }

    private static DefectMask Mask(params int[] sites)
    {
        DefectMask mask = new(Width, Height);
        foreach (int site in sites)
        {
            mask[site / Width, site % Width] = true;
        }

        return mask;
    }

    private static Mosaic Frame(double light, long seed, CfaPattern? cfa = null, double? seconds = null)
    {
        SeededRandom noise = new(seed);
        Dictionary<int, Func<double, double>> bad = s_sites.ToDictionary(site => site.Site, site => site.Read);
        ushort[] samples = [.. Enumerable.Range(0, Width * Height).Select(site =>
        {
            double here = light + (2 * (site % Width)) + (6 * noise.NextNormal());
            return (ushort)Math.Clamp(Math.Round(Black + (bad.TryGetValue(site, out Func<double, double>? read) ? read(here) : here)), 0, White);
        })];
        return new Mosaic(new MosaicLayout(Width, Height, cfa ?? CfaPattern.Rggb, Black, White), samples, new CameraMetadata { ExposureSeconds = seconds });
    }
}
