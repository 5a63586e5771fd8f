using System.Globalization;

namespace FixPix.Detection;

/// <summary>Calibrations as weight files have them: rows with semicolons between, of numbers with colons between.</summary>
internal static class CalibrationText
{
    /// <summary>The numbers of a row; NaN where a word is none.</summary>
    public static double[] NumbersOf(string row) =>
        [.. row.Split(':').Select(static word => double.TryParse(word, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) ? number : double.NaN)];
}
