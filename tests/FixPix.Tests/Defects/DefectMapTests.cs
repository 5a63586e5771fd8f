using FixPix.Defects;
using FixPix.Mosaics;

namespace FixPix.Tests.Defects;

public sealed class DefectMapTests
{
    private static readonly SensorIdentity s_sensor = new(10, 8);

    [Fact]
    public void Defects_are_sorted_and_each_site_is_there_once_with_its_most_probable_entry()
    {
        DefectMap map = new(s_sensor, [new(5, 3, DefectKind.Hot), new(1, 9), new(new Site(5, 3), DefectKind.Dead, 0.5f), new(1, 2, DefectKind.Stuck)]);
        Assert.Equal([new Defect(1, 2, DefectKind.Stuck), new Defect(1, 9), new Defect(5, 3, DefectKind.Hot)], map.Defects());
        Assert.Equal(3 / 80.0, map.Rate);
    }

    [Theory]
    [InlineData(8, 0)]
    [InlineData(0, 10)]
    [InlineData(-1, 0)]
    [InlineData(0, -1)]
    public void Site_outside_the_sensor_is_refused(int row, int column)
    {
        FixPixException failure = Assert.Throws<FixPixException>(() => new DefectMap(s_sensor, [new Defect(row, column)]));
        Assert.Contains($"row {row}, column {column}", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(-0.1f)]
    [InlineData(1.1f)]
    [InlineData(float.NaN)]
    public void Probability_outside_0_to_1_is_refused(float probability) =>
        Assert.Throws<FixPixException>(() => new DefectMap(s_sensor, [new Defect(new Site(0, 0), DefectKind.Dead, probability)]));

    [Fact]
    public void Maps_are_sets()
    {
        DefectMap a = new(s_sensor, [new(0, 0), new(1, 1), new(2, 2)]);
        DefectMap b = new(s_sensor, [new(1, 1), new(2, 2), new(3, 3)]);
        Assert.Equal([new(0, 0), new(1, 1), new(2, 2), new(3, 3)], a.Union(b).Defects().Select(defect => defect.Site));
        Assert.Equal([new(1, 1), new(2, 2)], a.Intersect(b).Defects().Select(defect => defect.Site));
        Assert.Equal([new(0, 0)], a.Subtract(b).Defects().Select(defect => defect.Site));
    }

    [Fact]
    public void Group_and_history_go_with_the_last_site_that_is_taken_away()
    {
        DefectMap column = new(s_sensor, Enumerable.Range(0, 8).Select(row => new Defect(row, 4)))
        {
            Groups = [new DefectGroup(DefectShape.Column, new SensorArea(0, 4, 8, 1))],
            Histories = System.Collections.Immutable.ImmutableSortedDictionary<int, DefectHistory>.Empty.Add(34, new DefectHistory { Seen = 2 }),
        };
        DefectMap rest = column.Subtract(new DefectMap(s_sensor, [new Defect(3, 4)]));
        Assert.Equal(7, rest.Count);
        Assert.Empty(rest.Groups);
        Assert.Empty(rest.Histories);
        Assert.Single(column.Subtract(new DefectMap(s_sensor, [new Defect(3, 5)])).Groups);
    }

    [Fact]
    public void Maps_of_different_sensors_do_not_mix() =>
        Assert.Throws<FixPixException>(() => new DefectMap(s_sensor, []).Union(new DefectMap(new SensorIdentity(8, 10), [])));

    [Fact]
    public void Map_of_another_size_does_not_fit_a_mosaic() =>
        Assert.Throws<FixPixException>(() => new DefectMap(s_sensor, []).RequireFits(new MosaicLayout(8, 10, CfaPattern.Rggb, 0, 255)));

    [Theory]
    [InlineData(1, 1)]
    [InlineData(64, 3)]
    [InlineData(65, 2)]
    [InlineData(200, 7)]
    public void Mask_and_map_say_the_same(int width, int height)
    {
        Random random = new(width);
        bool[] bad = new bool[width * height];
        Array.ForEach(Enumerable.Range(0, bad.Length).ToArray(), site => bad[site] = random.Next(3) == 0);
        DefectMap map = new(new SensorIdentity(width, height), Enumerable.Range(0, bad.Length).Where(site => bad[site]).Select(site => new Defect(site / width, site % width)));
        DefectMask mask = map.ToMask();
        Assert.Equal(map.Count, mask.Count());
        Assert.Equal(map.Defects().Select(defect => defect.Site), mask.Sites());
        Assert.All(Enumerable.Range(0, bad.Length), site => Assert.Equal(bad[site], mask[site / width, site % width] && map.Contains(site / width, site % width)));
        Assert.False(mask.IsGood(-1, 0));
        Assert.False(mask.IsGood(0, width));
    }

    [Fact]
    public void Mask_bit_can_be_taken_back()
    {
        DefectMask mask = new(70, 2);
        mask[1, 69] = true;
        DefectMask copy = mask.Clone();
        mask[1, 69] = false;
        Assert.Equal(0, mask.Count());
        Assert.Equal(1, copy.Count());
    }
}
