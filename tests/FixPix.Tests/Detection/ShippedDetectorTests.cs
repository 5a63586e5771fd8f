using FixPix.Defects;
using FixPix.Detection;
using FixPix.Metrics;
using FixPix.Mosaics;
using FixPix.Simulation;

namespace FixPix.Tests.Detection;

/// <summary>What the shipped weights know, with margins that any sensible detector keeps: wrong weights or another input fail here. The figures are in docs/results.</summary>
public sealed class ShippedDetectorTests
{
    private const int Width = 160;
    private const int Height = 128;
    private const int Black = 64;
    private const int White = 1023;

    public static TheoryData<string> Phases => new(CfaPattern.Named.Select(cfa => cfa.Name));

    [Fact]
    public void Paper_s_defects_are_found_on_a_smooth_noisy_scene_with_few_false_alarms()
    {
        Mosaic clean = Scene(Cfa("RGGB"), Width, Height, seed: 1), spoiled = clean.Clone();
        DefectMap truth = DefectInjector.Inject(spoiled, new InjectionSettings { Rate = 0.001, Delta = 0.7, Seed = 3 }).Truth;
        DetectionScore score = DetectionScore.Of(truth, Detect(spoiled), VisibleDefects.Of(clean, spoiled, truth));
        Assert.InRange(score.VisibleCount!.Value, 10, 100);
        Assert.InRange(score.VisibleRecall!.Value, 0.9, 1);
        Assert.InRange(score.FalsePositives, 0, 3);
    }

    [Fact]
    public void Dense_defects_are_found_too()
    {
        Mosaic clean = Scene(Cfa("RGGB"), Width, Height, seed: 1), spoiled = clean.Clone();
        DefectMap truth = DefectInjector.Inject(spoiled, new InjectionSettings { Rate = 0.4, Delta = 0.7, Seed = 4 }).Truth;
        DetectionScore score = DetectionScore.Of(truth, Detect(spoiled));
        Assert.InRange(score.Recall, 0.85, 1);
        Assert.InRange(score.Precision, 0.85, 1);
    }

    [Theory]
    [MemberData(nameof(Phases))]
    public void Clean_scene_has_hardly_a_false_alarm(string phase) =>
        Assert.InRange(Detect(Scene(Cfa(phase), Width, Height, seed: 2)).Count, 0, 2);

    [Theory]
    [MemberData(nameof(Phases))]
    public void Single_sites_pairs_blocks_and_a_column_are_found_inside_at_edges_and_in_corners(string phase)
    {
        Mosaic mosaic = Scene(Cfa(phase), Width, Height, seed: 5);
        List<Site> truth =
        [
            new(0, 0), new(Height - 1, Width - 1), new(0, 70), new(50, 0), new(Height - 1, 41),
            new(30, 30), new(30, 31), new(70, 21), new(70, 22), new(71, 21), new(71, 22),
            .. Enumerable.Range(0, Height).Select(row => new Site(row, 110)),
        ];
        foreach (Site site in truth)
        {
            mosaic[site.Row, site.Column] = White - 30;
        }

        mosaic[90, 60] = 0;
        truth.Add(new Site(90, 60));
        DefectMap map = Detect(mosaic);
        int found = truth.Count(site => map.Contains(site.Row, site.Column));
        Assert.InRange(found, 0.95 * truth.Count, truth.Count);
        Assert.InRange(map.Count - found, 0, 3);
    }

    [Fact]
    public void Same_scene_in_all_four_phases_has_the_same_defects()
    {
        Mosaic whole = Scene(Cfa("RGGB"), Width + 1, Height + 1, seed: 6);
        SeededRandom random = new(8);
        Site[] truth = [.. Enumerable.Range(0, 20).Select(_ => new Site(20 + random.NextInt(Height - 40), 20 + random.NextInt(Width - 40)))];
        foreach (Site site in truth)
        {
            whole[site.Row, site.Column] = (ushort)(whole[site.Row, site.Column] > 400 ? Black : 900);
        }

        foreach ((int top, int left) in new[] { (0, 0), (0, 1), (1, 0), (1, 1) })
        {
            DefectMap map = Detect(Cut(whole, top, left));
            Assert.Equal(truth.Distinct().Order(Comparer<Site>.Create(InOrder)), map.Defects().Select(defect => new Site(defect.Site.Row + top, defect.Site.Column + left)));
        }
    }

    [Fact]
    public void Every_size_is_taken()
    {
        foreach ((int width, int height) in new[] { (1, 1), (1, 6), (7, 1), (2, 2), (5, 4), (33, 17) })
        {
            Assert.InRange(Detect(Scene(Cfa("GBRG"), width, height, seed: 7)).Count, 0, 2);
        }
    }

    private static DefectMap Detect(Mosaic mosaic) => Detectors.Find(UNetDetector.Name).Create().Detect([mosaic], WorkSettings.Default);

    private static CfaPattern Cfa(string name) => CfaPattern.TryParse(name, out CfaPattern? cfa) ? cfa : throw new ArgumentException(name);

    private static int InOrder(Site one, Site other) => (one.Row, one.Column).CompareTo((other.Row, other.Column));

    // Soft light of a colour of its own, shot and read noise as of a sensor.
    private static Mosaic Scene(CfaPattern cfa, int width, int height, long seed)
    {
        Mosaic mosaic = new(new MosaicLayout(width, height, cfa, Black, White), new ushort[width * height]);
        SeededRandom random = new(seed);
        for (int row = 0; row < height; row++)
        {
            for (int column = 0; column < width; column++)
            {
                double light = 260 + (120 * Math.Sin(row / 31.0) * Math.Cos(column / 43.0));
                light *= cfa.ColorAt(row, column) switch { CfaColor.Red => 0.7, CfaColor.Blue => 0.55, _ => 1 };
                mosaic[row, column] = (ushort)Math.Clamp(Math.Round(Black + light + (Math.Sqrt(4 + (0.1 * light)) * random.NextNormal())), 0, White);
            }
        }

        return mosaic;
    }

    private static Mosaic Cut(Mosaic whole, int top, int left)
    {
        Mosaic cut = new(new MosaicLayout(Width, Height, whole.Layout.Cfa.Shift(top, left), Black, White), new ushort[Width * Height]);
        for (int row = 0; row < Height; row++)
        {
            whole.Row(row + top).Slice(left, Width).CopyTo(cut.Row(row));
        }

        return cut;
    }
}
