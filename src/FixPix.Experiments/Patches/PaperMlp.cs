using FixPix.Correction;
using FixPix.Experiments.Cells;

namespace FixPix.Experiments.Patches;

/// <summary>A patch MLP by the paper's recipe.</summary>
/// <param name="Corrector">Mends with it.</param>
/// <param name="Training">The cell that trains it.</param>
/// <param name="MadeOf">What its weights follow from.</param>
internal sealed record PaperMlp(CorrectorInfo Corrector, Cell Training, IReadOnlyList<string> MadeOf);
