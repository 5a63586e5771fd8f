using FixPix.Defects;
using FixPix.Detection;
using FixPix.Mosaics;
using FixPix.Simulation;

namespace FixPix.Tests.Detection;

public sealed class DefectGroupingTests
{
    private const int Width = 320;
    private const int Height = 256;

    private static readonly SensorArea s_pair = new(200, 60, 1, 2);
    private static readonly SensorArea s_sameColor = new(210, 90, 1, 3);
    private static readonly SensorArea s_block2 = new(180, 200, 2, 2);
    private static readonly SensorArea s_block5 = new(150, 240, 5, 5);
    private static readonly SensorArea s_irregular = new(100, 20, 4, 5);
    private static readonly SensorArea s_row = new(40, 0, 1, Width);
    private static readonly SensorArea s_column = new(0, 130, Height, 1);
    private static readonly SensorArea s_partial = new(60, 280, 170, 1);

    public static TheoryData<double> Rates => [0, 0.0001, 0.01, 0.2, 0.7];

    [Theory]
    [InlineData(0.0001)]
    [InlineData(0.01)]
    [InlineData(0.05)]
    [InlineData(0.12)]
    [InlineData(0.2)]
    [InlineData(0.4)]
    [InlineData(0.7)]
    [InlineData(0.85)]
    [InlineData(0.98)]
    [InlineData(1)]
    public void Random_defects_form_nothing(double rate)
    {
        for (int seed = 1; seed <= 3; seed++)
        {
            Assert.Empty(DefectGrouping.Of(Map(rate, seed)));
        }
    }

    [Theory]
    [MemberData(nameof(Rates))]
    public void Rows_and_columns_are_found_among_any_number_of_others_with_one_site_in_twenty_missed(double rate)
    {
        DefectMap map = Map(rate, 4, Holed([.. Sites(s_row), .. Sites(s_column), .. Sites(s_partial)]));
        DefectGroup[] truth = [new(DefectShape.Row, s_row), new(DefectShape.Column, s_column), new(DefectShape.Column, s_partial)];
        DefectGroup[] found = [.. DefectGrouping.Of(map)];
        Assert.Equal(truth.Select(group => group.Shape), found.Select(group => group.Shape));
        Assert.All(truth.Zip(found), pair => Assert.InRange(Overlap(pair.First.Area, pair.Second.Area), 0.9, 1));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(0.0001)]
    public void Every_cluster_is_found_where_defects_are_few(double rate)
    {
        SensorArea[] truth = [s_irregular, s_block5, s_block2, s_pair, s_sameColor];
        Assert.Equal(truth.Select(area => new DefectGroup(DefectShape.Cluster, area)), DefectGrouping.Of(Map(rate, 5, Clusters())).AsEnumerable());
    }

    [Theory]
    [InlineData(0.01, "irregular, 5×5, 2×2")]
    [InlineData(0.2, "5×5")]
    [InlineData(0.7, "")]
    public void Clusters_are_found_up_to_the_rate_at_which_chance_makes_them_too(double rate, string names)
    {
        SensorArea[] truth = [.. new[] { ("irregular", s_irregular), ("5×5", s_block5), ("2×2", s_block2) }.Where(shape => names.Contains(shape.Item1)).Select(shape => shape.Item2)];
        DefectGroup[] found = [.. DefectGrouping.Of(Map(rate, 5, Clusters()))];
        Assert.Equal(truth.Length, found.Length);
        Assert.All(found.Zip(truth), pair => Assert.InRange(Overlap(pair.First.Area, pair.Second), 0.6, 1));
    }

    [Theory]
    [InlineData(0.2, 8)]
    [InlineData(0.7, 12)]
    public void Large_solid_blocks_are_clusters_at_any_rate_and_their_sides_are_no_lines(double rate, int side)
    {
        SensorArea block = new(90, 70, 4 * side, 3 * side);
        DefectGroup found = Assert.Single(DefectGrouping.Of(Map(rate, 6, Sites(block))));
        Assert.Equal(DefectShape.Cluster, found.Shape);
        Assert.InRange(Overlap(block, found.Area), 0.9, 1);
    }

    [Fact]
    public void Blocks_of_any_size_are_one_cluster_each_where_defects_are_few()
    {
        SensorArea[] truth = [new(10, 10, 3, 30), new(50, 40, 40, 40), new(120, 100, 20, 60)];
        DefectGroup[] found = [.. DefectGrouping.Of(Map(0.0001, 7, truth.SelectMany(Sites)))];
        Assert.Equal(truth[1..].Select(area => new DefectGroup(DefectShape.Cluster, area)), found.Where(group => group.Shape == DefectShape.Cluster));
        Assert.Equal(3, found.Count(group => group.Shape == DefectShape.Row && group.Area.Width == 30));
    }

    [Fact]
    public void Lines_of_one_colour_and_two_lines_side_by_side_are_lines()
    {
        Site[] half = [.. Sites(s_row).Where(site => site.Column % 2 == 1)];
        Assert.Equal([new DefectGroup(DefectShape.Row, new SensorArea(40, 1, 1, Width - 1))], DefectGrouping.Of(Map(0.0001, 8, half)).AsEnumerable());
        SensorArea[] two = [s_partial, s_partial with { Left = s_partial.Left + 1 }];
        Assert.Equal(two.Select(area => new DefectGroup(DefectShape.Column, area)), DefectGrouping.Of(Map(0, 8, two.SelectMany(Sites))).AsEnumerable());
    }

    [Fact]
    public void Defects_of_one_colour_are_no_neighbours_where_the_pattern_is_not_known()
    {
        DefectMap map = Map(0, 9, Sites(s_sameColor).Where(site => site.Column != 91));
        Assert.Single(DefectGrouping.Of(map));
        Assert.Empty(DefectGrouping.Of(map.WithSensor(map.Sensor with { Cfa = CfaPattern.Monochrome })));
        Assert.Empty(DefectGrouping.Of(map.WithSensor(map.Sensor with { Cfa = null })));
    }

    [Fact]
    public void Small_maps_are_looked_at_without_harm()
    {
        foreach ((int width, int height) in new[] { (1, 1), (1, 40), (40, 1), (2, 2), (3, 5) })
        {
            SensorIdentity sensor = new(width, height) { Cfa = CfaPattern.Rggb };
            Assert.Empty(DefectGrouping.Of(new DefectMap(sensor, Sites(new SensorArea(0, 0, height, width)).Select(Bad))));
        }
    }

    private static DefectMap Map(double rate, long seed, params IEnumerable<Site> more)
    {
        SeededRandom random = new(seed);
        IEnumerable<Site> some = Sites(new SensorArea(0, 0, Height, Width)).Where(_ => random.NextBetween(0, 1) < rate);
        return new DefectMap(new SensorIdentity(Width, Height) { Cfa = CfaPattern.Rggb }, some.Concat(more).Select(Bad));
    }

    private static IEnumerable<Site> Clusters()
    {
        Site[] irregular = [.. new[] { (0, 1), (0, 2), (1, 0), (1, 1), (2, 1), (2, 2), (2, 3), (3, 3), (3, 4), (1, 2) }.Select(at => new Site(100 + at.Item1, 20 + at.Item2))];
        return [.. irregular, .. Sites(s_block5), .. Sites(s_block2), .. Sites(s_pair), new(210, 90), new(210, 92)];
    }

    private static IEnumerable<Site> Holed(IEnumerable<Site> sites)
    {
        SeededRandom random = new(11);
        return sites.Where(_ => random.NextInt(20) != 0);
    }

    private static IEnumerable<Site> Sites(SensorArea area) =>
        from row in Enumerable.Range(area.Top, area.Height)
        from column in Enumerable.Range(area.Left, area.Width)
        select new Site(row, column);

    private static Defect Bad(Site site) => new(site.Row, site.Column);

    private static double Overlap(SensorArea a, SensorArea b)
    {
        double height = Math.Max(0, Math.Min(a.Bottom, b.Bottom) - Math.Max(a.Top, b.Top));
        double both = height * Math.Max(0, Math.Min(a.Right, b.Right) - Math.Max(a.Left, b.Left));
        return both / (((double)a.Height * a.Width) + ((double)b.Height * b.Width) - both);
    }
}
