using System.Text.Json.Nodes;
using FixPix.Experiments.Figures;
using FixPix.Experiments.Reports;

namespace FixPix.Experiments.Tests.Reports;

public sealed class ReportPageTests : Scenes
{
    private static readonly Chart s_chart = new("rates", "NMSE by rate")
    {
        X = ("rate", "share of bad sites", true),
        Y = ("nmse", "NMSE", true),
        Groups = ["simulated", "paper, S7 ISP"],
        Settings = ["true map"],
        Methods = ["learned"],
    };

    [Fact]
    public void The_same_report_is_readable_as_Markdown_and_as_one_HTML_page()
    {
        ReportPage page = Page() with { Svgs = new Dictionary<string, string> { ["rates"] = "<svg id=\"drawn\"></svg>" } };
        string markdown = MarkdownPage.Write(page), html = HtmlPage.Write(page, Folder);
        Assert.Contains("[Figure 6: rates](#figure-6-rates)", markdown, StringComparison.Ordinal);
        Assert.Contains("![NMSE by rate](rates.svg)\n\n[rates.vl.json](rates.vl.json), data: [CSV](figure.csv), [JSON](figure.json)", markdown, StringComparison.Ordinal);
        Assert.Contains("| `learned` |", markdown, StringComparison.Ordinal);
        Assert.Contains("<code>learned</code>", html, StringComparison.Ordinal);
        Assert.Contains("a &lt; b <em>all</em>", html, StringComparison.Ordinal);
        Assert.Contains("<figure><svg id=\"drawn\"></svg></figure>", html, StringComparison.Ordinal);
        Assert.Contains("<a href=\"#figure\">", html, StringComparison.Ordinal);
    }

    [Fact]
    public void A_chart_that_was_not_drawn_is_left_out_with_a_line()
    {
        Assert.Contains("*NMSE by rate*: not drawn", MarkdownPage.Write(Page()), StringComparison.Ordinal);
        Assert.Contains("<em>NMSE by rate</em>: not drawn", HtmlPage.Write(Page(), Folder), StringComparison.Ordinal);
        Assert.Contains("npm install", Assert.Throws<FixPixException>(() => ChartRenderer.Draw(Folder, ["a.vl.json"], WorkSettings.Default)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_specification_reads_the_data_beside_it_and_vega_draws_it()
    {
        FigureRow[] rows = [Row("simulated", 0.01, 0.5), Row("simulated", 0.1, 0.25), Row("paper, S7 ISP", 0.1, 0.75), Row("paper, S7 ISP", 0.2, null)];
        string csv = FigureData.Csv("rate", rows), path = Path.Combine(Folder, "rates.vl.json");
        Assert.Equal("group,method,setting,rate,nmse\nsimulated,learned,true map,0.01,0.5\nsimulated,learned,true map,0.1,0.25\n\"paper, S7 ISP\",learned,true map,0.1,0.75\n\"paper, S7 ISP\",learned,true map,0.2,\n", csv);
        Assert.Equal("""{"group":"simulated","method":"learned","setting":"true map","rate":0.01,"nmse":0.5}""", FigureData.Json("rate", rows)[0]!.ToJsonString());
        JsonObject specification = ChartSpecification.Of(s_chart, "figure.csv"), together = ChartSpecification.Of(s_chart with { Guests = new Dictionary<string, string> { ["paper, S7 ISP"] = "simulated" } }, "figure.csv");
        Assert.Equal("figure.csv", (string?)specification["data"]!["url"]);
        File.WriteAllText(Path.Combine(Folder, "figure.csv"), csv);
        File.WriteAllText(path, specification.ToJsonString());
        string other = Path.Combine(Folder, "together.vl.json");
        File.WriteAllText(other, together.ToJsonString());
        IReadOnlyDictionary<string, string> drawn = ChartRenderer.Draw(ChartRenderer.DefaultFolder(), [path, other], WorkSettings.Default);
        string svg = drawn["rates"];
        Assert.StartsWith("<svg", svg, StringComparison.Ordinal);
        Assert.Contains("paper, S7 ISP", svg, StringComparison.Ordinal);
        Assert.DoesNotContain("paper, S7 ISP", drawn["together"], StringComparison.Ordinal);
        Assert.Contains("share of bad sites", svg, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_experiment_has_a_name_of_its_own_and_unknown_ones_are_refused()
    {
        Assert.Equal(["table1", "calibration", "neighbours", "patch-size", "interpolation", "rates", "clusters", "peers"], Catalog.All.Select(experiment => experiment.Name));
        Assert.Equal(Catalog.All, Catalog.Find("all"));
        Assert.Contains("experiment 'figure7': expected one of table1", Assert.Throws<FixPixException>(() => Catalog.Find("figure7")).Message, StringComparison.Ordinal);
    }

    private static FigureRow Row(string group, double rate, double? nmse) => new(group, "learned", "true map", rate, new Dictionary<string, double?> { ["nmse"] = nmse });

    private static ReportPage Page()
    {
        Section section = new("figure", "Figure 6: rates");
        section.Text("a < b *all*");
        section.Chart(s_chart);
        section.Table(["method", "NMSE"], [["`learned`", "0.1"]]);
        return new ReportPage("Report", [("seed", "1")], [section]);
    }
}
