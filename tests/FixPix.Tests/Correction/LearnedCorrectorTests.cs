using FixPix.Correction;
using FixPix.Defects;
using FixPix.Mosaics;
using FixPix.Tests.Neural;

namespace FixPix.Tests.Correction;

public sealed class LearnedCorrectorTests
{
    private static readonly MosaicLayout s_layout = CorrectionCases.Layout(CfaPattern.Gbrg, 70, 50);

    [Fact]
    public void Dense_sites_go_to_the_reconstructor_and_single_ones_rows_and_columns_to_the_patches()
    {
        // Single sites far apart, a column, a part of a row; a cluster of 5×5, a corner of 2×2, two rows side by side, a site beside the column.
        int[] single = [(10 * 70) + 20, (12 * 70) + 60, (40 * 70) + 5, .. Enumerable.Range(0, 40).Select(static row => (row * 70) + 50), .. Enumerable.Range((36 * 70) + 20, 9)];
        int[] dense = [.. from row in Enumerable.Range(25, 5) from column in Enumerable.Range(30, 5) select (row * 70) + column,
            0, 1, 70, 71, .. Enumerable.Range(46 * 70, 140), (8 * 70) + 51];
        DefectMap map = new(new SensorIdentity(70, 50), single.Concat(dense).Select(static site => new Defect(new Site(site / 70, site % 70), DefectKind.Dead, 1)));
        ushort[] frame = CorrectionCases.Photograph(s_layout, 3), estimated = CorrectionCases.Mend("classical", map, s_layout, frame);
        ushort[] mended = Mended(new LearnedCorrector(new PatchMlpCorrector(HandMade.NoResidual(5)), new UNetReconstructor(HandMade.MendedBy(1))) { DenseShare = 0.1 }, map, frame);
        Assert.All(single, site => Assert.Equal(estimated[site], mended[site]));
        Assert.All(dense, site => Assert.True(mended[site] > estimated[site], $"site {site}"));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    public void All_of_one_kind_is_what_that_network_says_alone(double denseShare)
    {
        PatchMlpCorrector patches = new(HandMade.FreshCorrector(9, "relative"));
        UNetReconstructor reconstructor = new(HandMade.FreshMender("4,6,8"));
        ICorrector alone = denseShare == 0 ? reconstructor : patches;
        ushort[] frame = CorrectionCases.Noise(s_layout, 5);
        DefectMap map = CorrectionCases.Random(s_layout, 0.3, 9);
        LearnedCorrector learned = new(patches, reconstructor) { DenseShare = denseShare };
        Assert.Equal(Mended(alone, map, frame), Mended(learned, map, frame));
        Assert.Equal(Mended(learned, map, frame), Mended(learned, map, frame, threads: 7));
    }

    [Fact]
    public void Good_sites_stay_and_twice_is_once_at_any_rate()
    {
        LearnedCorrector learned = new(new PatchMlpCorrector(HandMade.FreshCorrector(5, "relative")), new UNetReconstructor(HandMade.FreshMender("4,6,8")));
        foreach (double rate in new[] { 0.001, 0.05, 0.2, 0.7, 1 })
        {
            ushort[] frame = CorrectionCases.Noise(s_layout, 7);
            DefectMap map = CorrectionCases.Random(s_layout, rate, 11);
            ushort[] once = Mended(learned, map, frame);
            Assert.Equal(once, Mended(learned, map, once));
            Assert.Equal(frame, CorrectionCases.Spoil(once, map, site => frame[site]));
        }
    }

    private static ushort[] Mended(ICorrector corrector, DefectMap map, ushort[] frame, int threads = 1)
    {
        ushort[] mended = [.. frame];
        corrector.Plan(map, s_layout).Apply(mended, new WorkSettings { Threads = threads });
        return mended;
    }
}
