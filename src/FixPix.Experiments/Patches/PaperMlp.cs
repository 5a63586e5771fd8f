using FixPix.Correction;
using FixPix.Experiments.Cells;
using FixPix.Experiments.Frames;

namespace FixPix.Experiments.Patches;

/// <summary>A patch MLP by the paper's recipe.</summary>
/// <param name="Corrector">Mends with it.</param>
/// <param name="Training">The cell that trains it.</param>
/// <param name="MadeOf">What its weights follow from.</param>
internal sealed record PaperMlp(CorrectorInfo Corrector, Cell Training, IReadOnlyList<string> MadeOf);

/// <summary>The networks of one patch size for all rates: each is trained with as many bad neighbours as its rate makes, as in the paper.</summary>
internal sealed record PaperMlpSeries(PaperMlps Mlps, PatchData Data, int Size)
{
    /// <summary>The network for a rate.</summary>
    public PaperMlp At(double rate) => Mlps.Of(Data, Size, (int)Math.Round(rate * ((Size * Size) - 1)));
}
