using System.Text.Json.Nodes;
using FixPix.Preview;

namespace FixPix.DetectorFigures;

/// <summary>Reliability diagrams: what the network says (to the right) against what is so (upwards). On the diagonal both agree.</summary>
internal static class ReliabilityPicture
{
    private const int Side = 190;
    private const int Left = 136;
    private const int Top = 64;
    private const int Gap = 26;
    private static readonly Rgb s_paper = new(24, 26, 31), s_field = new(33, 36, 43), s_grid = new(78, 84, 97), s_text = new(214, 216, 222), s_quiet = new(132, 137, 148), s_dot = new(80, 190, 225);

    /// <summary>Draws one diagram for each row of each place.</summary>
    /// <param name="places">Simulated, real: a line of diagrams each, by rate.</param>
    public static RgbPicture Draw(IReadOnlyList<(string Name, IReadOnlyList<RunRow> Rows)> places)
    {
        int columns = Math.Max(1, places.Max(place => place.Rows.Count));
        RgbPicture picture = new(Left + (columns * (Side + Gap)), Top + (places.Count * (Side + Top)));
        Canvas canvas = new(picture);
        canvas.Fill(0, 0, picture.Height, picture.Width, s_paper);
        canvas.Text(10, 16, "said (right) against so (up); larger dots: more sites", 2, s_quiet);
        for (int line = 0; line < places.Count; line++)
        {
            int top = Top + (line * (Side + Top));
            canvas.Text(top + (Side / 2), 12, places[line].Name, 2, s_text, Left - 16);
            for (int column = 0; column < places[line].Rows.Count; column++)
            {
                Draw(canvas, places[line].Rows[column], top, Left + (column * (Side + Gap)));
            }
        }

        return picture;
    }

    private static void Draw(Canvas canvas, RunRow row, int top, int left)
    {
        canvas.Text(top - 24, left, Page.Percent(row.Rate), 2, s_text);
        canvas.Fill(top, left, Side, Side, s_field);
        for (int step = 0; step < Side; step++)
        {
            canvas.Fill(top + Side - 1 - step, left + step, 1, 1, s_grid);
        }

        foreach (JsonNode? bin in row.Node["calibration"]!["bins"]!.AsArray())
        {
            long count = (long)bin!["count"]!;
            if (count > 0)
            {
                canvas.Disc(top + ((1 - (double)bin["badShare"]!) * Side), left + ((double)bin["meanProbability"]! * Side), 2 + Math.Log10(count), s_dot);
            }
        }
    }
}
