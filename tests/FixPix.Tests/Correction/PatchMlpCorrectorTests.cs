using FixPix.Correction;
using FixPix.Defects;
using FixPix.Mosaics;
using FixPix.Neural;
using FixPix.Neural.Networks;
using FixPix.Neural.Weights;
using FixPix.Simulation;
using FixPix.Tests.Neural;

namespace FixPix.Tests.Correction;

public sealed class PatchMlpCorrectorTests
{
    public static TheoryData<int, string> Kinds => new() { { 5, "raw" }, { 9, "raw" }, { 13, "raw" }, { 5, "relative" }, { 9, "relative" }, { 13, "relative" } };

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Any_network_keeps_good_sites_reads_no_bad_one_and_gives_the_same_twice_and_on_any_thread(int size, string input)
    {
        PatchMlpCorrector corrector = new(HandMade.FreshCorrector(size, input));
        MosaicLayout layout = CorrectionCases.Layout(CfaPattern.Grbg, 211, 90);
        ushort[] frame = CorrectionCases.Photograph(layout, 3);
        foreach (double rate in new[] { 0.05, 0.5 })
        {
            DefectMap map = CorrectionCases.Random(layout, rate, 7);
            CorrectionPlan plan = corrector.Plan(map, layout);
            SeededRandom garbage = new(11);
            ushort[] once = Mended(plan, CorrectionCases.Spoil(frame, map, _ => garbage.NextInt(65536)));
            Assert.Equal(once, Mended(plan, CorrectionCases.Spoil(frame, map, _ => garbage.NextInt(65536)), 3));
            Assert.Equal(once, Mended(plan, once));
            Assert.Equal(frame, CorrectionCases.Spoil(once, map, site => frame[site]));
            Assert.NotEqual(once, CorrectionCases.Mend(input == "raw" ? "opposite-pairs" : "classical", map, layout, once));
        }
    }

    [Theory]
    [InlineData(5)]
    [InlineData(9)]
    [InlineData(13)]
    public void Raw_patches_show_estimates_wherever_they_show_a_bad_site_or_their_own(int size)
    {
        using WeightFile weights = HandMade.FreshCorrector(size, "raw");
        (PatchMlpCorrector corrector, PatchMlp network) = (new(weights), new(weights));
        MosaicLayout layout = CorrectionCases.Layout(CfaPattern.Gbrg, 97, 61);
        ushort[] frame = CorrectionCases.Noise(layout, 3);
        IEnumerable<DefectMap> random = new[] { 0.001, 0.005, 0.02, 0.3 }.Select(rate => CorrectionCases.Random(layout, rate, 7));
        foreach (DefectMap map in random.Concat(CorrectionCases.Maps(layout).Select(shape => shape.Map)))
        {
            ushort[] estimated = CorrectionCases.Mend("opposite-pairs", map, layout, frame), expected = (ushort[])frame.Clone();
            foreach (int site in map.SiteIndices)
            {
                expected[site] = (ushort)Math.Clamp(Predicted(network, estimated, layout, site, size) + 0.5f, 0f, layout.WhiteDn);
            }

            Assert.Equal(expected, Mended(corrector.Plan(map, layout), frame));
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Vectors_read_the_patches_that_plain_loops_read(int size, string input)
    {
        foreach (CfaPattern cfa in CfaPattern.Named)
        {
            MosaicLayout layout = CorrectionCases.Layout(cfa, 37, 31) with { BlackDn = [.. Enumerable.Range(0, cfa.PositionCount).Select(position => 60f + position)] };
            DefectMap map = CorrectionCases.Random(layout, 0.4, 5);
            ushort[] samples = CorrectionCases.Noise(layout, 9);
            GoodMask good = new(map, layout);
            for (int row = 8; row < 22; row++)
            {
                for (int column = 8; column < 20; column++)
                {
                    (float[] one, float[] many) = (new float[2 * size * size + 32], new float[2 * size * size + 32]);
                    int first = ((row - (size / 2)) * 37) + column - (size / 2), inputs = (input == "raw" ? 1 : 2) * ((size * size) - 1);
                    if (input == "raw")
                    {
                        RawPatches patches = new(layout, size);
                        patches.ReadScalar(ref samples[first], 37, ref one[0]);
                        patches.ReadSimd(ref samples[first], 37, ref many[0]);
                        Assert.Equal(one[..inputs], many[..inputs]);
                    }
                    else
                    {
                        RelativePatches patches = new(layout, size, good);
                        (float Origin, float Unit) slow = patches.ReadScalar(ref samples[first], 37, row, column, ref one[0]), fast = patches.ReadSimd(ref samples[first], 37, row, column, ref many[0]);
                        Assert.Equal(slow.Origin, fast.Origin);
                        Assert.Equal(slow.Unit, fast.Unit, 1e-4 * slow.Unit);
                        Assert.Equal(one[..inputs], many[..inputs], (a, b) => Math.Abs(a - b) < 1e-4);
                    }
                }
            }
        }
    }

    [Theory]
    [InlineData("RGGB")]
    [InlineData("MONO")]
    public void A_relative_patch_knows_colours_levels_and_what_is_bad(string name)
    {
        // Red lies at 100 and one site at 110, green at 400 but for one at 440, blue at 50, all above black.
        Assert.True(CfaPattern.TryParse(name, out CfaPattern? cfa));
        MosaicLayout layout = CorrectionCases.Layout(cfa, 24, 24);
        bool mono = cfa.IsMonochrome;
        ushort[] samples = CorrectionCases.Frame(layout, (row, column) => 64 + (mono ? 100 : (row & 1, column & 1) switch { (0, 0) => 100, (1, 1) => 50, _ => 400 }));
        (samples[(10 * 24) + 8], samples[(9 * 24) + 10]) = (174, (ushort)(64 + (mono ? 100 : 440)));
        DefectMap map = CorrectionCases.Map(layout, [new Site(10, 10), new Site(8, 8)]);
        RelativePatches patches = new(layout, 5, new GoodMask(map, layout));
        Workspace workspace = new();
        Matrix input = patches.Rent(2, workspace);
        (float[] origins, float[] units) = (new float[2], new float[2]);
        patches.Read(samples, map.SiteIndices, in input, origins, units);
        Span<float> values = input.Row(1)[..24], marks = input.Row(1)[24..];
        Assert.Equal(164, origins[1]);

        // The mean of |d| of red: one of 7 is 10 DN off; the noise floor of that brightness is higher.
        float floor = 1 + (MathF.Sqrt(100f * (4095 - 64)) / 512);
        Assert.Equal(mono ? floor : Math.Max(floor, 10 / 7f), units[1], 1e-4);
        Assert.Equal((0, 0), (values[0], marks[0]));
        Assert.Equal(10 / units[1], values[10], 1e-3);
        Assert.Equal(1, marks[10]);
        Assert.Equal(1, marks[2]);
        Assert.Equal(mono ? 1 : -1, marks[1]);
        Assert.Equal(mono ? 1 : -1, marks[6]);
        if (!mono)
        {
            // Of the 6 greens above and below, one is 40 DN above the others: in the brightness of red 10 DN less a sixth.
            float level = 400 + (40 / 6f), ratio = (100 + ((4095 - 64) / 64f)) / (level + ((4095 - 64) / 64f));
            Assert.Equal((440 - level) * ratio / units[1], values[7], 1e-3);
            Assert.Equal((400 - level) * ratio / units[1], values[5], 1e-3);
            Assert.Equal(0, values[6], 1e-3);
        }
    }

    [Fact]
    public void A_raw_network_of_equal_weights_is_the_mean_of_the_patch()
    {
        foreach (int size in new[] { 5, 9, 13 })
        {
            MosaicLayout layout = CorrectionCases.Layout(CfaPattern.Rggb, 40, 30);
            ushort[] frame = CorrectionCases.Noise(layout, 4);
            foreach ((int row, int column) in new[] { (15, 20), (0, 0), (1, 38), (29, 39), (15, 2) })
            {
                DefectMap map = CorrectionCases.Map(layout, [new Site(row, column)]);
                double sum = 0;
                for (int index = 0; index < size * size; index++)
                {
                    (int rows, int columns) = ((index / size) - (size / 2), (index % size) - (size / 2));
                    if ((rows, columns) != (0, 0))
                    {
                        sum += frame[(CanonicalView.Mirror(row + rows, 30) * 40) + CanonicalView.Mirror(column + columns, 40)];
                    }
                }

                // Where the mirror shows the site itself, it shows its estimate: the others are what they are.
                bool mirrored = row < size / 2 || row + (size / 2) > 29 || column < size / 2 || column + (size / 2) > 39;
                ushort mended = Mended(new PatchMlpCorrector(HandMade.MeanOfPatch(size)).Plan(map, layout), frame)[(row * 40) + column];
                Assert.InRange(mended, (sum / ((size * size) - 1)) - (mirrored ? 400 : 0.6), (sum / ((size * size) - 1)) + (mirrored ? 400 : 0.6));
            }
        }
    }

    [Fact]
    public void Files_of_another_kind_and_frames_of_another_filter_array_are_refused_in_one_line()
    {
        Refused("metadata 'size' is '7', expected '5' or '9' or '13'", HandMade.Corrector(7, "raw", "48,1"));
        Refused("metadata 'input' is 'planes', expected 'relative' or 'raw'", HandMade.Corrector(5, "planes", "48,1"));
        Refused("takes 24 numbers and gives 1, input 'relative' expects 48 and 1", HandMade.Corrector(5, "relative", "24,1"));
        Refused("takes 24 numbers and gives 2, input 'raw' expects 24 and 1", HandMade.Corrector(5, "raw", "24,2"));
        Refused("architecture 'unet', expected 'patch-mlp'", HandMade.Detector("4", "planes", 12, 4));
        Refused("'task' is 'detector'", new(HandMade.Corrector(5, "raw", "24,1")) { ["task"] = "detector" });
        MosaicLayout layout = CorrectionCases.Layout(CorrectionCases.XTrans);
        PatchMlpCorrector corrector = new(HandMade.NoResidual(5));
        Assert.Throws<FixPixException>(() => corrector.Plan(CorrectionCases.Map(layout, []), layout));
    }

    private static float Predicted(PatchMlp network, ushort[] samples, MosaicLayout layout, int site, int size)
    {
        Workspace workspace = new();
        (Matrix patch, Matrix output) = (workspace.RentMatrix(1, network.Inputs), workspace.RentMatrix(1, 1));
        int place = 0, middle = size * size / 2;
        for (int index = 0; index < size * size; index++)
        {
            int row = CanonicalView.Mirror((site / layout.Width) + (index / size) - (size / 2), layout.Height);
            int column = CanonicalView.Mirror((site % layout.Width) + (index % size) - (size / 2), layout.Width);
            if (index != middle)
            {
                patch.Row(0)[place++] = samples[(row * layout.Width) + column];
            }
        }

        network.Forward(in patch, in output, workspace);
        return output.Row(0)[0];
    }

    private static void Refused(string why, Dictionary<string, string> metadata)
    {
        FixPixException failure = Assert.Throws<FixPixException>(() => new PatchMlpCorrector(WeightFile.Fresh(metadata, 1)));
        Assert.Contains(why, failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', failure.Message);
    }

    private static ushort[] Mended(CorrectionPlan plan, ushort[] samples, int threads = 1)
    {
        ushort[] mended = (ushort[])samples.Clone();
        plan.Apply(mended, new WorkSettings { Threads = threads });
        return mended;
    }
}
