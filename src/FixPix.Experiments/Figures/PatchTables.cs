using FixPix.Experiments.Cells;
using FixPix.Experiments.Reports;
using static FixPix.Experiments.Text;

namespace FixPix.Experiments.Figures;

/// <summary>How experiments on patches are told: a chart, and NMSE of every method by the number of bad neighbours.</summary>
internal static class PatchTables
{
    /// <summary>Writes them.</summary>
    public static void Tell(Section section, SampleTable samples, string chart, string xTitle)
    {
        double[] counts = [.. samples.Rows.Select(row => row.X).Distinct().Order()];
        (string Method, string Setting)[] lines = [.. samples.Rows.Select(row => (row.Method, row.Setting)).Distinct()];
        string[] charted = [.. lines.Select(line => line.Method).Distinct().Where(method => !Methods.IsClassicalCorrector(method) || method is "classical")];
        section.Chart(new Chart(chart, "NMSE by the number of bad neighbours")
        {
            X = ("badNeighbours", xTitle, false),
            Y = (Measures.Nmse, "NMSE", true),
            Groups = samples.Summaries,
            Settings = [.. lines.Where(line => charted.Contains(line.Method)).Select(line => line.Setting).Distinct()],
            Methods = charted,
            HasOwnScales = true,
        });
        foreach (string group in samples.Summaries)
        {
            section.Heading(group);
            section.Table(["method", "", .. counts.Select(count => Inv($"{count} bad"))], [.. lines.Select(line =>
                (string[])[$"`{line.Method}`", line.Setting, .. counts.Select(count => Number(samples[group, line.Method, line.Setting, count]?.Nmse))])]);
        }
    }
}
