using System.Text;
using System.Text.Json;
using FixPix.Experiments.Cells;
using FixPix.Experiments.Figures;
using FixPix.Experiments.Frames;

namespace FixPix.Experiments.Reports;

/// <summary>Writes a report into a folder; each file appears whole or not at all.</summary>
/// <param name="folder">The folder, which is there.</param>
internal sealed class ReportWriter(string folder)
{
    /// <summary>The page for a code host.</summary>
    public const string MarkdownName = "README.md";

    private const string HtmlName = "index.html";

    private static readonly JsonSerializerOptions s_indented = new() { WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The section of an experiment, with its data beside it.</summary>
    public Section Tell(Experiment experiment, IReadOnlyList<Sample> samples)
    {
        Section section = new(experiment.Name, experiment.Title);
        if (samples.Count == 0)
        {
            section.Text("Left out: nothing could be measured; the notes say why.");
            return section;
        }

        SampleTable table = new(samples);
        experiment.Tell(section, table);
        FigureRow[] rows = [.. table.Rows.Select(Measures.RowOf), .. experiment.Paper];
        Write($"{experiment.Name}.csv", FigureData.Csv(experiment.XName, rows));
        Write($"{experiment.Name}.json", FigureData.Json(experiment.XName, rows).ToJsonString(s_indented) + "\n");
        return section;
    }

    /// <summary>The specifications of all charts, and their drawings where the vega packages are there.</summary>
    /// <returns>SVG by the chart's name.</returns>
    public IReadOnlyDictionary<string, string> DrawCharts(IEnumerable<Section> sections, string? vega, List<string> remarks, WorkSettings work)
    {
        List<string> specifications = [];
        foreach ((Section section, Chart chart) in sections.SelectMany(section => section.Blocks.OfType<ChartBlock>().Select(block => (section, block.Chart))))
        {
            string name = $"{chart.Name}.vl.json";
            Write(name, ChartSpecification.Of(chart, $"{section.Name}.csv").ToJsonString(s_indented) + "\n");
            specifications.Add(Path.Combine(folder, name));
        }

        try
        {
            IReadOnlyDictionary<string, string> svgs = specifications.Count == 0 ? new Dictionary<string, string>() : ChartRenderer.Draw(vega, specifications, work);
            foreach ((string name, string svg) in svgs)
            {
                Write($"{name}.svg", svg + "\n");
            }

            return svgs;
        }
        catch (FixPixException failure)
        {
            remarks.Add(failure.Message);
            return new Dictionary<string, string>();
        }
    }

    /// <summary>Which frames were measured: data.csv.</summary>
    public void WriteFrames(IEnumerable<FrameGroup> groups) =>
        Write("data.csv", "group,frame,identity\n" + string.Concat(groups.SelectMany(group => group.Frames.Select(frame => $"{FigureData.Quote(group.Name)},{FigureData.Quote(Path.GetFileName(frame.Name))},{FigureData.Quote(frame.Identity)}\n"))));

    /// <summary>The pages.</summary>
    public void Write(ReportPage page)
    {
        Write(MarkdownName, MarkdownPage.Write(page));
        Write(HtmlName, HtmlPage.Write(page, folder));
    }

    private void Write(string name, string text) => AtomicFile.Write(Path.Combine(folder, name), overwrite: true, stream => stream.Write(Encoding.UTF8.GetBytes(text)));
}
