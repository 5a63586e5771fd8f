using FixPix.Defects;
using FixPix.Mosaics;
using FixPix.Simulation;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;

namespace FixPix.Tests.Simulation;

public class DefectInjectorTests
{
    private const int White = 1023;

    private static Mosaic Flat(int width, int height, ushort value, CfaPattern? cfa = null)
    {
        Mosaic mosaic = new(new MosaicLayout(width, height, cfa ?? CfaPattern.Rggb, 64, White), new ushort[width * height]);
        mosaic.Samples.AsSpan().Fill(value);
        return mosaic;
    }

    private static Mosaic Ramp(int width, int height)
    {
        Mosaic mosaic = Flat(width, height, 0);
        for (int site = 0; site < mosaic.Samples.Length; site++)
        {
            mosaic.Samples[site] = (ushort)(site * 31 % (White + 1));
        }

        return mosaic;
    }

    [Property(MaxTest = 60)]
    public Property Only_mapped_sites_change_and_every_value_is_on_an_allowed_side()
    {
        Gen<(int Width, int Height, int Rate, int Delta, int Seed)> cases =
            from width in Gen.Choose(1, 40)
            from height in Gen.Choose(1, 40)
            from rate in Gen.Choose(0, 100)
            from delta in Gen.Choose(0, 100)
            from seed in Gen.Choose(0, 1_000_000)
            select (width, height, rate, delta, seed);
        return Prop.ForAll(Arb.From(cases), one =>
        {
            Mosaic original = Ramp(one.Width, one.Height);
            Mosaic spoiled = original.Clone();
            decimal delta = one.Delta / 100m;
            InjectionResult result = DefectInjector.Inject(
                spoiled, new InjectionSettings { Rate = one.Rate / 100.0, Delta = (double)delta, Seed = one.Seed });
            Assert.Equal(one.Rate * one.Width * one.Height / 100, result.Truth.Count);
            int unchanged = 0;
            for (int site = 0; site < original.Samples.Length; site++)
            {
                (decimal before, decimal after) = (original.Samples[site], spoiled.Samples[site]);
                if (!result.Truth.Contains(site / one.Width, site % one.Width))
                {
                    Assert.Equal(before, after);
                    continue;
                }

                unchanged += before == after ? 1 : 0;
                Assert.InRange(after, 0, White);
                Assert.True(after <= (1 - delta) * before || after >= (1 + delta) * before, $"{before} became {after} with δ {delta}");
            }

            Assert.Equal(unchanged, result.UnchangedCount);
        });
    }

    [Theory]
    [InlineData(0.0001)]
    [InlineData(0.01)]
    [InlineData(0.2)]
    [InlineData(0.85)]
    [InlineData(1)]
    public void Rate_gives_exactly_the_floor_of_its_share(double rate)
    {
        Mosaic mosaic = Flat(123, 457, 100);
        Assert.Equal((int)(123 * 457 * (decimal)rate), DefectInjector.Inject(mosaic, new InjectionSettings { Rate = rate }).Truth.Count);
    }

    [Fact]
    public void Both_sides_have_even_odds_and_each_is_uniform()
    {
        Mosaic mosaic = Flat(200, 200, 100);
        DefectInjector.Inject(mosaic, new InjectionSettings { Rate = 1, Delta = 0.7, Seed = 3 });
        int[] low = [.. mosaic.Samples.Where(value => value <= 30).Select(value => (int)value)];
        int[] high = [.. mosaic.Samples.Where(value => value >= 170).Select(value => (int)value)];
        Assert.Equal(mosaic.Samples.Length, low.Length + high.Length);

        // Four standard deviations of a fair coin thrown 40,000 times.
        Assert.InRange(low.Length, 20000 - 400, 20000 + 400);
        Assert.True(ChiSquare(low, 0, 31, 31) < 61.1, "0 to 30 are not equally frequent");
        Assert.True(ChiSquare(high, 170, 1024, 61) < 99.6, "170 to 1023 are not equally frequent");
        Assert.Contains(White, high);
        Assert.Contains(170, high);
    }

    [Fact]
    public void Positions_are_uniform_over_the_sensor()
    {
        int[] places = [.. Enumerable.Range(0, 50).SelectMany(frame =>
            DefectInjector.Inject(Flat(64, 64, 100), new InjectionSettings { Rate = 0.2, Seed = 5 }, frame).Truth.SiteIndices.ToArray())];
        Assert.Equal(50 * 819, places.Length);

        // 99.9 % quantile for 63 degrees of freedom.
        Assert.True(ChiSquare(places, 0, 4096, 64) < 103.4, "rows are not equally frequent");
        Assert.True(ChiSquare([.. places.Select(place => place % 64)], 0, 64, 64) < 103.4, "columns are not equally frequent");
    }

    [Fact]
    public void Only_the_lower_side_is_left_where_the_upper_one_passes_white()
    {
        Mosaic mosaic = Flat(50, 50, 700);
        DefectInjector.Inject(mosaic, new InjectionSettings { Rate = 1, Delta = 0.7 });
        Assert.All(mosaic.Samples, value => Assert.InRange(value, 0, 210));
    }

    [Fact]
    public void Zero_lowered_stays_zero_and_is_counted_as_unchanged()
    {
        Mosaic mosaic = Flat(60, 60, 0);
        InjectionResult result = DefectInjector.Inject(mosaic, new InjectionSettings { Rate = 0.5, Seed = 1 });
        Assert.Equal(1800, result.Truth.Count);
        int unchanged = result.Truth.SiteIndices.ToArray().Count(site => mosaic.Samples[site] == 0);
        Assert.Equal(unchanged, result.UnchangedCount);
        Assert.InRange(unchanged, 700, 1100);
    }

    [Fact]
    public void Same_seed_gives_the_same_defects_and_another_seed_or_frame_others()
    {
        InjectionSettings settings = new() { Rate = 0.05, Seed = 11, Blocks2x2 = 3, Hot = 4 };
        (Mosaic first, Mosaic second) = (Ramp(80, 60), Ramp(80, 60));
        DefectMap map = DefectInjector.Inject(first, settings).Truth;
        Assert.Equal(map.SiteIndices, DefectInjector.Inject(second, settings).Truth.SiteIndices);
        Assert.Equal(first.Samples, second.Samples);
        Assert.NotEqual(map.SiteIndices.ToArray(), DefectInjector.Inject(Ramp(80, 60), settings with { Seed = 12 }).Truth.SiteIndices.ToArray());
        Assert.NotEqual(map.SiteIndices.ToArray(), DefectInjector.Inject(Ramp(80, 60), settings, frame: 1).Truth.SiteIndices.ToArray());
    }

    [Fact]
    public void Positions_do_not_depend_on_the_picture()
    {
        InjectionSettings settings = new() { Rate = 0.1, Seed = 2 };
        Assert.Equal(
            DefectInjector.Inject(Ramp(70, 50), settings).Truth.SiteIndices, DefectInjector.Inject(Flat(70, 50, 900), settings).Truth.SiteIndices);
    }

    [Fact]
    public void Fixed_pattern_has_one_factor_a_site_in_every_frame()
    {
        InjectionSettings settings = new() { Rate = 0.3, Delta = 0.7, Seed = 9, FixedPattern = true };
        (Mosaic dim, Mosaic bright) = (Flat(40, 40, 100), Flat(40, 40, 200));
        DefectMap inDim = DefectInjector.Inject(dim, settings, frame: 0).Truth;
        DefectMap inBright = DefectInjector.Inject(bright, settings, frame: 7).Truth;
        Assert.Equal(inDim.SiteIndices, inBright.SiteIndices);
        int low = 0;
        foreach (int site in inDim.SiteIndices)
        {
            int value = dim.Samples[site];
            Assert.True(value is <= 30 or (>= 170 and <= 500), $"factor {value / 100.0}");
            Assert.InRange(bright.Samples[site], Math.Min(White, (2 * value) - 1), Math.Min(White, (2 * value) + 1));
            low += value <= 30 ? 1 : 0;
        }

        Assert.InRange(low, 190, 290);
    }

    [Fact]
    public void Dead_hot_and_stuck_sites_read_what_their_kind_says()
    {
        Mosaic mosaic = Flat(200, 200, 300);
        DefectMap truth = DefectInjector.Inject(mosaic, new InjectionSettings { Dead = 100, Hot = 100, Stuck = 100, StuckValueDn = 77 }).Truth;
        Assert.Equal(300, truth.Count);
        foreach (Defect defect in truth.Defects())
        {
            int value = mosaic[defect.Site.Row, defect.Site.Column];
            Assert.True(
                defect.Kind switch
                {
                    DefectKind.Dead => value == 0 || value is >= 64 and <= 88,
                    DefectKind.Hot => value >= 347,
                    DefectKind.Stuck => value == 77,
                    _ => false,
                },
                $"{defect.Kind} reads {value}");
        }

        Assert.Equal(100, truth.Kinds.ToArray().Count(kind => kind == DefectKind.Hot));
    }

    [Fact]
    public void Hot_sites_of_a_fixed_pattern_grow_with_the_exposure()
    {
        InjectionSettings settings = new() { Hot = 50, FixedPattern = true, HotReferenceSeconds = 10, Seed = 4 };
        Mosaic[] exposures = [.. new[] { 1.0, 2.0 }.Select(seconds =>
            new Mosaic(Flat(50, 50, 0).Layout, Flat(50, 50, 64).Samples, new CameraMetadata { ExposureSeconds = seconds }))];
        DefectMap truth = DefectInjector.Inject(exposures[0], settings).Truth;
        DefectInjector.Inject(exposures[1], settings, frame: 1);
        Assert.All(truth.SiteIndices.ToArray(), site =>
            Assert.InRange(exposures[1].Samples[site] - 64, (2 * (exposures[0].Samples[site] - 64)) - 1, (2 * (exposures[0].Samples[site] - 64)) + 1));
    }

    [Theory]
    [InlineData("RGGB")]
    [InlineData("GRBG")]
    [InlineData("MONO")]
    public void Groups_have_their_shape_and_one_stuck_value(string cfaName)
    {
        Assert.True(CfaPattern.TryParse(cfaName, out CfaPattern? cfa));
        Mosaic mosaic = Flat(150, 120, 300, cfa);
        InjectionSettings settings = new() { SameColorPairs = 20, AdjacentPairs = 20, Blocks2x2 = 10, Blocks3x3 = 7, Blocks5x5 = 5, Seed = 6 };
        DefectMap truth = DefectInjector.Inject(mosaic, settings).Truth;
        Assert.Equal((2 * 20) + (2 * 20) + (4 * 10) + (9 * 7) + (25 * 5), truth.Count);
        int pairSpan = cfa.IsMonochrome ? 2 : 3;
        (int Sites, int Count)[] spans = [.. truth.Groups.GroupBy(group => group.Area.Height * group.Area.Width).OrderBy(spans => spans.Key)
            .Select(spans => (spans.Key, spans.Count()))];
        Assert.Equal(pairSpan == 3 ? [(2, 20), (3, 20), (4, 10), (9, 7), (25, 5)] : [(2, 40), (4, 10), (9, 7), (25, 5)], spans);
        foreach (SensorArea area in truth.Groups.Select(group => group.Area))
        {
            ushort value = mosaic[area.Top, area.Left];
            Assert.True(value is 0 or White);
            Assert.Equal(value, mosaic[area.Bottom - 1, area.Right - 1]);
            Assert.True(truth.Contains(area.Bottom - 1, area.Right - 1));
        }
    }

    [Fact]
    public void Clusters_are_irregular_hold_together_and_share_one_value()
    {
        Mosaic mosaic = Flat(400, 300, 300);
        DefectMap truth = DefectInjector.Inject(mosaic, new InjectionSettings { Clusters = 100, Seed = 8 }).Truth;
        Assert.Equal(100, truth.Groups.Length);
        Assert.InRange(truth.Count, 250, 800);
        Assert.True(truth.Groups.Sum(group => group.Area.Height * group.Area.Width) > truth.Count, "clusters that fill their rectangles are not irregular");
        Assert.Equal(truth.Count, mosaic.Samples.Count(static value => value is 0 or White));
        Assert.Equal("100", truth.Provenance.Settings["clusters"]);
    }

    [Fact]
    public void Lines_are_whole_or_of_a_stretch_and_lie_in_the_active_area()
    {
        MosaicLayout layout = new(100, 90, CfaPattern.Bggr, 0, White) { ActiveArea = new SensorArea(10, 20, 64, 70) };
        Mosaic mosaic = new(layout, Flat(100, 90, 300).Samples);
        InjectionSettings settings = new() { Rows = 2, Columns = 3, PartialColumns = 2, Rate = 0.01, GroupKind = DefectKind.Dead };
        DefectMap truth = DefectInjector.Inject(mosaic, settings).Truth;
        Assert.All(truth.Defects(), defect => Assert.True(layout.ActiveArea.Contains(defect.Site.Row, defect.Site.Column)));
        Assert.Equal(2, truth.Groups.Count(group => group.Shape == DefectShape.Row && group.Area.Width == 70));
        Assert.Equal(3, truth.Groups.Count(group => group.Shape == DefectShape.Column && group.Area.Height == 64));
        Assert.Equal(2, truth.Groups.Count(group => group.Shape == DefectShape.Column && group.Area.Height is >= 4 and <= 32));
        Assert.Equal(44, truth.Kinds.ToArray().Count(kind => kind == DefectKind.Deviating));
    }

    [Fact]
    public void Truth_tells_how_it_was_made()
    {
        DefectMap truth = DefectInjector.Inject(Flat(30, 30, 300), new InjectionSettings { Rate = 0.1, Seed = 42, Blocks2x2 = 1 }).Truth;
        Assert.Equal("0.1", truth.Provenance.Settings["rate"]);
        Assert.Equal("42", truth.Provenance.Settings["seed"]);
        Assert.Equal("1", truth.Provenance.Settings["blocks2x2"]);
    }

    public static TheoryData<InjectionSettings, string> Refused => new()
    {
        { new InjectionSettings { Rate = 1.5 }, "rate 1.5, expected 0 to 1" },
        { new InjectionSettings { Rate = double.NaN }, "rate NaN" },
        { new InjectionSettings { Delta = -0.1 }, "delta -0.1" },
        { new InjectionSettings { Hot = -1 }, "hot sites: -1" },
        { new InjectionSettings { StuckValueDn = 1024 }, "stuck value 1024 DN" },
        { new InjectionSettings { Rows = 31 }, "rows: 31 asked for" },
        { new InjectionSettings { Columns = 20, PartialColumns = 11 }, "columns: 31 asked for" },
        { new InjectionSettings { Blocks5x5 = 50 }, "5×5 blocks: no room" },
        { new InjectionSettings { Clusters = -1 }, "clusters: -1" },
        { new InjectionSettings { Clusters = 900 }, "clusters: no room" },
        { new InjectionSettings { Rate = 1, Dead = 1 }, "900 sites wanted, 899 of 900" },
        { new InjectionSettings { HotReferenceSeconds = 0 }, "0 s, expected more" },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public void Impossible_settings_are_refused_in_one_line(InjectionSettings settings, string message)
    {
        FixPixException failure = Assert.Throws<FixPixException>(() => DefectInjector.Inject(Flat(30, 30, 300), settings));
        Assert.Contains(message, failure.Message, StringComparison.Ordinal);
    }

    private static double ChiSquare(int[] values, int first, int end, int bins)
    {
        int[] counts = new int[bins];
        double[] expected = new double[bins];
        for (int value = first; value < end; value++)
        {
            expected[(int)((long)(value - first) * bins / (end - first))] += values.Length / (double)(end - first);
        }

        foreach (int value in values)
        {
            counts[(int)((long)(value - first) * bins / (end - first))]++;
        }

        return counts.Zip(expected, (count, mean) => (count - mean) * (count - mean) / mean).Sum();
    }
}
