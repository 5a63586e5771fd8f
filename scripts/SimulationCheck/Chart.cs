using FixPix.Mosaics;
using FixPix.Preview;

namespace FixPix.SimulationCheck;

/// <summary>One chart: a band and a median for the simulated mosaics, a line for each real sensor.</summary>
/// <param name="canvas">Where it is drawn.</param>
/// <param name="area">Its place.</param>
/// <param name="low">Value at the lower edge.</param>
/// <param name="high">Value at the upper edge.</param>
/// <param name="names">Words at the ticks.</param>
/// <param name="ticks">Values of the ticks.</param>
internal sealed class Chart(Canvas canvas, SensorArea area, double low, double high, string[] names, double[] ticks)
{
    private static readonly Rgb s_field = new(33, 36, 43), s_band = new(78, 84, 97), s_median = new(190, 195, 205), s_grid = new(52, 56, 66), s_words = new(168, 172, 182);

    private static readonly Rgb[] s_lines =
    [
        new(240, 110, 90), new(245, 170, 70), new(235, 220, 90), new(150, 215, 90), new(80, 200, 150), new(80, 190, 225),
        new(100, 140, 245), new(160, 120, 245), new(225, 110, 220), new(245, 130, 160), new(200, 160, 120),
    ];

    /// <summary>The colour of a real sensor's line.</summary>
    public static Rgb ColorOf(int sensor) => s_lines[sensor % s_lines.Length];

    /// <summary>Draws it.</summary>
    /// <param name="title">Above it.</param>
    /// <param name="comparison">What was measured.</param>
    /// <param name="curve">The values from left to right.</param>
    public void Draw(string title, Comparison comparison, Func<Measures, double[]> curve)
    {
        canvas.Fill(area.Top, area.Left, area.Height, area.Width, s_field);
        canvas.Text(area.Top - 26, area.Left, title, 2, s_words);
        int points = curve(comparison.Real[0].Measures).Length;
        double[] Quantiles(double share) => [.. Enumerable.Range(0, points).Select(index => comparison.Quantile(one => curve(one)[index], share))];
        Band(Quantiles(0.01), Quantiles(0.99));
        for (int tick = 0; tick < ticks.Length; tick++)
        {
            int row = (int)RowOf(ticks[tick]);
            canvas.Fill(row, area.Left, 1, area.Width, s_grid);
            canvas.Text(row - 7, area.Left - 8 - Canvas.TextWidth(names[tick], 1), names[tick], 1, s_words);
        }

        Line(Quantiles(0.5), s_median, 3);
        for (int sensor = 0; sensor < comparison.Real.Count; sensor++)
        {
            Line(curve(comparison.Real[sensor].Measures), ColorOf(sensor), 1);
        }
    }

    private void Band(double[] lower, double[] upper)
    {
        for (int column = 0; column < area.Width; column++)
        {
            (double from, double to) = (RowOf(At(upper, column)), RowOf(At(lower, column)));
            if (double.IsFinite(from) && double.IsFinite(to))
            {
                canvas.Fill((int)from, area.Left + column, Math.Max(1, (int)(to - from)), 1, s_band);
            }
        }
    }

    private void Line(double[] values, Rgb color, int thickness)
    {
        double before = double.NaN;
        for (int column = 0; column < area.Width; column++)
        {
            double row = RowOf(At(values, column));
            if (double.IsFinite(row))
            {
                double from = double.IsFinite(before) ? before : row;
                canvas.Fill((int)Math.Min(from, row), area.Left + column, Math.Max(1, (int)Math.Abs(row - from)) + thickness, Math.Min(2, thickness), color);
            }

            before = row;
        }
    }

    private double At(double[] values, int column)
    {
        double place = column / (double)(area.Width - 1) * (values.Length - 1);
        int index = Math.Min((int)place, values.Length - 2);
        return values[index] + ((place - index) * (values[index + 1] - values[index]));
    }

    private double RowOf(double value) => area.Top + ((high - Math.Clamp(value, low, high)) / (high - low) * (area.Height - 2));
}
