using FixPix.Defects;
using FixPix.DefectStatistics;

// usage: DefectStatistics FOLDER REPORT.md
(string folder, string report) = (args[0], args[1]);
List<Panel> panels = [];
foreach (string file in Directory.EnumerateFiles(folder, "*-BadPixelMap_t1.bpm.xml").Order(StringComparer.Ordinal))
{
    string name = Path.GetFileName(file).Split('-')[0];
    DefectMap before = PanelFile.Read(file), after = PanelFile.Read(file.Replace("_t1.", "_t2.", StringComparison.Ordinal));
    panels.Add(new Panel(name, [before, after], [Shapes.Of(before), Shapes.Of(after)], Growth.Between(before, after)));
}

ClusterSizes measured = new([.. panels.SelectMany(static panel => panel.Dates).SelectMany(static shapes => shapes.Clusters)]);
File.WriteAllText(report, Report.Text(panels, measured, ClusterSizes.Injected(5000)));
Console.WriteLine($"{report}: {panels.Count} panels on two dates, {measured.Count} clusters");
