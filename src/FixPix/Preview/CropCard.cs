using System.Globalization;
using FixPix.Mosaics;

namespace FixPix.Preview;

/// <summary>One defect before and after, enlarged side by side, with a caption.</summary>
internal static class CropCard
{
    /// <summary>Sites of a crop along each side.</summary>
    public const int Sites = 24;

    /// <summary>Pixels of a site along each side.</summary>
    public const int Zoom = 8;

    /// <summary>Pixels of a card's width.</summary>
    public const int Width = (2 * Side) + Gap + (2 * Padding);

    /// <summary>Pixels of a card's height.</summary>
    public const int Height = Side + (3 * Padding) + (2 * LineHeight) - 4;

    /// <summary>Pixels of one crop along each side.</summary>
    public const int Side = Sites * Zoom;

    /// <summary>Pixels between the two crops.</summary>
    public const int Gap = 6;

    /// <summary>Pixels between a card's edge and its crops.</summary>
    public const int Padding = 10;

    private const int LineHeight = 20;

    /// <summary>Draws a card.</summary>
    public static void Draw(Canvas canvas, int top, int left, MosaicDeveloper developer, Mosaic before, Mosaic after, WorstDefect worst)
    {
        canvas.Fill(top, left, Height, Width, DefectPalette.Card);
        (int row, int column) = worst.Defect.Site;
        Rgb color = worst.Shape is { } shape ? DefectPalette.Of(shape) : DefectPalette.Of(worst.Defect.Kind);
        SensorArea crop = Around(worst.Defect.Site, before.Layout.ActiveArea);
        ToneCurve tone = ToneOf(developer, after, crop);
        (int cropTop, int cropLeft) = (top + Padding, left + Padding);
        foreach (Mosaic mosaic in (ReadOnlySpan<Mosaic>)[before, after])
        {
            DrawCrop(canvas, cropTop, cropLeft, developer, mosaic, crop, tone);
            SensorArea picture = new(cropTop, cropLeft, crop.Height * Zoom, crop.Width * Zoom);
            PointAt(canvas, picture, cropTop + ((row - crop.Top) * Zoom), cropLeft + ((column - crop.Left) * Zoom), color);
            cropLeft += Side + Gap;
        }

        int textTop = cropTop + Side + Padding;
        string kind = DefectPalette.NameOf(worst.Defect.Kind);
        string name = worst.Shape is { } group ? $"{DefectPalette.NameOf(group)}, {kind}" : kind;
        string change = string.Create(CultureInfo.InvariantCulture, $"{before[row, column]} → {after[row, column]} DN");
        canvas.Text(textTop, left + Padding, name, 2, color, Width - (2 * Padding));
        canvas.Text(textTop, left + Width - Padding - Canvas.TextWidth(change, 2), change, 2, DefectPalette.Bright);
        string place = string.Create(CultureInfo.InvariantCulture, $"row {row}, column {column}");
        canvas.Text(textTop + LineHeight, left + Padding, place, 2, DefectPalette.Quiet);
        string sigmas = string.Create(CultureInfo.InvariantCulture, $"{Math.Min(worst.Sigmas, 99999):0} σ");
        canvas.Text(textTop + LineHeight, left + Width - Padding - Canvas.TextWidth(sigmas, 2), sigmas, 2, DefectPalette.Quiet);
    }

    // Four short strokes, within the crop, that leave the site and its neighbours free.
    private static void PointAt(Canvas canvas, SensorArea picture, int top, int left, Rgb color)
    {
        const int Clear = (2 * Zoom) + (Zoom / 2);
        const int Length = 2 * Zoom;
        int middle = (Zoom / 2) - 1;
        foreach ((int extra, Rgb stroke) in (ReadOnlySpan<(int, Rgb)>)[(1, DefectPalette.Shadow), (0, color)])
        {
            int thick = 2 + (2 * extra);
            int length = Length + (2 * extra);
            FillWithin(canvas, picture, new SensorArea(top - Clear - Length - extra, left + middle - extra, length, thick), stroke);
            FillWithin(canvas, picture, new SensorArea(top + Zoom + Clear - extra, left + middle - extra, length, thick), stroke);
            FillWithin(canvas, picture, new SensorArea(top + middle - extra, left - Clear - Length - extra, thick, length), stroke);
            FillWithin(canvas, picture, new SensorArea(top + middle - extra, left + Zoom + Clear - extra, thick, length), stroke);
        }
    }

    private static void FillWithin(Canvas canvas, SensorArea picture, SensorArea stroke, Rgb color)
    {
        int top = Math.Max(stroke.Top, picture.Top);
        int left = Math.Max(stroke.Left, picture.Left);
        canvas.Fill(top, left, Math.Min(stroke.Bottom, picture.Bottom) - top, Math.Min(stroke.Right, picture.Right) - left, color);
    }

    private static SensorArea Around(Site site, SensorArea area)
    {
        int height = Math.Min(Sites, area.Height);
        int width = Math.Min(Sites, area.Width);
        return new SensorArea(
            Math.Clamp(site.Row - (height / 2), area.Top, area.Bottom - height),
            Math.Clamp(site.Column - (width / 2), area.Left, area.Right - width),
            height,
            width);
    }

    // Exposed for the crop's own brightness, so that defects in deep shadow can be seen.
    private static ToneCurve ToneOf(MosaicDeveloper developer, Mosaic after, SensorArea crop)
    {
        double brightest = 0;
        Span<double> rgb = stackalloc double[3];
        for (int row = crop.Top; row < crop.Bottom; row++)
        {
            for (int column = crop.Left; column < crop.Right; column++)
            {
                developer.Site(after, row, column, rgb);
                brightest = Math.Max(brightest, MosaicDeveloper.Luminance(rgb));
            }
        }

        return developer.Tone.Brighter(developer.Tone.FactorFor(brightest * 1.6));
    }

    private static void DrawCrop(Canvas canvas, int top, int left, MosaicDeveloper developer, Mosaic mosaic, SensorArea crop, ToneCurve tone)
    {
        Span<double> rgb = stackalloc double[3];
        for (int row = 0; row < crop.Height; row++)
        {
            for (int column = 0; column < crop.Width; column++)
            {
                developer.Site(mosaic, crop.Top + row, crop.Left + column, rgb);
                canvas.Fill(top + (row * Zoom), left + (column * Zoom), Zoom, Zoom, tone.Show(rgb));
            }
        }
    }
}
