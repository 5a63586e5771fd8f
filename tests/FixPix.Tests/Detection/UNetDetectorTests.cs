using FixPix.Defects;
using FixPix.Detection;
using FixPix.Features;
using FixPix.Mosaics;
using FixPix.Neural;
using FixPix.Neural.Networks;
using FixPix.Neural.Weights;
using FixPix.Simulation;
using FixPix.Tests.Neural;

namespace FixPix.Tests.Detection;

public sealed class UNetDetectorTests
{
    private static readonly WorkSettings s_one = new() { Threads = 1 };

    [Theory]
    [InlineData("planes")]
    [InlineData("raw")]
    public void Tiles_and_threads_do_not_change_a_bit(string input)
    {
        Mosaic mosaic = DetectorContract.Injected(SyntheticScene.Photograph(new SensorModel { Width = 191, Height = 143, Cfa = CfaPattern.Grbg }, 5), 0.02, 7);
        using WeightFile weights = HandMade.FreshDetector("4,6,5", input);
        UNet network = new(weights);
        double floats = NetworkTiles.FloatsPerPlace(weights, network);
        Region plane = (input == "planes" ? new PlanesInput(mosaic.Layout, network.Multiple) : (NetworkInput)new RawInput(mosaic.Layout, network.Multiple, 1, 1)).Plane;
        DefectMap whole = new UNetDetector(weights).Detect([mosaic], s_one);
        Assert.Equal(1, NetworkTiles.For(network, floats, plane, 300_000_000, 1).Count);
        Assert.NotEqual(0, whole.Count);
        int before = 1;
        foreach (long budget in new long[] { 1_700_000, 700_000, 1 })
        {
            int tiles = NetworkTiles.For(network, floats, plane, budget, 1).Count;
            Assert.True(tiles > before, $"{tiles} tiles");
            before = tiles;
            foreach (int threads in new[] { 1, 2, 16 })
            {
                DefectMap map = new UNetDetector(weights) { MemoryBytes = budget }.Detect([mosaic], new WorkSettings { Threads = threads });
                Assert.Equal(whole.SiteIndices.ToArray(), map.SiteIndices.ToArray());
                Assert.Equal(whole.Probabilities.ToArray(), map.Probabilities.ToArray());
                Assert.Equal(whole.Kinds.ToArray(), map.Kinds.ToArray());
            }
        }
    }

    [Theory]
    [InlineData(1, false)]
    [InlineData(3, false)]
    [InlineData(3, true)]
    public void Probabilities_are_those_of_the_map(int count, bool average)
    {
        using WeightFile weights = HandMade.FreshDetector("4,6");
        UNetDetector detector = new(weights) { AverageProbabilities = average, Threshold = 0.4 };
        Mosaic[] frames = [.. Enumerable.Range(0, count).Select(frame => SyntheticScene.Photograph(new SensorModel { Width = 50, Height = 38 }, 5, frame))];
        DefectMap map = detector.Detect(frames, s_one);
        float[] probabilities = detector.Probabilities(frames, new WorkSettings { Threads = 3 });
        Assert.NotEqual(0, map.Count);
        Assert.Equal(map.SiteIndices.ToArray(), Enumerable.Range(0, probabilities.Length).Where(site => probabilities[site] > 0.4));
        Assert.Equal(map.Probabilities.ToArray(), map.SiteIndices.ToArray().Select(site => probabilities[site]));
        Assert.Throws<FixPixException>(() => detector.Probabilities([], s_one));
    }

    [Theory]
    [InlineData(1, false)]
    [InlineData(3, false)]
    [InlineData(3, true)]
    public void Remembered_frames_give_the_same_bits_in_every_window(int count, bool average)
    {
        using WeightFile weights = HandMade.FreshDetector("4,6");
        UNetDetector plain = new(weights) { AverageProbabilities = average };
        UNetDetector remembering = new(weights) { AverageProbabilities = average, Memory = new FrameMemory() };
        Mosaic[] frames = [.. Enumerable.Range(0, 4).Select(frame => SyntheticScene.Photograph(new SensorModel { Width = 50, Height = 38 }, 5, frame))];
        for (int first = 0; first + count <= frames.Length; first++)
        {
            Mosaic[] window = frames[first..(first + count)];
            Assert.Equal(plain.Probabilities(window, s_one), remembering.Probabilities(window, s_one));
        }
    }

    [Fact]
    public void Tiles_keep_to_the_memory_and_leave_no_place_out()
    {
        using WeightFile weights = HandMade.FreshDetector("8,16,32");
        UNet network = new(weights);
        Region plane = Region.Whole(400, 520);
        foreach (int threads in new[] { 1, 4, 16 })
        {
            const long Budget = 12_000_000;
            NetworkTiles tiles = NetworkTiles.For(network, NetworkTiles.FloatsPerPlace(weights, network), plane, Budget, threads);
            Assert.InRange(tiles.Threads, 1, threads);
            Assert.Equal(plane.Height * plane.Width, Enumerable.Range(0, tiles.Count).Sum(tile => tiles[tile].Height * tiles[tile].Width));
            Workspace workspace = new();
            FeatureMap input = workspace.RentMap(network.InputFor(tiles[0], plane), network.Inputs), output = workspace.RentMap(tiles[0], 4);
            network.Forward(in input, in output, plane, workspace);
            Assert.True(workspace.Bytes * tiles.Threads <= Budget, $"{workspace.Bytes} bytes on each of {tiles.Threads} threads");
        }
    }

    [Fact]
    public void Nothing_is_allocated_for_a_further_tile()
    {
        MosaicLayout layout = new(128, 128, CfaPattern.Rggb, 0, 1000);
        UNet network = new(HandMade.FreshDetector("4,4"));
        UNetPass pass = new(network, new PlanesInput(layout, network.Multiple), new WorkspacePool());
        Workspace workspace = new();
        ushort[] samples = new ushort[layout.SampleCount];
        static void Ignore(int row, int left, ReadOnlySpan<float> logOdds)
        {
        }

        UNetPass.RowReader reader = Ignore;
        pass.ReadTile(samples, new Region(16, 16, 32, 32), workspace, reader);
        Assert.Equal(0, Allocations.Of(() => pass.ReadTile(samples, new Region(16, 16, 32, 32), workspace, reader)));
    }

    [Fact]
    public void Raw_input_is_every_site_at_its_place_less_mean_over_deviation()
    {
        foreach (CfaPattern cfa in CfaPattern.Named)
        {
            Mosaic mosaic = new(new MosaicLayout(13, 7, cfa, 0, 1000), Enumerable.Repeat((ushort)300, 91).ToArray());
            (mosaic[0, 0], mosaic[6, 12], mosaic[3, 5]) = (601, 700, 599);
            DefectMap map = new UNetDetector(HandMade.Bright(600)).Detect([mosaic], s_one);
            Assert.Equal([0, 90], map.SiteIndices.ToArray());
            Assert.Equal(1 / (1 + Math.Exp(-0.25)), map.Probabilities[0], 1e-4);
        }
    }

    [Fact]
    public void Evidence_of_frames_is_the_sum_of_log_odds_with_the_prior_once()
    {
        Mosaic[] frames = [Frame(620), Frame(590), Frame(640)];
        UNetDetector detector = new(HandMade.Bright(600)) { ExpectedRate = 0.1 };
        double prior = Math.Log(0.1 / 0.9), sum = ((620 - 600) + (590 - 600) + (640 - 600)) / 4.0;
        DefectMap map = detector.Detect(frames, s_one);
        Assert.Equal([7], map.SiteIndices.ToArray());
        Assert.Equal(1 / (1 + Math.Exp(-(sum - (2 * prior)))), map.Probabilities[0], 1e-5);

        // What nobody takes for a defect at first is one when the same little evidence comes again.
        Mosaic[] faint = [Frame(597), Frame(597), Frame(597)];
        Assert.Equal(0, detector.Detect(faint[..1], s_one).Count);
        Assert.Equal(1, detector.Detect(faint, s_one).Count);
    }

    [Fact]
    public void Probabilities_of_frames_are_averaged_when_that_is_asked_for()
    {
        Mosaic[] frames = [Frame(602), Frame(598), Frame(606)];
        double mean = new[] { 0.5, -0.5, 1.5 }.Average(logOdds => 1 / (1 + Math.Exp(-logOdds)));
        DefectMap map = new UNetDetector(HandMade.Bright(600)) { AverageProbabilities = true }.Detect(frames, s_one);
        Assert.Equal(mean, Assert.Single(map.Probabilities.ToArray()), 1e-5);
        Assert.Equal(0, new UNetDetector(HandMade.Bright(600)) { AverageProbabilities = true, Threshold = mean + 0.001 }.Detect(frames, s_one).Count);
    }

    [Theory]
    [InlineData(0.01, 1)]
    [InlineData(0.01, 2)]
    [InlineData(0.2, 1)]
    [InlineData(0.2, 2)]
    public void Maps_to_mend_by_name_less_certain_sites_too_where_bad_ones_are_many(double rate, int count)
    {
        // A quarter of a unit of log-odds for each DN beyond 600; what several frames say adds up, beside the prior.
        Mosaic[] frames = [.. Enumerable.Repeat(Frame((ushort)(rate < 0.1 ? 596 : 599)), count)];
        UNetDetector detector = new(HandMade.Bright(600)) { ExpectedRate = rate, Threshold = 0.9 };
        DefectMap certain = detector.Detect(frames, s_one), toMend = detector.ToMend().Detect(frames, s_one);
        Assert.Equal(rate < 0.1 ? certain.SiteIndices.ToArray() : [7], toMend.SiteIndices.ToArray());
        Assert.Equal(0, rate < 0.1 ? 0 : certain.Count);
        Assert.Equal(0, new UNetDetector(HandMade.Bright(600)) { ExpectedRate = rate, Threshold = 0.99 }.ToMend().Detect(frames, s_one).Count);
    }

    [Fact]
    public void Sites_of_any_small_frame_are_judged_each_at_its_place()
    {
        foreach (CfaPattern cfa in CfaPattern.Named)
        {
            foreach ((int width, int height) in new[] { (1, 1), (1, 6), (6, 1), (2, 2), (3, 3), (5, 2), (40, 3) })
            {
                foreach (string levels in new[] { "3", "3,4,4,4" })
                {
                    Mosaic mosaic = new(new MosaicLayout(width, height, cfa, 64, 1023), new ushort[width * height]);
                    UNetDetector detector = new(HandMade.FreshDetector(levels)) { Threshold = 1e-30 };
                    Assert.Equal(width * height, detector.Detect([mosaic], WorkSettings.Default).Count);
                }
            }
        }
    }

    [Theory]
    [InlineData((ushort)0)]
    [InlineData((ushort)1023)]
    [InlineData(ushort.MaxValue)]
    public void Black_and_white_frames_show_nothing(ushort value)
    {
        Mosaic mosaic = new(new MosaicLayout(70, 50, CfaPattern.Bggr, 64, 1023), Enumerable.Repeat(value, 3500).ToArray());
        Assert.Equal(0, new UNetDetector(HandMade.Contrast()).Detect([mosaic], WorkSettings.Default).Count);
    }

    [Fact]
    public void Work_stops_when_it_is_cancelled_and_progress_reaches_one()
    {
        Mosaic mosaic = Frame(500);
        UNetDetector detector = new(HandMade.Contrast());
        using CancellationTokenSource cancellation = new();
        cancellation.Cancel();
        Assert.ThrowsAny<OperationCanceledException>(() => detector.Detect([mosaic], new WorkSettings { Cancellation = cancellation.Token }));
        LastValue progress = new();
        detector.Detect([mosaic], new WorkSettings { Progress = progress });
        Assert.Equal(1, progress.Value);
    }

    [Fact]
    public void Files_of_another_kind_are_refused_in_one_line()
    {
        Refused("architecture 'patch-mlp'", ("architecture", "patch-mlp"));
        Refused("metadata 'task' is 'corrector', expected 'detector'", ("task", "corrector"));
        Refused("metadata 'input' is 'relative', expected 'planes' or 'raw'", ("input", "relative"));
        Refused("takes 4 numbers and gives 4, input 'planes' expects 16 and 4", ("inputs", "4"));
        Refused("metadata 'mean' is missing", ("input", "raw"), ("inputs", "1"), ("outputs", "1"));
        Refused("metadata 'deviation' is '0', expected a number above 0", ("input", "raw"), ("inputs", "1"), ("outputs", "1"), ("mean", "3"), ("deviation", "0"));
        Refused("'NaN'", ("input", "raw"), ("inputs", "1"), ("outputs", "1"), ("mean", "NaN"), ("deviation", "2"));
        Assert.Throws<FixPixException>(() => new UNetDetector(HandMade.Contrast()) { Threshold = 1 });
        Assert.Throws<FixPixException>(() => new UNetDetector(HandMade.Contrast()) { ExpectedRate = 0 });
    }

    private static void Refused(string why, params (string Key, string Value)[] changes)
    {
        FixPixException failure = Assert.Throws<FixPixException>(() => new UNetDetector(WeightFile.Fresh(HandMade.Detector("4", "planes", 16, 4, changes), 1)));
        Assert.Contains(why, failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', failure.Message);
    }

    // Site 7 has this value, all others are far below.
    private static Mosaic Frame(ushort value)
    {
        Mosaic mosaic = new(new MosaicLayout(5, 4, CfaPattern.Rggb, 0, 1000), Enumerable.Repeat((ushort)110, 20).ToArray());
        mosaic.Samples[7] = value;
        return mosaic;
    }

    private sealed class LastValue : IProgress<double>
    {
        public double Value { get; private set; }

        public void Report(double value) => Value = value;
    }
}
