using System.Text;

namespace FixPix.Experiments.Reports;

/// <summary>The report as one Markdown page for a code host.</summary>
internal static class MarkdownPage
{
    /// <summary>The page's text.</summary>
    public static string Write(ReportPage page)
    {
        StringBuilder text = new($"# {page.Title}\n\n");
        foreach ((string name, string value) in page.Facts)
        {
            text.Append($"- {name}: {value}\n");
        }

        text.Append('\n').AppendJoin(" · ", page.Sections.Select(section => $"[{section.Title}](#{Anchor(section.Title)})")).Append('\n');
        foreach (Section section in page.Sections)
        {
            text.Append($"\n## {section.Title}\n");
            foreach (Block block in section.Blocks)
            {
                text.Append('\n').Append(Write(section, block, page));
            }
        }

        return text.ToString();
    }

    private static string Write(Section section, Block block, ReportPage page) => block switch
    {
        HeadingBlock heading => $"### {heading.Text}\n",
        TextBlock paragraph => $"{paragraph.Text}\n",
        ListBlock list => string.Concat(list.Lines.Select(line => $"- {line}\n")),
        TableBlock table => MarkdownTable.Text(table.Head, table.Rows),
        PictureBlock picture => $"![{picture.Caption}]({picture.File})\n",
        ChartBlock { Chart: var chart } when page.Svgs.ContainsKey(chart.Name) => $"![{chart.Title}]({chart.Name}.svg)\n\n{Sources(section, chart)}",
        ChartBlock { Chart: var chart } => $"*{chart.Title}*: not drawn, since the vega packages are missing.\n\n{Sources(section, chart)}",
        _ => throw new NotSupportedException(block.GetType().Name),
    };

    private static string Sources(Section section, Chart chart) => $"[{chart.Name}.vl.json]({chart.Name}.vl.json), data: [CSV]({section.Name}.csv), [JSON]({section.Name}.json)\n";

    // As code hosts make anchors of headings.
    private static string Anchor(string title) => string.Concat(title.ToLowerInvariant().Where(letter => char.IsLetterOrDigit(letter) || letter is ' ' or '-')).Replace(' ', '-');
}
