using FixPix.Experiments.Cells;
using FixPix.Experiments.Frames;
using FixPix.Experiments.Patches;
using FixPix.Experiments.Reports;
using static FixPix.Experiments.Text;

namespace FixPix.Experiments.Figures;

/// <summary>The MLP against interpolation: patches of 5×5 without and with 5 bad neighbours.</summary>
internal sealed class InterpolationTable : Experiment
{
    private const int Size = 5, Bad = 5;

    /// <inheritdoc/>
    public override string Name => "interpolation";

    /// <inheritdoc/>
    public override string Title => "The MLP against interpolation";

    /// <inheritdoc/>
    public override string XName => "badNeighbours";

    /// <inheritdoc/>
    public override bool TrainsMlps => true;

    /// <inheritdoc/>
    public override IEnumerable<FigureRow> Paper =>
    [
        .. PaperFigures.NmseOfCleanPatches.Select(one => new FigureRow("paper, S7 ISP", one.Key, PatchMethod.NotTold, 0, new Dictionary<string, double?> { [Measures.Nmse] = one.Value })),
        .. PaperFigures.PsnrDbOfBadPatches.Select(one => new FigureRow("paper, S7 ISP", one.Key, PatchMethod.NotTold, Bad, new Dictionary<string, double?> { [Measures.Psnr] = one.Value })),
    ];

    /// <inheritdoc/>
    public override IReadOnlyList<Cell> Cells(ExperimentSetup setup, List<string> notes)
    {
        PatchCells cells = new(Name, setup);
        List<Cell> all = [];
        foreach (FrameGroup group in setup.Data.Groups)
        {
            PatchData? data = setup.Data.Patches.FirstOrDefault(patches => patches.Group == group.Name);
            foreach (int bad in (int[])[0, Bad])
            {
                PaperMlp? mlp = data is null ? null : setup.Mlps?.Of(data, Size, bad);
                PatchMethod[] methods = [.. mlp is null ? [] : (PatchMethod[])[PatchMethod.Of(mlp, PatchMethod.NotTold)], .. Methods.AllCorrectors.SelectMany(corrector => (PatchMethod[])[PatchMethod.Of(corrector, isTold: false), PatchMethod.Of(corrector, isTold: true)])];
                all.AddRange(mlp is null ? [] : [mlp.Training]);
                all.AddRange(cells.Of(group.Name, setup.Data.Unseen(group, setup.Scale.FramesOfSensor), Size, bad, methods));
            }
        }

        return all;
    }

    /// <inheritdoc/>
    public override void Tell(Section section, SampleTable samples)
    {
        section.Text(Inv($"Patches of {Size}×{Size}, one bad site in the middle; {Bad} of its 24 neighbours bad too, or none. The paper's MLP is trained with as many, and *not told* which neighbours are bad; ")
            + "correctors of this library are, as their map names all bad sites: both ways are here. `mean-blind` and `median-blind` are the paper's linear and median, which take all 24 neighbours whatever their colour; `mean` and `median` take those of the same colour. "
            + "The paper's PSNR of all but its MLP are those that Schöberl et al. report of other images. `adaptive` is adaptive defect correction, `opposite-pairs` opposite pairs weighted by their gradient, `dng-directional` the DNG SDK's, `frequency-selective` sparsity-based.");
        string[] methods = [.. samples.Rows.Select(row => row.Method).Distinct()];
        foreach (string group in samples.Summaries)
        {
            section.Heading(group);
            section.Table(["method", "NMSE, none bad", "the paper's", Inv($"PSNR, dB, {Bad} bad, not told"), "told", "the paper's"], [.. methods.Where(method => samples[group, method, PatchMethod.NotTold, 0] is not null).Select(method => (string[])
            [
                $"`{method}`", Number(samples[group, method, PatchMethod.NotTold, 0]?.Nmse), PaperFigures.NmseOfCleanPatches.TryGetValue(method, out double nmse) ? Number(nmse) : "",
                Decibels(samples[group, method, PatchMethod.NotTold, Bad]?.PsnrDb), Decibels(samples[group, method, PatchMethod.Told, Bad]?.PsnrDb),
                PaperFigures.PsnrDbOfBadPatches.TryGetValue(method, out double psnr) ? Decibels(psnr) : "",
            ])]);
        }
    }
}
