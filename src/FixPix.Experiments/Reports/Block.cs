namespace FixPix.Experiments.Reports;

/// <summary>A piece of a section.</summary>
internal abstract record Block;

/// <summary>A heading within a section.</summary>
internal sealed record HeadingBlock(string Text) : Block;

/// <summary>A paragraph.</summary>
internal sealed record TextBlock(string Text) : Block;

/// <summary>A list.</summary>
internal sealed record ListBlock(IReadOnlyList<string> Lines) : Block;

/// <summary>A table.</summary>
internal sealed record TableBlock(string[] Head, IReadOnlyList<string[]> Rows) : Block;

/// <summary>A chart.</summary>
internal sealed record ChartBlock(Chart Chart) : Block;

/// <summary>A picture.</summary>
internal sealed record PictureBlock(string File, string Caption) : Block;
