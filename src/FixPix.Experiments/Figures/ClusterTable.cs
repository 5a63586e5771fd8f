using FixPix.Experiments.Cells;
using FixPix.Experiments.Reports;
using static FixPix.Experiments.Text;

namespace FixPix.Experiments.Figures;

/// <summary>Clusters and lines, as in the paper's later version.</summary>
internal sealed class ClusterTable : Experiment
{
    /// <inheritdoc/>
    public override string Name => "clusters";

    /// <inheritdoc/>
    public override string Title => "Clusters, rows and columns";

    /// <inheritdoc/>
    public override string XName => "shape";

    /// <inheritdoc/>
    public override IReadOnlyList<Cell> Cells(ExperimentSetup setup, List<string> notes)
    {
        FrameCells cells = new(Name, setup) { Menders = [Methods.Detectors[0]], Others = [.. Methods.Detectors.Skip(1)] };
        return [.. setup.Scale.Shapes.Index().SelectMany(shape => cells.Of(shape.Item.Defects, shape.Index, shape.Item.Name))];
    }

    /// <inheritdoc/>
    public override void Tell(Section section, SampleTable samples)
    {
        (string Name, double X)[] shapes = [.. samples.Rows.Select(row => (Name: row.Setting.Split(", ")[0], row.X)).Distinct().OrderBy(shape => shape.X)];
        string[] head = [.. shapes.Select(shape => shape.Name)];
        section.Text("Stuck at 0 or white, each shape in frames of its own, no single bad site beside it. The paper's later version mends a 5×5 block inside a 15×15 patch; it is not among the figures that we have. The shipped detector learned from blocks of 2×2 and 5×5 and from irregular clusters, not from blocks of 3×3.");
        string[] detectors = [.. samples.Methods($"{shapes[0].Name}, found")], correctors = [.. samples.Methods($"{shapes[0].Name}, {FrameCells.TrueMap}")];
        foreach (string group in samples.Summaries)
        {
            section.Heading($"{group}: recall / precision");
            section.Table(["detector", .. head], [.. detectors.Select(method => (string[])[$"`{method}`", .. shapes.Select(shape => samples[group, method, $"{shape.Name}, found", shape.X] is { } tally ? $"{Share(tally.Recall)} / {Share(tally.Precision)}" : "–")])]);
            section.Heading($"{group}: NMSE / PSNR in dB, true map");
            section.Table(["corrector", .. head], [.. correctors.Select(method => (string[])[$"`{method}`", .. shapes.Select(shape => Mended(samples[group, method, $"{shape.Name}, {FrameCells.TrueMap}", shape.X]))])]);
            section.Heading($"{group}: NMSE / PSNR in dB, {FrameCells.FoundBy(Methods.Network)}");
            section.Table(["corrector", .. head], [.. correctors.Select(method => (string[])[$"`{method}`", .. shapes.Select(shape => Mended(samples[group, method, $"{shape.Name}, {FrameCells.FoundBy(Methods.Network)}", shape.X]))])]);
        }
    }

    private static string Mended(Tally? tally) => tally is null ? "–" : $"{Number(tally.Nmse)} / {Decibels(tally.PsnrDb)}";
}
