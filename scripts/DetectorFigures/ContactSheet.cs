using FixPix.Mosaics;
using FixPix.Preview;

namespace FixPix.DetectorFigures;

/// <summary>Sites with what surrounds them, enlarged, the site itself framed: to look at by eye.</summary>
internal static class ContactSheet
{
    /// <summary>Crops of a line.</summary>
    public const int Columns = 10;

    private const int Sites = 24;
    private const int Zoom = 5;
    private const int Side = Sites * Zoom;
    private const int Gap = 12;
    private const int TextRows = 36;

    // So many times the crop's median is as bright as the picture gets.
    private const double Brightest = 2.5;
    private static readonly Rgb s_paper = new(24, 26, 31), s_text = new(214, 216, 222);

    /// <summary>One crop of the sheet.</summary>
    /// <param name="Mosaic">Where it is from.</param>
    /// <param name="Site">The site in its middle.</param>
    /// <param name="Color">The colour of its frame.</param>
    /// <param name="Lines">Up to two lines below it.</param>
    public sealed record Crop(Mosaic Mosaic, Site Site, Rgb Color, params string[] Lines);

    /// <summary>Draws lines of crops, each of <see cref="Columns"/> at most.</summary>
    public static RgbPicture Draw(IEnumerable<Crop[]> lines)
    {
        Crop[][] all = [.. lines];
        int rows = Math.Max(1, all.Length);
        RgbPicture picture = new(Gap + (Columns * (Side + Gap)), Gap + (rows * (Side + TextRows + Gap)));
        Canvas canvas = new(picture);
        canvas.Fill(0, 0, picture.Height, picture.Width, s_paper);
        foreach ((int row, Crop[] line) in all.Index())
        {
            foreach ((int column, Crop crop) in line.Index())
            {
                Draw(canvas, crop, Gap + (row * (Side + TextRows + Gap)), Gap + (column * (Side + Gap)));
            }
        }

        return picture;
    }

    private static void Draw(Canvas canvas, Crop crop, int top, int left)
    {
        MosaicLayout layout = crop.Mosaic.Layout;
        (int height, int width) = (Math.Min(Sites, layout.Height), Math.Min(Sites, layout.Width));
        int firstRow = Math.Clamp(crop.Site.Row - (Sites / 2), 0, layout.Height - height);
        int firstColumn = Math.Clamp(crop.Site.Column - (Sites / 2), 0, layout.Width - width);
        double[] medians = Medians(crop.Mosaic, firstRow, firstColumn, height, width);
        for (int row = firstRow; row < firstRow + height; row++)
        {
            for (int column = firstColumn; column < firstColumn + width; column++)
            {
                double light = (crop.Mosaic[row, column] - layout.BlackAt(row, column)) / medians[layout.Cfa.PositionAt(row, column)];
                byte gray = (byte)(255 * Math.Pow(Math.Clamp(light / Brightest, 0, 1), 1 / 2.2));
                canvas.Fill(top + ((row - firstRow) * Zoom), left + ((column - firstColumn) * Zoom), Zoom, Zoom, new Rgb(gray, gray, gray));
            }
        }

        canvas.Frame(top + ((crop.Site.Row - firstRow) * Zoom), left + ((crop.Site.Column - firstColumn) * Zoom), Zoom, Zoom, 2, crop.Color);
        for (int line = 0; line < crop.Lines.Length; line++)
        {
            canvas.Text(top + Side + 4 + (line * 16), left, crop.Lines[line], 1, s_text, Side);
        }
    }

    // Each filter position against its own median, so that the colours of the filters do not cover what is to be seen.
    private static double[] Medians(Mosaic mosaic, int firstRow, int firstColumn, int height, int width)
    {
        List<double>[] samples = [.. mosaic.Layout.BlackDn.Select(_ => new List<double>())];
        for (int row = firstRow; row < firstRow + height; row++)
        {
            for (int column = firstColumn; column < firstColumn + width; column++)
            {
                samples[mosaic.Layout.Cfa.PositionAt(row, column)].Add(mosaic[row, column] - mosaic.Layout.BlackAt(row, column));
            }
        }

        return [.. samples.Select(of => Math.Max(1, of.Order().ElementAt(of.Count / 2)))];
    }
}
