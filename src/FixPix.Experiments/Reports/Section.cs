namespace FixPix.Experiments.Reports;

/// <summary>A part of the report: blocks in order, which every page format writes in its own way. Texts may hold `code`, *emphasis* and **strong** words.</summary>
/// <param name="name">The experiment.</param>
/// <param name="title">Its heading.</param>
internal sealed class Section(string name, string title)
{
    private readonly List<Block> _blocks = [];

    /// <summary>The experiment; the anchor of the section.</summary>
    public string Name => name;

    /// <summary>The heading.</summary>
    public string Title => title;

    /// <summary>What it holds.</summary>
    public IReadOnlyList<Block> Blocks => _blocks;

    /// <summary>A heading within the section.</summary>
    public void Heading(string text) => _blocks.Add(new HeadingBlock(text));

    /// <summary>A paragraph.</summary>
    public void Text(string text) => _blocks.Add(new TextBlock(text));

    /// <summary>A list of lines; nothing where there is none.</summary>
    public void List(IReadOnlyList<string> lines)
    {
        if (lines.Count > 0)
        {
            _blocks.Add(new ListBlock(lines));
        }
    }

    /// <summary>A table; nothing where it has no row.</summary>
    public void Table(string[] head, IReadOnlyList<string[]> rows)
    {
        if (rows.Count > 0)
        {
            _blocks.Add(new TableBlock(head, rows));
        }
    }

    /// <summary>A chart of the experiment's data.</summary>
    public void Chart(Chart chart) => _blocks.Add(new ChartBlock(chart));

    /// <summary>A picture that lies in the report's folder.</summary>
    public void Picture(string file, string caption) => _blocks.Add(new PictureBlock(file, caption));
}
