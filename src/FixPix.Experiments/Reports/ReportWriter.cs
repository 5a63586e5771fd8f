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

    /// <summary>Which frames were measured: data.csv.</summary>
    public void WriteFrames(IEnumerable<FrameGroup> groups) =>
        Write("data.csv", "group,frame,identity\n" + string.Concat(groups.SelectMany(group => group.Frames.Select(frame => $"{FigureData.Quote(group.Name)},{FigureData.Quote(Path.GetFileName(frame.Name))},{FigureData.Quote(frame.Identity)}\n"))));

    /// <summary>The pages.</summary>
    public void Write(ReportPage page) => Write(MarkdownName, MarkdownPage.Write(page));

    private void Write(string name, string text) => AtomicFile.Write(Path.Combine(folder, name), overwrite: true, stream => stream.Write(Encoding.UTF8.GetBytes(text)));
}
