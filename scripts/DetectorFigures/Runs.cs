using System.Text.Json.Nodes;

namespace FixPix.DetectorFigures;

/// <summary>The runs of <c>fixpix evaluate</c> that a script has made.</summary>
/// <param name="folder">Where their reports lie.</param>
/// <param name="network">The network's name in them.</param>
internal sealed class Runs(string folder, string network)
{
    /// <summary>Stands for all sensors of a run added up.</summary>
    public const string AllSensors = "all";

    private readonly Dictionary<string, JsonNode> _reports = [];

    public string Network => network;

    /// <summary>Simulated cameras or real sensors: how the runs' names begin.</summary>
    public static IReadOnlyList<string> Places { get; } = ["simulated", "real"];

    /// <summary>A whole report.</summary>
    public JsonNode Report(string name)
    {
        if (!_reports.TryGetValue(name, out JsonNode? report))
        {
            _reports[name] = report = JsonNode.Parse(File.ReadAllText(Path.Combine(folder, $"{name}.json")))!;
        }

        return report;
    }

    /// <summary>All rows of a run.</summary>
    public IReadOnlyList<RunRow> Rows(string name) => [.. Report(name)["rows"]!.AsArray().Select(row => new RunRow(row!))];

    /// <summary>The rows of the network alone.</summary>
    public IReadOnlyList<RunRow> NetworkRows(string name) => [.. Rows(name).Where(row => row.Detector == network)];

    /// <summary>The sites that were marked on clean frames, as the run listed them.</summary>
    public IReadOnlyList<MarkedSite> Marked(string name) =>
        [.. File.ReadLines(Path.Combine(folder, $"{name}.csv")).Skip(1).Select(MarkedSite.Parse).Where(site => site.Detector == network)];

    /// <summary>What could not be measured in any of the runs.</summary>
    public IReadOnlyList<string> Failures =>
        [.. Directory.EnumerateFiles(folder, "*.json").Order(StringComparer.Ordinal).SelectMany(path => Report(Path.GetFileNameWithoutExtension(path))["failures"]!.AsArray().Select(line => (string)line!)).Distinct()];
}
