using System.Text.Json;

namespace FixPix.Experiments.Reports;

/// <summary>Draws charts with the vega packages of npm, which node runs.</summary>
internal static class ChartRenderer
{
    private const string Script = "render.mjs", Install = "npm install --prefix scripts/vega --ignore-scripts";

    /// <summary>The folder with the script and its packages that lies beside the sources, above this program or the current folder; null without.</summary>
    public static string? DefaultFolder() => ((string[])[Directory.GetCurrentDirectory(), AppContext.BaseDirectory]).SelectMany(Above)
        .Select(folder => Path.Combine(folder, "scripts", "vega")).FirstOrDefault(folder => File.Exists(Path.Combine(folder, Script)));

    /// <summary>Draws charts.</summary>
    /// <param name="folder">The folder with the script and its packages, or null.</param>
    /// <param name="specifications">Their files.</param>
    /// <param name="work">Stops it.</param>
    /// <returns>SVG by the chart's name.</returns>
    /// <exception cref="FixPixException">Node or the packages are missing, or a chart cannot be drawn.</exception>
    public static IReadOnlyDictionary<string, string> Draw(string? folder, IReadOnlyList<string> specifications, WorkSettings work)
    {
        ExternalProgram node = ExternalProgram.Find("node") ?? throw new FixPixException("charts are not drawn as SVG: node is not installed");
        if (folder is null || !Directory.Exists(Path.Combine(folder, "node_modules", "vega-lite")))
        {
            throw new FixPixException($"charts are not drawn as SVG: the vega packages are missing; {Install}");
        }

        (int code, string output, string errors) = node.Run([Path.Combine(folder, Script), .. specifications], work);
        return code == 0 && JsonSerializer.Deserialize<Dictionary<string, string>>(output) is { } drawn
            ? drawn
            : throw new FixPixException($"charts are not drawn as SVG: {errors.Split('\n').FirstOrDefault(line => line.Contains("rror", StringComparison.Ordinal)) ?? errors.Split('\n')[0]}");
    }

    private static IEnumerable<string> Above(string folder)
    {
        for (DirectoryInfo? at = new(folder); at is not null; at = at.Parent)
        {
            yield return at.FullName;
        }
    }
}
