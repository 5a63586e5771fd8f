using FixPix.Detection;
using FixPix.Mosaics;
using FixPix.Simulation;

namespace FixPix.Tests.Detection;

public sealed class LineFinderTests
{
    public static TheoryData<string, bool, int, int, int> Lines => new()
    {
        // pattern, row or column, which line, first site, end
        { "RGGB", false, 37, 0, 240 },
        { "RGGB", true, 100, 0, 320 },
        { "GRBG", false, 0, 0, 240 },
        { "BGGR", false, 319, 0, 240 },
        { "GBRG", true, 239, 0, 320 },
        { "MONO", false, 200, 0, 240 },
        { "MONO", true, 0, 0, 320 },
        { "RGGB", false, 150, 60, 170 },
        { "MONO", true, 131, 100, 320 },
    };

    [Theory]
    [MemberData(nameof(Lines))]
    public void Stuck_line_is_found_from_end_to_end(string pattern, bool isRow, int line, int first, int end)
    {
        Mosaic frame = Scene(pattern, 3);
        for (int place = first; place < end; place++)
        {
            frame[isRow ? line : place, isRow ? place : line] = 60;
        }

        HashSet<int> sites = [.. Find(frame).Select(finding => finding.Site)];
        int[] wanted = [.. Enumerable.Range(first, end - first).Select(place => isRow ? (line * frame.Width) + place : (place * frame.Width) + line)];
        Assert.InRange(wanted.Count(sites.Contains), wanted.Length * 0.95, wanted.Length);
        Assert.InRange(sites.Count - wanted.Count(sites.Contains), 0, 12);
    }

    [Theory]
    [InlineData("RGGB")]
    [InlineData("MONO")]
    public void Scene_without_bad_lines_has_none(string pattern)
    {
        for (int seed = 0; seed < 6; seed++)
        {
            Assert.Empty(Find(Scene(pattern, seed)));
        }
    }

    [Fact]
    public void Line_of_the_scene_that_the_lens_spreads_is_left_alone()
    {
        Mosaic frame = Scene("RGGB", 4);
        for (int row = 0; row < frame.Height; row++)
        {
            frame[row, 150] = (ushort)Math.Min(4095, frame[row, 150] + 600);
            frame[row, 149] = (ushort)Math.Min(4095, frame[row, 149] + 300);
            frame[row, 151] = (ushort)Math.Min(4095, frame[row, 151] + 300);
        }

        Assert.Empty(Find(frame));
    }

    [Theory]
    [InlineData(0.05)]
    [InlineData(0.2)]
    [InlineData(0.85)]
    public void Scattered_defects_are_no_lines(double rate)
    {
        Mosaic frame = Scene("RGGB", 5);
        DefectInjector.Inject(frame, new InjectionSettings { Rate = rate, Seed = 1 });
        Assert.Empty(Find(frame));
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 300)]
    [InlineData(300, 3)]
    [InlineData(17, 33)]
    public void Any_size_is_looked_at(int width, int height) =>
        Assert.Empty(Find(new Mosaic(new MosaicLayout(width, height, CfaPattern.Rggb, 0, 4095), new ushort[width * height])));

    private static Mosaic Scene(string pattern, int seed)
    {
        Assert.True(CfaPattern.TryParse(pattern, out CfaPattern? cfa));
        return SyntheticScene.Photograph(SensorModel.Default with { Width = 320, Height = 240, Cfa = cfa }, seed);
    }

    private static List<Finding> Find(Mosaic frame) =>
        [.. new LineFinder(frame, NoiseModel.Of(frame, PlaneSites.Of(frame.Layout.Cfa))).Find(WorkSettings.Default).SelectMany(line => line)];
}
