using System.Globalization;
using System.Text;

namespace FixPix.Experiments.Reports;

/// <summary>A table whose columns line up, so that it reads as well on a terminal as in Markdown.</summary>
internal static class MarkdownTable
{
    /// <summary>Writes a table: the first column to the left, numbers to the right. A column that is empty in every row is left out.</summary>
    public static string Text(IReadOnlyList<string> head, IReadOnlyList<string[]> rows)
    {
        int[] columns = [.. Enumerable.Range(0, head.Count).Where(column => rows.Any(row => row[column].Length > 0))];
        int[] widths = [.. columns.Select(column => Math.Max(3, rows.Select(row => row[column].Length).Append(head[column].Length).Max()))];
        StringBuilder text = new();
        void Line(Func<int, string> cell)
        {
            text.Append('|');
            for (int place = 0; place < columns.Length; place++)
            {
                string content = cell(place);
                text.Append(' ').Append(place == 0 ? content.PadRight(widths[place]) : content.PadLeft(widths[place])).Append(" |");
            }

            text.Append('\n');
        }

        Line(place => head[columns[place]]);
        Line(place => place == 0 ? new string('-', widths[place]) : new string('-', widths[place] - 1) + ":");
        foreach (string[] row in rows)
        {
            Line(place => row[columns[place]]);
        }

        return text.ToString();
    }

    /// <summary>A number with so many digits behind the point; nothing where it is not known.</summary>
    public static string Number(double? value, int digits) => value is double known ? known.ToString($"N{digits}", CultureInfo.InvariantCulture) : "";
}
