using FixPix.Correction;
using FixPix.Experiments.Cells;
using FixPix.Experiments.Patches;
using FixPix.Experiments.Reports;
using static FixPix.Experiments.Text;

namespace FixPix.Experiments.Figures;

/// <summary>Figure 5a: MLPs trained with 0 to 4 bad neighbours, tested with 0 to 4.</summary>
internal sealed class NeighborsFigure : Experiment
{
    private const int Size = 5;

    /// <inheritdoc/>
    public override string Name => "neighbours";

    /// <inheritdoc/>
    public override string Title => "Figure 5a: trained and tested with bad neighbours";

    /// <inheritdoc/>
    public override string XName => "badNeighbours";

    /// <inheritdoc/>
    public override bool TrainsMlps => true;

    /// <inheritdoc/>
    public override IReadOnlyList<Cell> Cells(ExperimentSetup setup, List<string> notes)
    {
        PatchCells cells = new(Name, setup);
        return [.. cells.Patches(notes).SelectMany(data =>
        {
            (int Bad, PaperMlp Mlp)[] trained = [.. setup.Scale.BadNeighbors.Select(bad => (bad, setup.Mlps!.Of(data, Size, bad)))];
            PatchMethod[] methods = [.. trained.Select(one => PatchMethod.Of(one.Mlp, Inv($"trained with {one.Bad}"))), .. Correctors.All.SelectMany(corrector => (PatchMethod[])[PatchMethod.Of(corrector, isTold: false), PatchMethod.Of(corrector, isTold: true)])];
            return trained.Select(one => one.Mlp.Training).Concat(setup.Scale.BadNeighbors.SelectMany(bad => cells.Of(data.Group, data.Test, Size, bad, methods)));
        })];
    }

    /// <inheritdoc/>
    public override void Tell(Section section, SampleTable samples)
    {
        section.Text("NMSE of the middles of 5×5 patches. The paper gives this figure as curves, without numbers: one trained without bad neighbours does poorly on patches with up to 4; one trained with several has low errors at all numbers, at the price of a little where none is bad. It is not told which they are; the correctors below are measured both ways.");
        PatchTables.Tell(section, samples, Name, "number of bad neighbours in the test");
    }
}
