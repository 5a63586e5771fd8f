using System.Text.Json.Nodes;

namespace FixPix.Experiments.Reports;

/// <summary>A chart as a Vega-Lite specification, which reads the CSV file beside it.</summary>
internal static class ChartSpecification
{
    /// <summary>The specification.</summary>
    /// <param name="chart">The chart.</param>
    /// <param name="data">The name of the CSV file.</param>
    public static JsonObject Of(Chart chart, string data)
    {
        (string color, string dash) = chart.ColorsSettings ? ("setting", "method") : ("method", "setting");
        IReadOnlyList<string> Domain(string field) => field == "setting" ? chart.Settings : chart.Methods;
        return new JsonObject
        {
            ["$schema"] = "https://vega.github.io/schema/vega-lite/v6.json",
            ["title"] = chart.Title,
            ["data"] = new JsonObject { ["url"] = data, ["format"] = new JsonObject { ["type"] = "csv", ["parse"] = new JsonObject { ["setting"] = "string", [chart.X.Column] = "number", [chart.Y.Column] = "number" } } },
            ["transform"] = new JsonArray(
                Filter("group", chart.Groups), Filter("method", chart.Methods), Filter("setting", chart.Settings),
                new JsonObject { ["filter"] = $"isValid(datum.{chart.Y.Column}){(chart.Y.IsLogarithmic ? $" && datum.{chart.Y.Column} > 0" : "")}" },
                new JsonObject { ["calculate"] = Panel(chart), ["as"] = "panel" }),
            ["facet"] = new JsonObject { ["field"] = "panel", ["type"] = "nominal", ["title"] = null, ["sort"] = Texts(chart.Groups.Where(group => !chart.Guests.ContainsKey(group))) },
            ["columns"] = 2,
            ["resolve"] = new JsonObject { ["scale"] = new JsonObject { ["y"] = chart.HasOwnScales ? "independent" : "shared" } },
            ["config"] = new JsonObject { ["aria"] = false, ["legend"] = new JsonObject { ["labelLimit"] = 400 } },
            ["spec"] = new JsonObject
            {
                ["width"] = 380,
                ["height"] = 280,
                ["mark"] = new JsonObject { ["type"] = "line", ["point"] = true },
                ["encoding"] = new JsonObject
                {
                    ["x"] = Across(chart),
                    ["y"] = Up(chart),
                    ["color"] = new JsonObject { ["field"] = color, ["type"] = "nominal", ["title"] = null, ["sort"] = Texts(Domain(color)), ["scale"] = new JsonObject { ["scheme"] = Domain(color).Count > 10 ? "tableau20" : "tableau10" } },
                    ["strokeDash"] = new JsonObject { ["field"] = dash, ["type"] = "nominal", ["title"] = null, ["legend"] = DashLegend(), ["sort"] = Texts(Domain(dash)) },
                },
            },
        };
    }

    private static JsonObject Filter(string field, IReadOnlyList<string> values) => new() { ["filter"] = new JsonObject { ["field"] = field, ["oneOf"] = Texts(values) } };

    // From 0.01 % to 85 %: by its size all that differs would stand in the last tenth.
    private static JsonObject Across(Chart chart) => new()
    {
        ["field"] = chart.X.Column,
        ["type"] = chart.X.IsShare ? "ordinal" : "quantitative",
        ["title"] = chart.X.Title,
        ["scale"] = chart.X.IsShare ? [] : new JsonObject { ["zero"] = false },
        ["axis"] = chart.X.IsShare ? new JsonObject { ["format"] = "~%", ["labelAngle"] = 0, ["grid"] = true } : new JsonObject { ["tickMinStep"] = 1, ["format"] = "d" },
    };

    private static JsonObject Up(Chart chart) => new()
    {
        ["field"] = chart.Y.Column,
        ["type"] = "quantitative",
        ["title"] = chart.Y.Title,
        ["scale"] = chart.Y.IsLogarithmic ? new JsonObject { ["type"] = "log" } : new JsonObject { ["zero"] = false },
        ["axis"] = chart.Y.IsLogarithmic ? new JsonObject { ["tickCount"] = 6 } : [],
    };

    private static string Panel(Chart chart) => chart.Guests.Count == 0 ? "datum.group" : $"{new JsonObject(chart.Guests.Select(guest => KeyValuePair.Create(guest.Key, (JsonNode?)guest.Value))).ToJsonString()}[datum.group] || datum.group";

    // The points on the lines would leave its symbols without a stroke.
    private static JsonObject DashLegend() => new()
    {
        ["symbolType"] = "stroke",
        ["symbolSize"] = 400,
        ["symbolStrokeWidth"] = 2,
        ["encoding"] = new JsonObject { ["symbols"] = new JsonObject { ["stroke"] = new JsonObject { ["value"] = "#555" } } },
    };

    private static JsonArray Texts(IEnumerable<string> texts) => [.. texts.Select(text => (JsonNode)text)];
}
