namespace FixPix.Experiments.Reports;

/// <summary>Lines of a measure over what the experiment varies, a panel for each group.</summary>
/// <param name="Name">What its files are called.</param>
/// <param name="Title">Its title.</param>
internal sealed record Chart(string Name, string Title)
{
    /// <summary>The column across, its axis title, and whether it holds shares, which stand side by side at equal distances.</summary>
    public required (string Column, string Title, bool IsShare) X { get; init; }

    /// <summary>The column up, its axis title, and whether the axis is logarithmic.</summary>
    public required (string Column, string Title, bool IsLogarithmic) Y { get; init; }

    /// <summary>Which groups get a panel.</summary>
    public required IReadOnlyList<string> Groups { get; init; }

    /// <summary>Which settings are drawn, each in its own dashes.</summary>
    public required IReadOnlyList<string> Settings { get; init; }

    /// <summary>Which methods are drawn, each in its own colour.</summary>
    public required IReadOnlyList<string> Methods { get; init; }

    /// <summary>Groups that are drawn in the panel of another one.</summary>
    public IReadOnlyDictionary<string, string> Guests { get; init; } = new Dictionary<string, string>();

    /// <summary>Whether each panel has its own scale up.</summary>
    public bool HasOwnScales { get; init; }

    /// <summary>Whether colours tell settings and dashes methods.</summary>
    public bool ColorsSettings { get; init; }
}
