using System.Globalization;
using System.Text;

namespace FixPix.ClassicalStudy;

/// <summary>Writes Markdown tables and the numbers in them.</summary>
internal static class Table
{
    public static void Head(StringBuilder text, params IEnumerable<string> columns)
    {
        string[] names = [.. columns];
        Row(text, names);
        Row(text, names.Select((_, index) => index == 0 ? "---" : "--:"));
    }

    public static void Row(StringBuilder text, params IEnumerable<string> cells) => text.Append("| ").AppendJoin(" | ", cells).Append(" |\n");

    public static string Share(double? value) => value is { } known && double.IsFinite(known) ? known.ToString("0.000", CultureInfo.InvariantCulture) : "–";

    public static string Percent(double value) => string.Create(CultureInfo.InvariantCulture, $"{100 * value:0.##} %");

    public static string Number(double value) => Math.Abs(value) switch
    {
        _ when !double.IsFinite(value) => "–",
        >= 100 => value.ToString("#,##0", CultureInfo.InvariantCulture),
        >= 10 => value.ToString("0.0", CultureInfo.InvariantCulture),
        >= 1 => value.ToString("0.00", CultureInfo.InvariantCulture),
        >= 0.1 => value.ToString("0.000", CultureInfo.InvariantCulture),
        _ => value.ToString("0.#####", CultureInfo.InvariantCulture),
    };

    public static string Count(long value) => value.ToString("#,##0", CultureInfo.InvariantCulture);

    public static string Decibel(double value) => double.IsFinite(value) ? value.ToString("0.0", CultureInfo.InvariantCulture) : "–";

    public static double Median(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return sorted.Length == 0 ? double.NaN : (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }
}
