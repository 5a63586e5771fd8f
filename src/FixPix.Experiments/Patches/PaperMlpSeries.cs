using FixPix.Experiments.Frames;

namespace FixPix.Experiments.Patches;

/// <summary>The networks of one patch size for all rates: each is trained with as many bad neighbours as its rate makes, as in the paper.</summary>
internal sealed record PaperMlpSeries(PaperMlps Mlps, PatchData Data, int Size)
{
    /// <summary>Those of a group; none without libtorch, or where too few of its files can be learned from.</summary>
    public static PaperMlpSeries? Of(ExperimentSetup setup, FrameGroup group, int size) =>
        setup.Mlps is PaperMlps mlps && setup.Data.Patches.FirstOrDefault(patches => patches.Group == group.Name) is PatchData data ? new PaperMlpSeries(mlps, data, size) : null;

    /// <summary>The network for a rate.</summary>
    public PaperMlp At(double rate) => Mlps.Of(Data, Size, (int)Math.Round(rate * ((Size * Size) - 1)));
}
