using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using FixPix.Experiments.Figures;

namespace FixPix.Experiments.Reports;

/// <summary>The data of an experiment, one row for each group, method, setting and step: beside the charts that are drawn from it.</summary>
internal static class FigureData
{
    /// <summary>As CSV; columns without a value are left out.</summary>
    public static string Csv(string xName, IReadOnlyList<FigureRow> rows)
    {
        string[] columns = Columns(rows);
        StringBuilder text = new();
        text.AppendJoin(',', ["group", "method", "setting", xName, .. columns]).Append('\n');
        foreach (FigureRow row in rows)
        {
            text.AppendJoin(',', [Quote(row.Group), Quote(row.Method), Quote(row.Setting), Number(row.X), .. columns.Select(column => Number(row.Values.GetValueOrDefault(column)))]).Append('\n');
        }

        return text.ToString();
    }

    /// <summary>The same as JSON.</summary>
    public static JsonArray Json(string xName, IReadOnlyList<FigureRow> rows)
    {
        string[] columns = Columns(rows);
        return [.. rows.Select(row =>
        {
            JsonObject one = new() { ["group"] = row.Group, ["method"] = row.Method, ["setting"] = row.Setting, [xName] = row.X };
            foreach (string column in columns.Where(column => row.Values.GetValueOrDefault(column) is not null))
            {
                one[column] = row.Values[column];
            }

            return (JsonNode)one;
        })];
    }

    private static string[] Columns(IReadOnlyList<FigureRow> rows) =>
        [.. Measures.All.Select(one => one.Name).Where(name => rows.Any(row => row.Values.GetValueOrDefault(name) is not (null or 0)))];

    private static string Number(double? value) => value?.ToString("R", CultureInfo.InvariantCulture) ?? "";

    /// <summary>A text as a cell of a CSV file.</summary>
    public static string Quote(string text) => text.AsSpan().IndexOfAny(',', '"') < 0 ? text : $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
