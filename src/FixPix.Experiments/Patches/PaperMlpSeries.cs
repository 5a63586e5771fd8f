using FixPix.Experiments.Frames;

namespace FixPix.Experiments.Patches;

/// <summary>The networks of one patch size for all rates: each is trained with as many bad neighbours as its rate makes, as in the paper.</summary>
internal sealed record PaperMlpSeries(PaperMlps Mlps, PatchData Data, int Size)
{
    /// <summary>The network for a rate.</summary>
    public PaperMlp At(double rate) => Mlps.Of(Data, Size, (int)Math.Round(rate * ((Size * Size) - 1)));
}
