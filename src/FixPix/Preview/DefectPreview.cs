using System.Globalization;
using FixPix.Defects;
using FixPix.Mosaics;

namespace FixPix.Preview;

/// <summary>
/// A page that shows what a map and a correction do to a picture: an overview in colour with the defects marked, and
/// the worst of them enlarged eight times, before and after.
/// </summary>
/// <remarks>
/// Everything is shown as the sensor sees it, without the camera's orientation, so that rows and columns are those of the map.
/// </remarks>
public static class DefectPreview
{
    private const int Margin = 28;
    private const int HeaderHeight = 114;
    private const int LegendHeight = 52;
    private const int CardGap = 12;
    private const int SmallestOverviewSide = 560;

    /// <summary>Draws the page.</summary>
    /// <param name="before">The mosaic as it was read.</param>
    /// <param name="after">The mosaic after correction.</param>
    /// <param name="map">The defects.</param>
    /// <param name="settings">Title and size, or null.</param>
    /// <param name="work">Threads, cancellation, progress; null for the default.</param>
    /// <returns>The page, usually 1,500 to 3,000 pixels wide.</returns>
    /// <exception cref="FixPixException">The mosaics and the map differ in size.</exception>
    public static RgbPicture Render(Mosaic before, Mosaic after, DefectMap map, PreviewSettings? settings = null, WorkSettings? work = null)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(after);
        ArgumentNullException.ThrowIfNull(map);
        map.RequireFits(before.Layout);
        map.RequireFits(after.Layout);
        settings ??= PreviewSettings.Default;
        MosaicDeveloper developer = new(after, Math.Max(256, settings.MaxOverviewSide));
        RgbPicture overview = Enlarge(developer.Overview(after, work ?? WorkSettings.Default));

        CardGrid grid = CardGrid.For(overview.Height + LegendHeight);
        IReadOnlyList<WorstDefect> worst = WorstDefects.Find(before, after, map, grid.Rows * grid.Columns, CropCard.Sites);
        int cardsWidth = worst.Count == 0 ? 0 : grid.Width + CardGap;
        int contentHeight = Math.Max(overview.Height + LegendHeight, worst.Count == 0 ? 0 : grid.Height);
        Canvas canvas = new(new RgbPicture(overview.Width + (2 * Margin) + cardsWidth, HeaderHeight + contentHeight + Margin));
        canvas.Fill(0, 0, canvas.Picture.Height, canvas.Picture.Width, DefectPalette.Background);
        DrawHeader(canvas, before, map, settings);
        canvas.Draw(overview, HeaderHeight, Margin);
        double scale = overview.Width / (double)(developer.OverviewWidth * developer.SitesPerPixel);
        DefectMarks.Draw(canvas, HeaderHeight, Margin, map, before.Layout.ActiveArea, scale);
        canvas.Frame(HeaderHeight, Margin, overview.Height, overview.Width, 1, DefectPalette.Edge);
        DrawLegend(canvas, HeaderHeight + overview.Height + 18, map);
        for (int index = 0; index < worst.Count; index++)
        {
            (int top, int left) = grid.Place(index);
            (top, left) = (HeaderHeight + top, Margin + overview.Width + CardGap + left);
            if (index < grid.Columns)
            {
                canvas.Text(HeaderHeight - 24, left + CropCard.Padding, "before", 2, DefectPalette.Quiet);
                canvas.Text(HeaderHeight - 24, left + CropCard.Padding + CropCard.Side + CropCard.Gap, "after", 2, DefectPalette.Quiet);
            }

            CropCard.Draw(canvas, top, left, developer, before, after, worst[index]);
        }

        return canvas.Picture;
    }

    private static void DrawHeader(Canvas canvas, Mosaic mosaic, DefectMap map, PreviewSettings settings)
    {
        CameraMetadata camera = mosaic.Camera;
        string cameraName = $"{camera.Make} {camera.Model}".Trim();
        string title = settings.Title ?? (cameraName.Length > 0 ? cameraName : "mosaic");
        int most = canvas.Picture.Width - (2 * Margin);
        canvas.Text(20, Margin, title, 4, DefectPalette.Bright, most);
        MosaicLayout layout = mosaic.Layout;
        List<string> facts =
        [
            string.Create(CultureInfo.InvariantCulture, $"{layout.Width} × {layout.Height}"),
            layout.Cfa.Name,
            string.Create(CultureInfo.InvariantCulture, $"white {layout.WhiteDn} DN"),
        ];
        if (settings.Title is not null && cameraName.Length > 0)
        {
            facts.Insert(0, cameraName);
        }

        if (camera.Iso is { } iso)
        {
            facts.Add(string.Create(CultureInfo.InvariantCulture, $"ISO {iso:0}"));
        }

        string share = (100 * map.Rate).ToString(map.Rate < 0.001 ? "0.0000" : "0.00", CultureInfo.InvariantCulture);
        facts.Add(string.Create(CultureInfo.InvariantCulture, $"{map.Count:N0} defects = {share} %"));
        canvas.Text(62, Margin, string.Join("  ·  ", facts), 2, DefectPalette.Text, most);
    }

    private static void DrawLegend(Canvas canvas, int top, DefectMap map)
    {
        int left = Margin;
        void Entry(int count, Rgb color, string one)
        {
            if (count > 0)
            {
                canvas.Disc(top + 6, left + 7, 7, color);
                left = canvas.Text(top, left + 22, string.Create(CultureInfo.InvariantCulture, $"{count:N0} {one}"), 2, DefectPalette.Text) + 36;
            }
        }

        int[] kinds = new int[4];
        foreach (DefectKind kind in map.Kinds)
        {
            kinds[(int)kind]++;
        }

        foreach (DefectKind kind in Enum.GetValues<DefectKind>())
        {
            Entry(kinds[(int)kind], DefectPalette.Of(kind), DefectPalette.NameOf(kind));
        }

        foreach (DefectShape shape in Enum.GetValues<DefectShape>())
        {
            int count = map.Groups.Count(group => group.Shape == shape);
            Entry(count, DefectPalette.Of(shape), DefectPalette.NameOf(shape) + (count == 1 ? "" : "s"));
        }
    }

    // The cards beside the overview: as many rows as fit, spread to its full height, and at least six cards.
    private readonly record struct CardGrid(int Rows, int Columns, int RowStep)
    {
        private const int FewestCards = 6;

        public int Width => (Columns * (CropCard.Width + CardGap)) - CardGap;

        public int Height => ((Rows - 1) * RowStep) + CropCard.Height;

        public static CardGrid For(int height)
        {
            int rows = Math.Max(2, (height + CardGap) / (CropCard.Height + CardGap));
            int step = Math.Clamp((height - CropCard.Height) / (rows - 1), CropCard.Height + CardGap, CropCard.Height + (3 * CardGap));
            return new CardGrid(rows, Math.Clamp((FewestCards + rows - 1) / rows, 2, 3), step);
        }

        public (int Top, int Left) Place(int index) => (index / Columns * RowStep, index % Columns * (CropCard.Width + CardGap));
    }

    // Small sensors are shown with whole pixels repeated.
    private static RgbPicture Enlarge(RgbPicture picture)
    {
        int longest = Math.Max(picture.Width, picture.Height);
        int factor = (SmallestOverviewSide - 1 + longest) / longest;
        if (factor == 1)
        {
            return picture;
        }

        RgbPicture large = new(picture.Width * factor, picture.Height * factor);
        for (int row = 0; row < large.Height; row++)
        {
            for (int column = 0; column < large.Width; column++)
            {
                large[row, column] = picture[row / factor, column / factor];
            }
        }

        return large;
    }
}
