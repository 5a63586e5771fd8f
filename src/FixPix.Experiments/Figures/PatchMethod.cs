using FixPix.Correction;
using FixPix.Experiments.Patches;

namespace FixPix.Experiments.Figures;

/// <summary>A method on patches.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Corrector">The corrector.</param>
/// <param name="Setting">What its samples' setting is.</param>
/// <param name="IsTold">Whether it is told which neighbours are bad.</param>
internal sealed record PatchMethod(string Name, CorrectorInfo Corrector, string Setting, bool IsTold)
{
    public const string Told = "told which neighbours are bad", NotTold = "not told";

    /// <summary>What it follows from, beside the library.</summary>
    public IReadOnlyList<string> MadeOf { get; init; } = [];

    /// <summary>One of the library's correctors.</summary>
    public static PatchMethod Of(CorrectorInfo corrector, bool isTold) => new(corrector.Name, corrector, isTold ? Told : NotTold, isTold);

    /// <summary>A network of the paper's, which is never told.</summary>
    public static PatchMethod Of(PaperMlp mlp, string setting) => new(mlp.Corrector.Name, mlp.Corrector, setting, IsTold: false) { MadeOf = mlp.MadeOf };
}
