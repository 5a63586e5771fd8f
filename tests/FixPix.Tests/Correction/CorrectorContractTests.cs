using FixPix.Correction;
using FixPix.Defects;
using FixPix.Mosaics;
using FixPix.Simulation;

namespace FixPix.Tests.Correction;

/// <summary>What every corrector promises, whatever its way of estimating.</summary>
public class CorrectorContractTests
{
    public static TheoryData<string> Names => new(CorrectionCases.Names);

    public static TheoryData<string> AwareNames => new(CorrectionCases.Names.Where(name => !CorrectionCases.IsBlind(name)));

    [Theory]
    [MemberData(nameof(AwareNames))]
    public void Constant_colours_come_back_exactly_whatever_the_defect_and_wherever(string corrector)
    {
        foreach (CfaPattern cfa in CorrectionCases.PatternsOf(corrector))
        {
            MosaicLayout layout = CorrectionCases.Layout(cfa);
            ushort[] truth = CorrectionCases.Frame(layout, (row, column) => 500 + (700 * (int)cfa.ColorAt(row, column)));
            foreach ((string name, DefectMap map) in CorrectionCases.Maps(layout))
            {
                foreach (int value in new[] { 0, CorrectionCases.White })
                {
                    ushort[] mended = CorrectionCases.Mend(corrector, map, layout, CorrectionCases.Spoil(truth, map, _ => value));
                    Assert.True(truth.AsSpan().SequenceEqual(mended), $"{cfa}, {name}, value {value}");
                }
            }
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_constant_frame_comes_back_exactly_even_blind_to_colour(string corrector)
    {
        MosaicLayout layout = CorrectionCases.Layout(CfaPattern.Gbrg);
        ushort[] truth = CorrectionCases.Frame(layout, (_, _) => 1234);
        foreach ((string name, DefectMap map) in CorrectionCases.Maps(layout))
        {
            ushort[] mended = CorrectionCases.Mend(corrector, map, layout, CorrectionCases.Spoil(truth, map, site => site % 4096));
            Assert.True(truth.AsSpan().SequenceEqual(mended), name);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Good_sites_stay_bad_values_never_matter_and_twice_is_once(string corrector)
    {
        foreach (CfaPattern cfa in CorrectionCases.PatternsOf(corrector))
        {
            MosaicLayout layout = CorrectionCases.Layout(cfa);
            ushort[] frame = CorrectionCases.Noise(layout, 3);
            IEnumerable<DefectMap> maps = CorrectionCases.Maps(layout).Select(named => named.Map)
                .Concat(new[] { 0.05, 0.4, 0.85, 0.99 }.Select(rate => CorrectionCases.Random(layout, rate, 7)));
            foreach (DefectMap map in maps)
            {
                SeededRandom garbage = new(11);
                ushort[] once = CorrectionCases.Mend(corrector, map, layout, CorrectionCases.Spoil(frame, map, _ => garbage.NextInt(65536)));
                ushort[] other = CorrectionCases.Mend(corrector, map, layout, CorrectionCases.Spoil(frame, map, _ => garbage.NextInt(65536)));
                Assert.Equal(once, other);
                Assert.Equal(once, CorrectionCases.Mend(corrector, map, layout, once));
                Assert.Equal(frame, CorrectionCases.Spoil(once, map, site => frame[site]));
            }
        }
    }

    [Theory]
    [MemberData(nameof(AwareNames))]
    public void A_slope_comes_back_within_a_DN_where_sources_lie_on_both_sides(string corrector)
    {
        // What is learned from pictures is near the truth, not at it.
        int within = CorrectionCases.IsTrained(corrector) ? 8 : 1;
        if (corrector == "nearest")
        {
            return;
        }

        foreach (CfaPattern cfa in CfaPattern.Named)
        {
            MosaicLayout layout = CorrectionCases.Layout(cfa);
            ushort[] truth = CorrectionCases.Frame(layout, (row, column) => 400 + (300 * (int)cfa.ColorAt(row, column)) + (11 * row) + (17 * column));
            for (int site = 0; site < 4; site++)
            {
                DefectMap map = CorrectionCases.Block(layout, 11 + (site / 2), 14 + (site % 2), 1, 1);
                ushort[] mended = CorrectionCases.Mend(corrector, map, layout, CorrectionCases.Spoil(truth, map, _ => 0));
                int mapped = map.SiteIndices[0];
                Assert.InRange(mended[mapped], truth[mapped] - within, truth[mapped] + within);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void An_empty_map_changes_nothing(string corrector)
    {
        MosaicLayout layout = CorrectionCases.Layout(CfaPattern.Rggb);
        ushort[] frame = CorrectionCases.Noise(layout, 5);
        Assert.Equal(frame, CorrectionCases.Mend(corrector, CorrectionCases.Map(layout, []), layout, frame));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Frames_of_any_small_size_are_mended_and_one_without_a_good_site_stays(string corrector)
    {
        for (int height = 1; height <= 6; height++)
        {
            for (int width = 1; width <= 6; width++)
            {
                MosaicLayout layout = CorrectionCases.Layout(CfaPattern.Bggr, width, height);
                ushort[] frame = CorrectionCases.Noise(layout, width);
                DefectMap all = CorrectionCases.Block(layout, 0, 0, height, width);
                Assert.Equal(frame, CorrectionCases.Mend(corrector, all, layout, frame));

                // All but the last site: the one good value is all there is to take.
                DefectMap most = CorrectionCases.Map(layout, all.Defects().Select(defect => defect.Site).SkipLast(1));
                Assert.All(CorrectionCases.Mend(corrector, most, layout, frame), value => Assert.Equal(frame[^1], value));
            }
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Threads_do_not_change_the_result(string corrector)
    {
        MosaicLayout layout = CorrectionCases.Layout(CfaPattern.Grbg, 201, 153);
        ushort[] frame = CorrectionCases.Noise(layout, 9);
        // More sites than one thread takes at a time.
        DefectMap map = CorrectionCases.Random(layout, 0.3, 13);
        Assert.Equal(CorrectionCases.Mend(corrector, map, layout, frame), CorrectionCases.Mend(corrector, map, layout, frame, threads: 3));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Nothing_is_allocated_for_a_further_frame_on_one_thread(string corrector)
    {
        MosaicLayout layout = CorrectionCases.Layout(CfaPattern.Rggb);
        CorrectionPlan plan = CorrectionCases.Create(corrector).Plan(CorrectionCases.Random(layout, 0.6, 17), layout);
        ushort[] frame = CorrectionCases.Noise(layout, 1);
        WorkSettings work = new() { Threads = 1 };
        plan.Apply(frame, work);
        Assert.Equal(0, Allocations.Of(() => plan.Apply(frame, work)));
    }

    [Theory]
    [MemberData(nameof(AwareNames))]
    public void Greens_with_black_levels_of_their_own_are_not_mixed_up(string corrector)
    {
        // RGGB whose second green has a black level 100 DN higher: the same light reads 100 DN more there.
        MosaicLayout layout = CorrectionCases.Layout(CfaPattern.Rggb) with { BlackDn = [64, 64, 164, 64] };
        ushort[] truth = CorrectionCases.Frame(layout, (row, column) => 900 + layout.BlackAt(row, column));
        foreach ((string name, DefectMap map) in CorrectionCases.Maps(layout))
        {
            ushort[] mended = CorrectionCases.Mend(corrector, map, layout, CorrectionCases.Spoil(truth, map, _ => 0));
            Assert.True(truth.AsSpan().SequenceEqual(mended), name);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Values_stay_within_16_bits_at_both_ends(string corrector)
    {
        MosaicLayout layout = new(CorrectionCases.Width, CorrectionCases.Height, CfaPattern.Rggb, 0, 65535);
        SeededRandom random = new(2);
        ushort[] frame = CorrectionCases.Frame(layout, (_, _) => random.NextInt(2) * 65535);
        DefectMap map = CorrectionCases.Random(layout, 0.3, 23);
        foreach (ushort extreme in new ushort[] { 0, 65535 })
        {
            // Where all sources agree at the end of the range, nothing may wrap around.
            ushort[] flat = CorrectionCases.Frame(layout, (_, _) => extreme);
            Assert.Equal(flat, CorrectionCases.Mend(corrector, map, layout, CorrectionCases.Spoil(flat, map, _ => 1000)));
        }

        Assert.Equal(CorrectionCases.Mend(corrector, map, layout, frame), CorrectionCases.Mend(corrector, map, layout, CorrectionCases.Spoil(frame, map, _ => 7)));
    }

    [Fact]
    public void An_unknown_name_is_refused_with_the_names_there_are()
    {
        FixPixException error = Assert.Throws<FixPixException>(() => Correctors.Find("best"));
        Assert.Contains("'best'", error.Message);
        Assert.All(Correctors.All, info => Assert.Contains(info.Name, error.Message));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_map_of_another_size_is_refused(string corrector)
    {
        DefectMap map = CorrectionCases.Map(CorrectionCases.Layout(CfaPattern.Rggb, 8, 8), [new Site(1, 1)]);
        Assert.Throws<FixPixException>(() => CorrectionCases.Create(corrector).Plan(map, CorrectionCases.Layout(CfaPattern.Rggb)));
    }
}
