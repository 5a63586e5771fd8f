using FixPix.Defects;
using FixPix.Metrics;
using FixPix.Mosaics;

namespace FixPix.Tests.Metrics;

public class ScoreByClassTests
{
    private static readonly SensorIdentity s_sensor = new(10, 8);

    private static DefectMap Map(params (int Row, int Column, DefectKind Kind)[] defects) =>
        new(s_sensor, defects.Select(defect => new Defect(defect.Row, defect.Column, defect.Kind)));

    private static ClassScore Named(IEnumerable<ClassScore> scores, string name) => scores.Single(score => score.Name == name);

    [Fact]
    public void Kinds_count_what_is_there_what_is_found_and_what_it_is_called()
    {
        DefectMap truth = Map((0, 1, DefectKind.Dead), (0, 5, DefectKind.Dead), (2, 2, DefectKind.Hot), (3, 3, DefectKind.Stuck));
        DefectMap found = Map((0, 1, DefectKind.Dead), (2, 2, DefectKind.Hot), (3, 3, DefectKind.Hot), (7, 9, DefectKind.Hot));
        ScoreByClass score = ScoreByClass.Of(truth, found, Map((0, 1, DefectKind.Dead), (3, 3, DefectKind.Stuck)));
        ClassScore dead = Named(score.Kinds, "dead"), hot = Named(score.Kinds, "hot"), stuck = Named(score.Kinds, "stuck");
        Assert.Equal(new ClassScore("dead", 2, 1, 1, 1, 1) { VisibleCount = 1, VisibleFound = 1 }, dead);
        Assert.Equal(new ClassScore("hot", 1, 1, 1, 3, 2) { VisibleCount = 0, VisibleFound = 0 }, hot);
        Assert.Equal(new ClassScore("stuck", 1, 1, 0, 0, 0) { VisibleCount = 1, VisibleFound = 1 }, stuck);
        Assert.Equal((0.5, 1.0, 1.0), (dead.Recall!.Value, dead.Precision!.Value, dead.Agreement!.Value));
        Assert.Equal(2 / 3.0, dead.F1!.Value, 12);
        Assert.Equal(2 / 3.0, hot.Precision!.Value, 12);
        Assert.Equal((null, null, null), (stuck.Precision, stuck.F1, hot.VisibleRecall));
        Assert.Equal(0.0, stuck.Agreement);
        Assert.Equal(new ClassScore("deviating", 0, 0, 0, 0, 0) { VisibleCount = 0, VisibleFound = 0 }, Named(score.Kinds, "deviating"));
    }

    [Fact]
    public void Shapes_follow_from_the_groups_and_a_crossing_belongs_to_the_line()
    {
        (int, int, DefectKind)[] row = [.. Enumerable.Range(0, 10).Select(column => (4, column, DefectKind.Stuck))];
        (int, int, DefectKind)[] cluster = [(3, 6, DefectKind.Stuck), (3, 7, DefectKind.Stuck)];
        DefectMap sites = Map([.. row, .. cluster, (0, 0, DefectKind.Hot)]);
        DefectMap truth = new(s_sensor, sites.Defects())
        {
            Groups = [new DefectGroup(DefectShape.Row, new SensorArea(4, 0, 1, 10)), new DefectGroup(DefectShape.Cluster, new SensorArea(3, 6, 2, 2))],
        };
        DefectMap found = new(s_sensor, truth.Defects().Where(defect => defect.Site.Column != 9 && defect.Site != new Site(3, 6)))
        {
            Groups = [new DefectGroup(DefectShape.Row, new SensorArea(4, 0, 1, 9))],
        };
        ScoreByClass score = ScoreByClass.Of(truth, found);
        Assert.Equal(new ClassScore("row", 10, 9, 9, 9, 9), Named(score.Shapes, "row"));
        Assert.Equal(new ClassScore("cluster", 2, 1, 0, 0, 0), Named(score.Shapes, "cluster"));
        Assert.Equal(new ClassScore("single", 1, 1, 1, 2, 2), Named(score.Shapes, "single"));
        Assert.Equal(0, Named(score.Shapes, "column").Count);
        Assert.Null(Named(score.Shapes, "row").VisibleRecall);
    }

    [Fact]
    public void Sums_are_sums_of_counts()
    {
        DefectMap truth = Map((0, 1, DefectKind.Dead), (2, 2, DefectKind.Hot));
        ScoreByClass sum = ScoreByClass.Of(truth, truth, truth) + ScoreByClass.Of(truth, Map(), truth);
        Assert.Equal(new ClassScore("dead", 2, 1, 1, 1, 1) { VisibleCount = 2, VisibleFound = 1 }, Named(sum.Kinds, "dead"));
        Assert.Equal(0.5, Named(sum.Shapes, "single").VisibleRecall);
    }

    [Fact]
    public void Maps_of_other_sensors_are_refused() =>
        Assert.Throws<FixPixException>(() => ScoreByClass.Of(Map(), new DefectMap(new SensorIdentity(8, 10), [])));
}
