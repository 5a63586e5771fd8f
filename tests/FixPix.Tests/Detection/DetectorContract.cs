using FixPix.Defects;
using FixPix.Detection;
using FixPix.Mosaics;
using FixPix.Simulation;
using FixPix.Tests.Neural;

namespace FixPix.Tests.Detection;

/// <summary>What every detector promises, with as many frames as it needs.</summary>
public sealed class DetectorContract
{
    private const int Width = 65;
    private const int Height = 51;
    private const int Black = 64;
    private const int White = 1023;

    // The network is one whose weights were written by hand, small and sure of itself; what the shipped ones know is for ShippedDetectorTests.
    private static IEnumerable<string> Names => Detectors.All.Select(info => info.Name);

    public static TheoryData<string> Every => [.. Names];

    public static TheoryData<string, string, string> Cases()
    {
        TheoryData<string, string, string> cases = [];
        foreach (string name in Names)
        {
            foreach (CfaPattern cfa in CfaPattern.Named)
            {
                foreach (string background in new[] { "constant", "gradient", "noise" })
                {
                    cases.Add(name, cfa.Name, background);
                }
            }
        }

        return cases;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Detector_finds_hot_dead_pair_cluster_and_row_everywhere_and_nothing_else(string name, string cfaName, string background)
    {
        Assert.True(CfaPattern.TryParse(cfaName, out CfaPattern? cfa));
        foreach ((int row, int column) in new[] { (25, 32), (25, 33), (26, 32), (26, 33), (0, 31), (Height - 1, 30), (20, 0), (21, Width - 1), (0, 0), (0, Width - 1), (Height - 1, 0), (Height - 1, Width - 1) })
        {
            foreach (string shape in Promised(name, cfa))
            {
                Site[] truth = Shape(shape, row, column);
                IEnumerable<Mosaic> frames = Enumerable.Range(0, FrameCount(name)).Select(frame => Spoiled(Background(cfa, background, 3 + frame), truth, shape));
                DefectMap map = Create(name).Detect(frames, WorkSettings.Default);
                Assert.True(truth.All(site => map.Contains(site.Row, site.Column)), $"{shape} at {row}, {column}: missed");
                Assert.True(map.Count - truth.Length <= 2, $"{shape} at {row}, {column}: {map.Count - truth.Length} good sites");
                Defect first = map.Defects().First(defect => defect.Site == truth[0]);
                Assert.Equal(shape == "dead" ? DefectKind.Dead : DefectKind.Hot, first.Kind);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Every))]
    public void Detector_accepts_every_size_and_finds_nothing_in_a_constant(string name)
    {
        foreach (CfaPattern cfa in CfaPattern.Named)
        {
            foreach ((int width, int height) in new[] { (1, 1), (1, 2), (2, 1), (3, 3), (5, 4), (7, 1), (1, 9), (8, 8), (33, 17), (64, 64) })
            {
                foreach (ushort value in new ushort[] { 0, Black, 500, White, ushort.MaxValue })
                {
                    Mosaic mosaic = new(new MosaicLayout(width, height, cfa, Black, White), Enumerable.Repeat(value, width * height).ToArray());
                    Assert.Equal(0, Create(name).Detect(Frames(name, mosaic), WorkSettings.Default).Count);
                }
            }
        }
    }

    [Theory]
    [MemberData(nameof(Every))]
    public void Detector_gives_the_same_map_with_any_number_of_threads(string name)
    {
        Mosaic mosaic = Injected(SyntheticScene.Photograph(new SensorModel { Width = 301, Height = 203 }, 5), 0.02, 7);
        DefectMap one = Create(name).Detect(Frames(name, mosaic), new WorkSettings { Threads = 1 });
        Assert.NotEqual(0, one.Count);
        foreach (int threads in new[] { 2, 16 })
        {
            DefectMap other = Create(name).Detect(Frames(name, mosaic), new WorkSettings { Threads = threads });
            Assert.Equal(one.SiteIndices.ToArray(), other.SiteIndices.ToArray());
            Assert.Equal(one.Probabilities.ToArray(), other.Probabilities.ToArray());
            Assert.Equal(one.Kinds.ToArray(), other.Kinds.ToArray());
        }
    }

    [Theory]
    [MemberData(nameof(Every))]
    public void Detector_leaves_the_frame_as_it_is(string name)
    {
        Mosaic mosaic = Injected(SyntheticScene.Photograph(new SensorModel { Width = 120, Height = 90 }, 6), 0.02, 7);
        ushort[] before = (ushort[])mosaic.Samples.Clone();
        Create(name).Detect(Frames(name, mosaic), WorkSettings.Default);
        Assert.Equal(before, mosaic.Samples);
    }

    [Theory]
    [MemberData(nameof(Every))]
    public void Detector_refuses_frames_of_different_sensors_and_names_the_frame(string name)
    {
        SensorModel sensor = new() { Width = 40, Height = 30 };
        Mosaic first = SyntheticScene.Photograph(sensor, 1);
        foreach (SensorModel other in new[] { sensor with { Width = 42 }, sensor with { Height = 31 }, sensor with { Cfa = CfaPattern.Gbrg } })
        {
            FixPixException failure = Assert.Throws<FixPixException>(
                () => Create(name).Detect([first, first, SyntheticScene.Photograph(other, 1)], WorkSettings.Default));
            Assert.StartsWith("frame 3", failure.Message, StringComparison.Ordinal);
        }

        Assert.Throws<FixPixException>(() => Create(name).Detect([], WorkSettings.Default));
    }

    internal static Mosaic Injected(Mosaic mosaic, double rate, long seed)
    {
        SeededRandom random = new(seed);
        for (int count = (int)(rate * mosaic.Samples.Length); count > 0; count--)
        {
            mosaic.Samples[random.NextInt(mosaic.Samples.Length)] = random.NextInt(2) == 0 ? (ushort)0 : (ushort)(mosaic.Layout.WhiteDn * 0.9);
        }

        return mosaic;
    }

    // A detector that compares frames gets a few, with the same defects.
    private static IEnumerable<Mosaic> Frames(string name, Mosaic mosaic) =>
        Enumerable.Repeat(mosaic, FrameCount(name));

    private static int FrameCount(string name) => Detectors.Find(name).MinimumFrames == 1 ? 1 : 6;

    private static IDetector Create(string name) => name == UNetDetector.Name ? new UNetDetector(HandMade.Contrast()) : Detectors.Find(name).Create();

    private static Mosaic Spoiled(Mosaic mosaic, Site[] truth, string shape)
    {
        foreach (Site site in truth)
        {
            mosaic[site.Row, site.Column] = shape == "dead" ? (ushort)0 : (ushort)(White - 30);
        }

        return mosaic;
    }

    // RawTherapee's rule compares a site with its window, in which the other sites of a cluster stand out as much. The network's weights only know the neighbours' median, and
    // mirrored at a border a monochrome cluster is most of its own neighbourhood.
    private static string[] Promised(string name, CfaPattern cfa) => name switch
    {
        MedianRatioDetector.Name => ["hot", "dead"],
        LocalContrastDetector.Name => ["hot", "dead", "pair"],
        UNetDetector.Name when cfa.IsMonochrome => ["hot", "dead", "pair", "row"],
        _ => ["hot", "dead", "pair", "cluster", "row"],
    };

    private static Mosaic Background(CfaPattern cfa, string background, long seed)
    {
        Mosaic mosaic = new(new MosaicLayout(Width, Height, cfa, Black, White), new ushort[Width * Height]);
        SeededRandom random = new(seed);
        for (int row = 0; row < Height; row++)
        {
            for (int column = 0; column < Width; column++)
            {
                double value = background == "gradient" ? 200 + (2.0 * row) + (3.0 * column) : 350;
                value *= cfa.ColorAt(row, column) == CfaColor.Red ? 0.7 : 1;
                mosaic[row, column] = (ushort)Math.Round(value + (background == "noise" ? 6 * random.NextNormal() : 0));
            }
        }

        return mosaic;
    }

    private static Site[] Shape(string shape, int row, int column)
    {
        int down = row < Height / 2 ? 1 : -1;
        int right = column < Width / 2 ? 1 : -1;
        return shape switch
        {
            "pair" => [new(row, column), new(row, column + right)],
            "cluster" => [new(row, column), new(row, column + right), new(row + down, column), new(row + down, column + right)],
            "row" => [.. Enumerable.Range(0, Width).Select(other => new Site(row, other))],
            _ => [new(row, column)],
        };
    }
}
