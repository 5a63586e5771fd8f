using FixPix.Correction;
using FixPix.Experiments.Cells;
using FixPix.Experiments.Patches;
using FixPix.Experiments.Reports;
using static FixPix.Experiments.Text;

namespace FixPix.Experiments.Figures;

/// <summary>Figure 5b: MLPs of three patch sizes, trained clean, tested with up to 10 bad neighbours.</summary>
internal sealed class PatchSizeFigure : Experiment
{
    /// <inheritdoc/>
    public override string Name => "patch-size";

    /// <inheritdoc/>
    public override string Title => "Figure 5b: the size of the patch";

    /// <inheritdoc/>
    public override string XName => "badNeighbours";

    /// <inheritdoc/>
    public override bool TrainsMlps => true;

    /// <inheritdoc/>
    public override IReadOnlyList<Cell> Cells(ExperimentSetup setup, List<string> notes)
    {
        PatchCells cells = new(Name, setup);
        return [.. cells.Patches(notes).SelectMany(data => setup.Scale.PatchSizes.SelectMany(size =>
        {
            PaperMlp mlp = setup.Mlps!.Of(data, size, 0);
            PatchMethod[] methods = [PatchMethod.Of(mlp, "trained clean"), .. Correctors.All.Select(corrector => PatchMethod.Of(corrector, isTold: true) with { Setting = Inv($"told, among {size}×{size}") })];
            return setup.Scale.TestedNeighbors.SelectMany(bad => cells.Of(data.Group, data.Test, size, bad, methods)).Prepend(mlp.Training);
        }))];
    }

    /// <inheritdoc/>
    public override void Tell(Section section, SampleTable samples)
    {
        section.Text("NMSE of the middles of patches whose bad neighbours lie anywhere in the patch, so that among 13×13 fewer of them are near. The MLPs are trained without bad neighbours and not told of them. The paper gives this figure as curves, without numbers: larger patches have a clear advantage where few neighbours are bad.");
        PatchTables.Tell(section, samples, Name, "number of bad neighbours in the test");
    }
}
