using System.Globalization;

namespace FixPix.Experiments;

/// <summary>Numbers for people; they do not follow the locale.</summary>
internal static class Text
{
    /// <summary>A share: 0.01 %.</summary>
    public static string Percent(double share) => (100 * share).ToString("0.####", CultureInfo.InvariantCulture) + " %";

    /// <summary>A number with three significant digits, or a dash.</summary>
    public static string Number(double? value) => value is not double known ? "–" : double.Parse(known.ToString("e2", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture) switch
    {
        0 => "0",
        >= 1000 or <= -1000 => known.ToString("#,##0", CultureInfo.InvariantCulture),
        >= 100 => known.ToString("0", CultureInfo.InvariantCulture),
        >= 10 => known.ToString("0.0", CultureInfo.InvariantCulture),
        >= 1 => known.ToString("0.00", CultureInfo.InvariantCulture),
        >= 0.1 => known.ToString("0.000", CultureInfo.InvariantCulture),
        >= 0.01 => known.ToString("0.0000", CultureInfo.InvariantCulture),
        >= 0.001 => known.ToString("0.00000", CultureInfo.InvariantCulture),
        _ => known.ToString("0.000000", CultureInfo.InvariantCulture),
    };

    /// <summary>A share from 0 to 1 with four digits, or a dash.</summary>
    public static string Share(double? value) => value?.ToString("0.0000", CultureInfo.InvariantCulture) ?? "–";

    /// <summary>Decibels, or a dash.</summary>
    public static string Decibels(double? value) => value?.ToString("0.0", CultureInfo.InvariantCulture) ?? "–";

    /// <summary>A text with numbers.</summary>
    public static string Inv(FormattableString text) => FormattableString.Invariant(text);
}
