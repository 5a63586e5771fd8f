using System.Globalization;
using System.Text;
using FixPix.Mosaics;

namespace FixPix.DefectStatistics;

/// <summary>docs/results/defect-statistics.md.</summary>
internal static class Report
{
    public static string Text(IReadOnlyList<Panel> panels, ClusterSizes measured, ClusterSizes injected)
    {
        StringBuilder text = new();
        text.AppendLine("# How real defects lie, line up and grow").AppendLine()
            .AppendLine("Made by `scripts/defect-statistics.sh` from the bad-pixel lists of three X-ray panels on two dates each.").AppendLine()
            .AppendLine("Defects that touch (8 neighbours) belong together. At least 16 sites long and 4 times as long as wide: a row or a column, whole or in part, with what touches it; else a cluster.").AppendLine();
        Rates(text, panels);
        Clusters(text, measured, injected);
        Lines(text, panels);
        Grow(text, panels);
        return text.ToString().ReplaceLineEndings("\n");
    }

    private static void Rates(StringBuilder text, IReadOnlyList<Panel> panels)
    {
        text.AppendLine("## Rate, and what the bad sites belong to").AppendLine()
            .AppendLine("| panel | date | size | bad sites | rate | single | in clusters | in rows | in columns |")
            .AppendLine("| --- | --: | --: | --: | --: | --: | --: | --: | --: |");
        foreach (Panel panel in panels)
        {
            for (int date = 0; date < panel.Maps.Length; date++)
            {
                (Defects.DefectMap map, Shapes shapes) = (panel.Maps[date], panel.Dates[date]);
                string Share(double sites) => Percent(sites / map.Count);
                text.AppendLine(CultureInfo.InvariantCulture, $"| {panel.Name} | {date + 1} | {map.Sensor.Width}×{map.Sensor.Height} | {map.Count} | {100 * map.Rate:0.000} % | {Share(shapes.Singles)} | {Share(Sites(shapes.Clusters))} | {Share(Sites(shapes.Rows))} | {Share(Sites(shapes.Columns))} |");
            }
        }

        text.AppendLine().AppendLine("By their names the first two are readouts of one panel; both are counted.").AppendLine();
    }

    private static void Clusters(StringBuilder text, ClusterSizes measured, ClusterSizes injected)
    {
        IEnumerable<string> names = ClusterSizes.Classes.Select(static (least, place) => place + 1 == ClusterSizes.Classes.Count
            ? $"{least} and more"
            : ClusterSizes.Classes[place + 1] is int end && end == least + 1 ? $"{least}" : $"{least} to {ClusterSizes.Classes[place + 1] - 1}");
        text.AppendLine("## Clusters").AppendLine()
            .AppendLine("All panels and dates together, beside what `fixpix inject --clusters` draws, by the same code: clusters of 2 to 32 sites that grow site by site, each beside one that is there.").AppendLine()
            .AppendLine(CultureInfo.InvariantCulture, $"| sites | clusters | {string.Join(" | ", names)} |")
            .AppendLine(CultureInfo.InvariantCulture, $"| --- | --: | {string.Join(" | ", ClusterSizes.Classes.Select(static _ => "--:"))} |");
        foreach ((string name, ClusterSizes sizes) in ((string, ClusterSizes)[])[("panels", measured), ("injected", injected)])
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"| {name} | {sizes.Count} | {string.Join(" | ", Enumerable.Range(0, ClusterSizes.Classes.Count).Select(place => Percent(sizes.Share(place))))} |");
        }

        text.AppendLine().AppendLine("P(size ≥ n) = (n / 2)^−k fits best with the k below. Shapes: how clusters of two lie, and how much of its rectangle a cluster of 5 and more sites takes up.").AppendLine()
            .AppendLine("| | k | in one row | in one column | at a corner | of the rectangle |").AppendLine("| --- | --: | --: | --: | --: | --: |");
        foreach ((string name, ClusterSizes sizes) in ((string, ClusterSizes)[])[("panels", measured), ("injected", injected)])
        {
            (double across, double down, double corner) = sizes.Pairs();
            text.AppendLine(CultureInfo.InvariantCulture, $"| {name} | {sizes.Exponent():0.00} | {Percent(across)} | {Percent(down)} | {Percent(corner)} | {Percent(sizes.Fill())} |");
        }

        text.AppendLine();
    }

    private static void Lines(StringBuilder text, IReadOnlyList<Panel> panels)
    {
        text.AppendLine("## Rows and columns").AppendLine()
            .AppendLine("| panel | date | rows | columns | lengths of columns, as shares of the height |").AppendLine("| --- | --: | --: | --: | --- |");
        foreach (Panel panel in panels)
        {
            for (int date = 0; date < panel.Dates.Length; date++)
            {
                int height = panel.Maps[date].Sensor.Height;
                IEnumerable<double> lengths = panel.Dates[date].Columns
                    .Select(column => (column.Max(static site => site.Row) - column.Min(static site => site.Row) + 1) / (double)height).OrderDescending();
                text.AppendLine(CultureInfo.InvariantCulture, $"| {panel.Name} | {date + 1} | {panel.Dates[date].Rows.Count} | {panel.Dates[date].Columns.Count} | {string.Join(", ", lengths.Select(static length => length.ToString("0.00", CultureInfo.InvariantCulture)))} |");
            }
        }

        text.AppendLine().AppendLine("The injector's partial columns are 1/16 to 1/2 of the height long.").AppendLine();
    }

    private static void Grow(StringBuilder text, IReadOnlyList<Panel> panels)
    {
        text.AppendLine("## From the first date to the second").AppendLine()
            .AppendLine("| panel | bad on both | no longer | new | new that touch an old one | by chance |").AppendLine("| --- | --: | --: | --: | --: | --: |");
        foreach (Panel panel in panels)
        {
            Growth growth = panel.Growth;
            text.AppendLine(CultureInfo.InvariantCulture, $"| {panel.Name} | {growth.Kept} | {growth.Lost} | {growth.New} | {growth.Touching} | {growth.TouchingByChance:0.0} |");
        }
    }

    private static int Sites(IEnumerable<Site[]> shapes) => shapes.Sum(static shape => shape.Length);

    private static string Percent(double share) => (100 * share).ToString("0.0", CultureInfo.InvariantCulture) + " %";
}
