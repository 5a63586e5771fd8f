using System.Globalization;
using FixPix.Evaluation;
using FixPix.Mosaics;
using FixPix.Preview;

namespace FixPix.Experiments.Strips;

/// <summary>
/// A picture of a scene: for each spot and rate the bad mosaic, the best classical corrector's and the learned one's, enlarged eight times and developed in colour; on the right the
/// surroundings and the truth.
/// </summary>
/// <param name="learned">The learned corrector's name.</param>
/// <param name="classical">The classical ones' names.</param>
/// <param name="rates">Shares of bad sites, a column for each.</param>
internal sealed class StripPicture(string learned, IReadOnlyList<string> classical, IReadOnlyList<double> rates)
{
    private const int Side = Crop.Sites * Crop.Zoom;
    private const int Margin = 24, Gap = 8, LabelWidth = 132, Line = 22, HeadHeight = (2 * Line) + 8;
    private const int BlockHeight = HeadHeight + (3 * (Side + Gap)) + (4 * Line) + 24;
    private const int HeaderHeight = 96;

    // At these rates and below, a frame shows where the bad sites are.
    private const double FramedRate = 0.001;
    private static readonly Rgb s_better = Rgb.FromHex(0x69F0AE);

    private int TruthLeft => Margin + LabelWidth + (rates.Count * (Side + Gap)) + (2 * Gap);

    /// <summary>Draws a scene.</summary>
    public RgbPicture Draw(Scene scene)
    {
        string what = string.Create(CultureInfo.InvariantCulture, $"{Crop.Sites}×{Crop.Sites} sites, each {Crop.Zoom}×{Crop.Zoom} pixels · by the true map · dB: PSNR over the bad sites of {Trial.PieceSites}×{Trial.PieceSites}");
        int width = Math.Max(TruthLeft + Side, Margin + Canvas.TextWidth(what, 2)) + Margin;
        Canvas canvas = new(new RgbPicture(width, HeaderHeight + (scene.Spots.Count * BlockHeight)));
        canvas.Fill(0, 0, canvas.Picture.Height, canvas.Picture.Width, DefectPalette.Background);
        canvas.Text(Margin, Margin, scene.Title, 3, DefectPalette.Bright);
        canvas.Text(Margin + 38, Margin, what, 2, DefectPalette.Quiet);
        foreach ((int index, (string spot, Site middle)) in scene.Spots.Index())
        {
            Draw(canvas, HeaderHeight + (index * BlockHeight), spot, middle, scene);
        }

        return canvas.Picture;
    }

    private void Draw(Canvas canvas, int top, string what, Site middle, Scene scene)
    {
        (Mosaic piece, Site inPiece) = Trial.Cut(scene.Mosaic, middle);
        Crop crop = new(piece, inPiece, scene.IsSky);
        int[] rows = [top + HeadHeight, top + HeadHeight + Side + Gap + Line, top + HeadHeight + (2 * (Side + Gap)) + (3 * Line)];
        canvas.Text(top, Margin, what, 2, DefectPalette.Bright);
        canvas.Text(top, Margin + Canvas.TextWidth(what + "  ", 2), string.Create(CultureInfo.InvariantCulture, $"row {middle.Row}, column {middle.Column}"), 2, DefectPalette.Quiet);
        string[] labels = ["before", "best\nclassical", learned];
        foreach ((int row, string label) in rows.Zip(labels))
        {
            foreach ((int line, string word) in label.Split('\n').Index())
            {
                canvas.Text(row + (line * Line), Margin, word, 2, DefectPalette.Text, LabelWidth - Gap);
            }
        }

        foreach ((int column, double rate) in rates.Index())
        {
            int left = Margin + LabelWidth + (column * (Side + Gap));
            canvas.Text(top + HeadHeight - Line, left, Text.Percent(rate), 2, DefectPalette.Text);
            Draw(canvas, rows, left, crop, Trial.Spoil(piece, inPiece, rate));
        }

        canvas.Text(top + HeadHeight - Line, TruthLeft, "truth", 2, DefectPalette.Text);
        foreach ((int row, int zoom) in rows.Zip([1, 3, Crop.Zoom]))
        {
            crop.DrawTruth(canvas, row, TruthLeft, Side / zoom, zoom);
            canvas.Text(row + Side + 6, TruthLeft, string.Create(CultureInfo.InvariantCulture, $"{Side / zoom}×{Side / zoom} sites"), 2, DefectPalette.Quiet);
        }
    }

    private void Draw(Canvas canvas, int[] rows, int left, Crop crop, Trial trial)
    {
        var best = classical.Select(name => (Name: name, Result: trial.Mend(name))).MaxBy(one => one.Result.PsnrDb);
        (Mosaic mended, double learnedDb) = trial.Mend(learned);
        foreach ((int row, Mosaic mosaic) in rows.Zip([trial.Before, best.Result.Mended, mended]))
        {
            crop.Draw(canvas, row, left, mosaic, trial.Rate <= FramedRate ? trial.Map : null);
        }

        int bad = crop.Count(trial.Map);
        canvas.Text(rows[0] + Side + 6, left, string.Create(CultureInfo.InvariantCulture, $"{bad} bad"), 2, DefectPalette.Quiet);
        canvas.Text(rows[1] + Side + 6, left, best.Name, 2, DefectPalette.Quiet, Side);
        canvas.Text(rows[1] + Side + 6 + Line, left, Decibels(best.Result.PsnrDb), 2, DefectPalette.Text);
        canvas.Text(rows[2] + Side + 6, left, Decibels(learnedDb), 2, learnedDb > best.Result.PsnrDb ? s_better : DefectPalette.Text);
    }

    private static string Decibels(double value) => string.Create(CultureInfo.InvariantCulture, $"{Math.Min(value, MendingSums.MostDb):0.0} dB");
}
