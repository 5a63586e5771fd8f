using FixPix.Defects;
using FixPix.Metrics;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;

namespace FixPix.Tests.Metrics;

public class DetectionScoreTests
{
    private static readonly SensorIdentity s_sensor = new(10, 8);

    private static DefectMap Map(params IEnumerable<int> sites) =>
        new(s_sensor, sites.Select(site => new Defect(site / 10, site % 10)));

    [Fact]
    public void Counts_and_shares_follow_from_the_sets()
    {
        DetectionScore score = DetectionScore.Of(Map(1, 5, 9, 30), Map(5, 9, 40), Map(5, 30));
        Assert.Equal((2, 1, 2), (score.TruePositives, score.FalsePositives, score.FalseNegatives));
        Assert.Equal(2 / 3.0, score.Precision, 12);
        Assert.Equal(0.5, score.Recall, 12);
        Assert.Equal(4 / 7.0, score.F1, 12);
        Assert.Equal(0.4, score.IoU, 12);
        Assert.Equal(0.5, score.VisibleRecall);
    }

    [Fact]
    public void Empty_sets_are_perfect_where_nothing_could_go_wrong()
    {
        DetectionScore nothing = DetectionScore.Of(Map(), Map());
        Assert.Equal((1, 1, 1, 1), (nothing.Precision, nothing.Recall, nothing.F1, nothing.IoU));
        Assert.Null(nothing.VisibleRecall);
        DetectionScore missed = DetectionScore.Of(Map(1), Map());
        Assert.Equal((1, 0, 0, 0), (missed.Precision, missed.Recall, missed.F1, missed.IoU));
        DetectionScore invented = DetectionScore.Of(Map(), Map(1));
        Assert.Equal((0, 1, 0, 0), (invented.Precision, invented.Recall, invented.F1, invented.IoU));
    }

    [Property(MaxTest = 100)]
    public Property Merge_agrees_with_set_operations()
    {
        Gen<int[]> sites = Gen.Choose(0, 79).ArrayOf();
        return Prop.ForAll(Arb.From(sites), Arb.From(sites), (truth, found) =>
        {
            DetectionScore score = DetectionScore.Of(Map(truth), Map(found));
            Assert.Equal(truth.Intersect(found).Count(), score.TruePositives);
            Assert.Equal(found.Except(truth).Count(), score.FalsePositives);
            Assert.Equal(truth.Except(found).Count(), score.FalseNegatives);
        });
    }

    [Fact]
    public void Maps_of_other_sensors_are_refused() =>
        Assert.Throws<FixPixException>(() => DetectionScore.Of(Map(), new DefectMap(new SensorIdentity(8, 10), [])));
}
