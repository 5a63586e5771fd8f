namespace FixPix.Experiments.Figures;

/// <summary>A row of the data that charts are drawn from.</summary>
internal sealed record FigureRow(string Group, string Method, string Setting, double X, IReadOnlyDictionary<string, double?> Values);
