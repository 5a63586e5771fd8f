using System.Globalization;

namespace FixPix.Cli;

/// <summary>Shares as users write them: <c>0.01%</c> or <c>0.0001</c>.</summary>
internal static class Shares
{
    /// <summary>Reads a share.</summary>
    /// <param name="option">The option, for the message.</param>
    /// <param name="text">What the user wrote.</param>
    /// <exception cref="FixPixException">It is no number.</exception>
    public static double Parse(string option, string text) =>
        double.TryParse(text.TrimEnd('%', ' '), NumberStyles.Float, CultureInfo.InvariantCulture, out double value)
            ? text.EndsWith('%') ? value / 100 : value
            : throw new FixPixException($"{option} {text}: expected a share such as 0.01% or 0.0001");

    /// <summary>Reads several, with commas between them.</summary>
    /// <exception cref="FixPixException">One is no number.</exception>
    public static IReadOnlyList<double> ParseList(string option, string text) =>
        [.. text.Split(',', StringSplitOptions.TrimEntries).Select(share => Parse(option, share))];
}
