using FixPix.Defects;
using FixPix.Metrics;
using FixPix.Mosaics;

namespace FixPix.Tests.Metrics;

public class OperatingCurveTests
{
    private static DefectMap Map(params IEnumerable<int> sites) =>
        new(new SensorIdentity(3, 2), sites.Select(site => new Defect(site / 3, site % 3)));

    [Fact]
    public void Counts_rise_from_the_strictest_threshold_on()
    {
        // Bad: 0, 2, 4, of which 4 is hidden in the noise; 0.5 is log-odds 0, 0.9 is 2.197.
        OperatingCurve curve = OperatingCurve.Of([0.9f, 0.9f, 0.5f, 0f, 0.3f, float.NaN], Map(0, 2, 4), Map(0, 2));
        Assert.Equal(
            [new OperatingPoint(2.125, 1, 1, 1), new OperatingPoint(0, 2, 2, 1), new OperatingPoint(-0.875, 3, 2, 1)],
            curve.Points);
    }

    [Fact]
    public void Certainty_is_the_strictest_threshold_and_impossibility_none()
    {
        OperatingPoint only = Assert.Single(OperatingCurve.Of([1f, 1f, 0f, 0f, 1e-30f, 0f], Map(0, 4), Map()).Points);
        Assert.Equal((1, 0, 1), (only.TruePositives, only.VisibleFound, only.FalsePositives));
        Assert.InRange(only.LogOdds, 16, 17);
    }

    [Fact]
    public void A_map_gives_the_part_above_the_detectors_own_threshold()
    {
        DefectMap found = new(new SensorIdentity(3, 2), [new Defect(new Site(0, 0), DefectKind.Hot, 0.9f), new Defect(new Site(1, 2), DefectKind.Dead, 0.6f)]);
        Assert.Equal(
            OperatingCurve.Of([0.9f, 0f, 0f, 0f, 0f, 0.6f], Map(0, 1), Map(0)).Points,
            OperatingCurve.Of(found, Map(0, 1), Map(0)).Points);
    }

    [Fact]
    public void Frames_add_up_site_by_site()
    {
        OperatingCurve sum = OperatingCurve.Of([0.9f, 0.5f, 0f, 0f, 0f, 0f], Map(0), Map(0)) + OperatingCurve.Of([0.9f, 0.7f, 0f, 0f, 0f, 0f], Map(1), Map());
        Assert.Equal((2, 1, 2), (sum.Points[^1].TruePositives, sum.Points[^1].VisibleFound, sum.Points[^1].FalsePositives));
        Assert.Equal((1, 1, 1), (sum.Points[0].TruePositives, sum.Points[0].VisibleFound, sum.Points[0].FalsePositives));
    }

    [Fact]
    public void Another_size_is_refused() =>
        Assert.Contains("5 probabilities for a sensor of 3×2", Assert.Throws<FixPixException>(() => OperatingCurve.Of(new float[5], Map(), Map())).Message, StringComparison.Ordinal);
}
