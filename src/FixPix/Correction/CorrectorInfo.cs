namespace FixPix.Correction;

/// <summary>A corrector that can be chosen by name.</summary>
/// <param name="Name">Its name, lower case with hyphens.</param>
/// <param name="Summary">What it does, one line.</param>
/// <param name="Create">Makes it.</param>
public sealed record CorrectorInfo(string Name, string Summary, Func<ICorrector> Create)
{
    /// <summary>Whether it is made of trained networks.</summary>
    public bool IsTrained { get; init; }
}
