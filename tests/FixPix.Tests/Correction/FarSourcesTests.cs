using FixPix.Defects;
using FixPix.Mosaics;
using FixPix.Simulation;

namespace FixPix.Tests.Correction;

/// <summary>Sites with no source near them.</summary>
public class FarSourcesTests
{
    [Theory]
    [InlineData("nearest", false)]
    [InlineData("nearest-blind", true)]
    public void The_nearest_source_is_found_at_any_distance(string corrector, bool colorBlind)
    {
        MosaicLayout layout = CorrectionCases.Layout(CfaPattern.Grbg, 47, 37);
        SeededRandom random = new(4);
        ushort[] frame = CorrectionCases.Noise(layout, 6);
        foreach (double rate in new[] { 0.97, 0.997, 0.9995 })
        {
            DefectMap map = CorrectionCases.Random(layout, rate, random.NextInt(1000));
            ushort[] mended = CorrectionCases.Mend(corrector, map, layout, frame);
            foreach (Defect defect in map.Defects())
            {
                HashSet<ushort> nearest = ValuesOfNearest(frame, map, layout, defect.Site, colorBlind);
                Assert.True(nearest.Count == 0 || nearest.Contains(mended[(defect.Site.Row * layout.Width) + defect.Site.Column]), $"{rate}, {defect.Site}");
            }
        }
    }

    [Fact]
    public void A_wide_hole_in_a_slope_is_bridged_from_its_four_sides()
    {
        MosaicLayout layout = CorrectionCases.Layout(CfaPattern.Rggb, 80, 80);
        ushort[] truth = CorrectionCases.Frame(layout, (row, column) => 500 + (10 * row) + (20 * column));
        DefectMap map = CorrectionCases.Block(layout, 20, 20, 40, 40);
        ushort[] mended = CorrectionCases.Mend("classical", map, layout, CorrectionCases.Spoil(truth, map, _ => 0));

        // In the middle all four sides are as far away, and their mean is the slope's value.
        Assert.InRange(mended[(40 * 80) + 40], truth[(40 * 80) + 40] - 30, truth[(40 * 80) + 40] + 30);
    }

    [Fact]
    public void A_colour_without_a_good_site_takes_the_nearest_of_another_with_its_black_level()
    {
        MosaicLayout layout = CorrectionCases.Layout(CfaPattern.Rggb, 24, 24) with { BlackDn = [100, 64, 64, 64] };
        ushort[] frame = CorrectionCases.Frame(layout, (_, _) => 1000);
        DefectMap reds = CorrectionCases.Map(layout, from row in Enumerable.Range(0, 12) from column in Enumerable.Range(0, 12) select new Site(2 * row, 2 * column));
        ushort[] mended = CorrectionCases.Mend("classical", reds, layout, CorrectionCases.Spoil(frame, reds, _ => 0));
        Assert.All(reds.Defects(), defect => Assert.Equal(1036, mended[(defect.Site.Row * 24) + defect.Site.Column]));
    }

    private static HashSet<ushort> ValuesOfNearest(ushort[] frame, DefectMap map, MosaicLayout layout, Site site, bool colorBlind)
    {
        (int shortest, HashSet<ushort> values) = (int.MaxValue, []);
        for (int index = 0; index < frame.Length; index++)
        {
            (int row, int column) = (index / layout.Width, index % layout.Width);
            bool isSource = colorBlind || layout.Cfa.ColorAt(row, column) == layout.Cfa.ColorAt(site.Row, site.Column);
            int length = ((row - site.Row) * (row - site.Row)) + ((column - site.Column) * (column - site.Column));
            if (!isSource || length > shortest || map.Contains(row, column))
            {
                continue;
            }

            values = length < shortest ? [] : values;
            shortest = length;
            values.Add(frame[index]);
        }

        return values;
    }
}
