using FixPix.Defects;
using FixPix.Metrics;
using FixPix.Mosaics;

namespace FixPix.Tests.Metrics;

public class CorrectionScoreTests
{
    private static Mosaic Make(int width, int height, params ushort[] samples) =>
        new(new MosaicLayout(width, height, CfaPattern.Monochrome, 0, 1000), samples);

    [Fact]
    public void Errors_are_those_of_the_bad_sites_and_altered_sites_those_of_the_good()
    {
        Mosaic original = Make(3, 2, 100, 200, 300, 400, 500, 600);
        Mosaic corrected = Make(3, 2, 110, 200, 280, 401, 500, 600);
        DefectMap bad = new(SensorIdentity.Of(original), [new Defect(0, 0), new Defect(0, 2), new Defect(1, 1)]);
        CorrectionScore score = CorrectionScore.Of(original, corrected, bad);
        Assert.Equal((3, 1), (score.BadCount, score.AlteredGoodCount));
        Assert.Equal(500.0 / (10000 + 90000 + 250000), score.Nmse, 12);
        Assert.Equal(10 * Math.Log10(1e6 / (500.0 / 3)), score.PsnrDb, 9);
        Assert.Equal(10, score.MaeDn, 12);
        Assert.Equal(1, score.MaePercent, 12);
    }

    [Fact]
    public void Perfect_correction_has_no_error()
    {
        Mosaic original = Make(2, 1, 0, 7);
        CorrectionScore score = CorrectionScore.Of(original, original.Clone(), new DefectMap(SensorIdentity.Of(original), [new Defect(0, 0)]));
        Assert.Equal((0, 0, 0), (score.Nmse, score.MaeDn, score.AlteredGoodCount));
        Assert.Equal(double.PositiveInfinity, score.PsnrDb);
    }

    [Fact]
    public void Empty_map_scores_nothing_but_counts_altered_sites()
    {
        Mosaic original = Make(2, 1, 0, 7);
        CorrectionScore score = CorrectionScore.Of(original, Make(2, 1, 0, 8), new DefectMap(SensorIdentity.Of(original), []));
        Assert.Equal((0, 0, 1), (score.Nmse, score.MaeDn, score.AlteredGoodCount));
    }

    [Fact]
    public void Extreme_values_do_not_overflow()
    {
        const int Side = 300;
        MosaicLayout layout = new(Side, Side, CfaPattern.Monochrome, 0, 65535);
        Mosaic original = new(layout, new ushort[Side * Side]);
        original.Samples.AsSpan().Fill(65535);
        Mosaic corrected = new(layout, new ushort[Side * Side]);
        DefectMap all = new(SensorIdentity.Of(original), Enumerable.Range(0, Side * Side).Select(site => new Defect(site / Side, site % Side)));
        CorrectionScore score = CorrectionScore.Of(original, corrected, all);
        Assert.Equal(1, score.Nmse, 12);
        Assert.Equal(0, score.PsnrDb, 9);
        Assert.Equal(100, score.MaePercent, 9);
    }

    [Fact]
    public void Threads_do_not_change_the_count()
    {
        Mosaic original = Make(1, 1000, new ushort[1000]);
        Mosaic corrected = Make(1, 1000, [.. Enumerable.Range(0, 1000).Select(site => (ushort)(site % 3))]);
        DefectMap none = new(SensorIdentity.Of(original), []);
        Assert.All([1, 2, 7], threads =>
            Assert.Equal(666, CorrectionScore.Of(original, corrected, none, new WorkSettings { Threads = threads }).AlteredGoodCount));
    }

    [Fact]
    public void Other_sizes_are_refused() =>
        Assert.Throws<FixPixException>(() => CorrectionScore.Of(Make(2, 1, 0, 0), Make(1, 2, 0, 0), new DefectMap(new SensorIdentity(2, 1), [])));
}
