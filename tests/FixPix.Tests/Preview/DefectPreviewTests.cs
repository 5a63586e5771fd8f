using FixPix.Defects;
using FixPix.Mosaics;
using FixPix.Preview;
using FixPix.Simulation;

namespace FixPix.Tests.Preview;

public class DefectPreviewTests
{
    private static (Mosaic Before, Mosaic After, DefectMap Map) Case(int width, int height, CfaPattern cfa, InjectionSettings settings)
    {
        Mosaic after = SyntheticScene.Photograph(SensorModel.Default with { Width = width, Height = height, Cfa = cfa }, 5);
        Mosaic before = after.Clone();
        return (before, after, DefectInjector.Inject(before, settings).Truth);
    }

    public static TheoryData<int, int, string> Sizes => new()
    {
        { 1, 1, "RGGB" }, { 1, 90, "GRBG" }, { 90, 1, "MONO" }, { 23, 25, "BGGR" }, { 640, 480, "GBRG" }, { 300, 700, "MONO" },
    };

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Page_is_made_for_any_size_and_leaves_the_mosaics_alone(int width, int height, string cfaName)
    {
        Assert.True(CfaPattern.TryParse(cfaName, out CfaPattern? cfa));
        (Mosaic before, Mosaic after, DefectMap map) = Case(width, height, cfa, new InjectionSettings { Rate = 0.05, Seed = 2 });
        (ushort[] one, ushort[] other) = ([.. before.Samples], [.. after.Samples]);
        RgbPicture page = DefectPreview.Render(before, after, map);
        Assert.InRange(page.Width, 300, 2200);
        Assert.Equal(page.Pixels.Length, 3 * page.Width * page.Height);
        Assert.Equal(one, before.Samples);
        Assert.Equal(other, after.Samples);
    }

    [Fact]
    public void Page_is_the_same_on_any_number_of_threads()
    {
        (Mosaic before, Mosaic after, DefectMap map) = Case(400, 300, CfaPattern.Rggb, new InjectionSettings { Rate = 0.01, Blocks5x5 = 2 });
        Assert.Equal(
            DefectPreview.Render(before, after, map, null, new WorkSettings { Threads = 1 }).Pixels,
            DefectPreview.Render(before, after, map, null, new WorkSettings { Threads = 5 }).Pixels);
    }

    [Theory]
    [InlineData(DefectKind.Dead)]
    [InlineData(DefectKind.Hot)]
    public void Marks_and_cards_have_the_colour_of_the_kind(DefectKind kind)
    {
        Mosaic after = SyntheticScene.Photograph(SensorModel.Default with { Width = 600, Height = 400 }, 5);
        Mosaic before = after.Clone();
        before[200, 300] = 4000;
        DefectMap map = new(SensorIdentity.Of(before), [new Defect(200, 300, kind)]);
        int marked = CountOf(DefectPreview.Render(before, after, map), DefectPalette.Of(kind));
        int unmarked = CountOf(DefectPreview.Render(before, after, new DefectMap(map.Sensor, [])), DefectPalette.Of(kind));
        Assert.Equal(0, unmarked);
        Assert.True(marked > 100, $"{marked} pixels in the colour of {kind}");
    }

    [Fact]
    public void Huge_sensors_are_scaled_down_to_the_asked_side()
    {
        (Mosaic before, Mosaic after, DefectMap map) = Case(1600, 1000, CfaPattern.Rggb, new InjectionSettings { Rate = 0.2 });
        int wide = DefectPreview.Render(before, after, map).Width;
        int narrow = DefectPreview.Render(before, after, map, new PreviewSettings { MaxOverviewSide = 256 }).Width;
        Assert.True(narrow < wide, $"{narrow} and {wide}");
    }

    [Fact]
    public void Worst_defects_are_apart_and_of_every_kind()
    {
        (Mosaic before, Mosaic after, DefectMap map) = Case(
            500, 400, CfaPattern.Rggb, new InjectionSettings { Rate = 0.02, Dead = 5, Hot = 5, Stuck = 5, Blocks5x5 = 3, Rows = 1, Seed = 3 });
        IReadOnlyList<WorstDefect> worst = WorstDefects.Find(before, after, map, 10, 24);
        Assert.Equal(10, worst.Count);
        Assert.Equal(4, worst.Select(one => one.Defect.Kind).Distinct().Count());
        Assert.Contains(worst, one => one.Shape == DefectShape.Cluster);
        Assert.Contains(worst, one => one.Shape == DefectShape.Row);
        foreach (WorstDefect one in worst)
        {
            Assert.Single(worst, other => Math.Abs(one.Defect.Site.Row - other.Defect.Site.Row) < 24
                && Math.Abs(one.Defect.Site.Column - other.Defect.Site.Column) < 24);
        }
    }

    [Fact]
    public void Grey_scene_stays_grey_whatever_the_white_balance()
    {
        // A neutral grey as a camera sees it that is twice as sensitive to green as to red.
        Mosaic mosaic = new(
            new MosaicLayout(64, 64, CfaPattern.Rggb, 100, 1100), new ushort[64 * 64], new CameraMetadata { AsShotNeutral = [0.5, 1, 0.25] });
        for (int row = 0; row < 64; row++)
        {
            for (int column = 0; column < 64; column++)
            {
                mosaic[row, column] = mosaic.Layout.Cfa.ColorAt(row, column) switch
                {
                    CfaColor.Red => 200,
                    CfaColor.Green => 300,
                    _ => 150,
                };
            }
        }

        RgbPicture overview = new MosaicDeveloper(mosaic, 2000).Overview(mosaic, WorkSettings.Default);
        Rgb pixel = overview[16, 16];
        Assert.InRange(pixel.Red - pixel.Green, -1, 1);
        Assert.InRange(pixel.Blue - pixel.Green, -1, 1);
        Assert.InRange(pixel.Green, 200, 255);
    }

    [Fact]
    public void Colour_matrix_that_is_singular_is_not_used()
    {
        CameraMetadata camera = new() { AsShotNeutral = [1, 1, 1], ColorMatrix = [1, 1, 1, 1, 1, 1, 1, 1, 1] };
        double[] rgb = [0.25, 0.25, 0.25];
        CameraColor.Of(camera, [1, 1, 1]).Apply(rgb);
        Assert.All(rgb, value => Assert.Equal(0.25, value, 6));
    }

    [Fact]
    public void Maps_of_other_sensors_are_refused()
    {
        (Mosaic before, Mosaic after, _) = Case(20, 20, CfaPattern.Rggb, new InjectionSettings());
        Assert.Throws<FixPixException>(() => DefectPreview.Render(before, after, new DefectMap(new SensorIdentity(21, 20), [])));
    }

    [Fact]
    public void Png_has_the_size_of_the_picture_and_replaces_nothing_unasked()
    {
        string folder = Directory.CreateTempSubdirectory("fixpix-preview").FullName;
        try
        {
            string path = Path.Combine(folder, "page.png");
            RgbPicture picture = new(7, 5);
            picture.WritePng(path);
            byte[] bytes = File.ReadAllBytes(path);
            Assert.Equal([0, 0, 0, 7, 0, 0, 0, 5, 8, 2], bytes[16..26]);
            Assert.Throws<FixPixException>(() => picture.WritePng(path));
            picture.WritePng(path, overwrite: true);
            Assert.Equal([path], Directory.GetFiles(folder));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public void Text_is_cut_off_where_it_would_be_too_wide()
    {
        Canvas canvas = new(new RgbPicture(200, 20));
        int end = canvas.Text(0, 0, "abcdefghijklmnopqrstuvwxyz", 2, DefectPalette.Bright, mostWidth: 100);
        Assert.InRange(end, 80, 100);
        Assert.True(CountOf(canvas.Picture, DefectPalette.Bright) > 50);
    }

    private static int CountOf(RgbPicture picture, Rgb color)
    {
        int count = 0;
        for (int row = 0; row < picture.Height; row++)
        {
            for (int column = 0; column < picture.Width; column++)
            {
                count += picture[row, column] == color ? 1 : 0;
            }
        }

        return count;
    }
}
