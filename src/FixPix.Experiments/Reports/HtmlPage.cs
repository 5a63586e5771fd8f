using System.Net;
using System.Text;
using System.Text.RegularExpressions;

namespace FixPix.Experiments.Reports;

/// <summary>The report as one HTML page that needs no other file.</summary>
internal static partial class HtmlPage
{
    private const string Style = """
        :root { color-scheme: light dark; } body { font: 15px/1.5 system-ui, sans-serif; max-width: 1100px; margin: 2rem auto; padding: 0 1rem; }
        table { border-collapse: collapse; margin: 1rem 0; font-size: 13px; font-variant-numeric: tabular-nums; display: block; overflow-x: auto; } th, td { padding: .2rem .6rem; border-bottom: 1px solid #8884; text-align: right; }
        th:first-child, td:first-child { text-align: left; } figure { margin: 1rem 0; background: #fff; overflow-x: auto; } img { max-width: 100%; } nav a { margin-right: 1rem; } code { font-size: .92em; }
        """;

    /// <summary>The page's text.</summary>
    /// <param name="page">The report.</param>
    /// <param name="folder">Where its pictures lie.</param>
    public static string Write(ReportPage page, string folder)
    {
        StringBuilder text = new($"<!doctype html>\n<html lang=\"en\">\n<meta charset=\"utf-8\">\n<title>{Inline(page.Title)}</title>\n<style>\n{Style}\n</style>\n<h1>{Inline(page.Title)}</h1>\n<ul>\n");
        foreach ((string name, string value) in page.Facts)
        {
            text.Append($"<li>{Inline(name)}: {Inline(value)}</li>\n");
        }

        text.Append("</ul>\n<nav>").AppendJoin(' ', page.Sections.Select(section => $"<a href=\"#{section.Name}\">{Inline(section.Title)}</a>")).Append("</nav>\n");
        foreach (Section section in page.Sections)
        {
            text.Append($"<h2 id=\"{section.Name}\">{Inline(section.Title)}</h2>\n").AppendJoin("", section.Blocks.Select(block => Write(block, page, folder)));
        }

        return text.Append("</html>\n").ToString();
    }

    private static string Write(Block block, ReportPage page, string folder) => block switch
    {
        HeadingBlock heading => $"<h3>{Inline(heading.Text)}</h3>\n",
        TextBlock paragraph => $"<p>{Inline(paragraph.Text)}</p>\n",
        ListBlock list => $"<ul>\n{string.Concat(list.Lines.Select(line => $"<li>{Inline(line)}</li>\n"))}</ul>\n",
        TableBlock table => $"<table>\n{Row(table.Head, "th")}{string.Concat(table.Rows.Select(row => Row(row, "td")))}</table>\n",
        PictureBlock picture => $"<figure><img alt=\"{Inline(picture.Caption)}\" src=\"data:image/png;base64,{Convert.ToBase64String(File.ReadAllBytes(Path.Combine(folder, picture.File)))}\"></figure>\n",
        ChartBlock { Chart: var chart } when page.Svgs.TryGetValue(chart.Name, out string? svg) => $"<figure>{svg}</figure>\n",
        ChartBlock { Chart: var chart } => $"<p><em>{Inline(chart.Title)}</em>: not drawn, since the vega packages are missing.</p>\n",
        _ => throw new NotSupportedException(block.GetType().Name),
    };

    private static string Row(IEnumerable<string> cells, string tag) => $"<tr>{string.Concat(cells.Select(cell => $"<{tag}>{Inline(cell)}</{tag}>"))}</tr>\n";

    private static string Inline(string text) => Emphasis().Replace(Strong().Replace(Link().Replace(Code().Replace(WebUtility.HtmlEncode(text), "<code>$1</code>"), "<a href=\"$2\">$1</a>"), "<strong>$1</strong>"), "<em>$1</em>");

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex Code();

    [GeneratedRegex(@"\[([^\]]+)\]\(([^)]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex(@"\*\*([^*]+)\*\*")]
    private static partial Regex Strong();

    [GeneratedRegex(@"(?<![\w*])\*([^*\s][^*]*)\*")]
    private static partial Regex Emphasis();
}
