namespace FixPix.Experiments.Reports;

/// <summary>The whole report before it is written in a format.</summary>
/// <param name="Title">The title.</param>
/// <param name="Facts">How it was made: command, commit, seed, machine, versions, data.</param>
/// <param name="Sections">Its parts.</param>
internal sealed record ReportPage(string Title, IReadOnlyList<(string Name, string Value)> Facts, IReadOnlyList<Section> Sections)
{
    /// <summary>Charts that were rendered: SVG by the chart's name. Others are left out with a line.</summary>
    public IReadOnlyDictionary<string, string> Svgs { get; init; } = new Dictionary<string, string>();
}
