using System.Globalization;
using System.Text;
using FixPix.Experiments.Reports;

namespace FixPix.DetectorFigures;

/// <summary>A page in Markdown.</summary>
/// <param name="top">How it begins: title, origin, what is measured.</param>
internal sealed class Page(string top)
{
    private readonly StringBuilder _text = new(top);

    /// <summary>A rate for people: 0.01 %.</summary>
    public static string Percent(double share) => (100 * share).ToString("0.####", CultureInfo.InvariantCulture) + " %";

    /// <summary>A share with four digits, or a dash.</summary>
    public static string Share(double? share) => share?.ToString("0.0000", CultureInfo.InvariantCulture) ?? "–";

    /// <summary>Whether a goal is reached, in a word.</summary>
    public static string Word(bool? reached) => reached switch { true => "yes", false => "**no**", null => "" };

    /// <summary>Begins a section.</summary>
    public void Section(string title, string what) => _text.Append(CultureInfo.InvariantCulture, $"\n## {title}\n\n{what}\n");

    /// <summary>A line between tables.</summary>
    public void Line(string text) => _text.Append(CultureInfo.InvariantCulture, $"\n{text}\n");

    /// <summary>A table; nothing where it has no row.</summary>
    public void Table(string[] head, IReadOnlyList<string[]> rows)
    {
        if (rows.Count > 0)
        {
            _text.Append('\n').Append(MarkdownTable.Text(head, rows));
        }
    }

    /// <summary>The whole page.</summary>
    public override string ToString() => _text.ToString();

    /// <summary>A row's sensor; all of a place by the place's name.</summary>
    public static string Name(RunRow row, string place) => row.Sensor == Runs.AllSensors ? $"all {place}" : row.Sensor;

    /// <summary>A text whose numbers do not follow the locale.</summary>
    public static string Inv(FormattableString text) => FormattableString.Invariant(text);
}
