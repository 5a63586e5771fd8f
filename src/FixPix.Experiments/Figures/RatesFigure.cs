using FixPix.Experiments.Cells;
using FixPix.Experiments.Reports;
using FixPix.Simulation;
using static FixPix.Experiments.Text;

namespace FixPix.Experiments.Figures;

/// <summary>Figure 6: NMSE from 0.01 % to 85 %.</summary>
internal sealed class RatesFigure : Experiment
{
    // All of them would hide each other.
    private static readonly string[] s_charted = ["learned", "reconstructor", "classical", "median", "median-blind"];
    private static readonly string[] s_maps = [FrameCells.TrueMap, FrameCells.FoundBy(Methods.Network), FrameCells.FoundBy(Methods.Classical.Name)];

    /// <inheritdoc/>
    public override string Name => "rates";

    /// <inheritdoc/>
    public override string Title => "Figure 6: correction from 0.01 % to 85 %";

    /// <inheritdoc/>
    public override string XName => "rate";

    /// <inheritdoc/>
    public override bool TrainsMlps => true;

    /// <inheritdoc/>
    public override IEnumerable<FigureRow> Paper => PaperFigures.ByMethod;

    /// <inheritdoc/>
    public override IReadOnlyList<Cell> Cells(ExperimentSetup setup, List<string> notes)
    {
        notes.Add(setup.VitAutoencoder is { Summary: var origin } ? $"`ViT autoencoder` is {origin}" : "the vision transformer autoencoder has no weights (`--vit FILE` names some): it is left out of `rates`");

        FrameCells cells = new(Name, setup) { Menders = [Methods.Detectors[0], Methods.Classical], MlpSizes = setup.Scale.PatchSizes, Guest = setup.VitAutoencoder };
        return [.. setup.Scale.Rates.SelectMany(rate => cells.Of(new InjectionSettings { Rate = rate }, rate))];
    }

    /// <inheritdoc/>
    public override void Tell(Section section, SampleTable samples)
    {
        double[] rates = [.. samples.Rows.Select(row => row.X).Distinct().Order()];
        Dictionary<string, string> guests = PaperFigures.Counterparts.Where(pair => samples.Summaries.Contains(pair.Value)).ToDictionary();
        section.Text("Mean NMSE of the frames. The paper's MLPs are told which site is bad and nothing of its neighbours; ours, and the classical correctors, never take a value from a site that the map names. "
            + "`reconstructor` is the mask-aware reconstruction, `learned` takes it where bad sites are dense and `patch-mlp` elsewhere. MLPs by the paper's recipe stand where the data holds enough files of one camera to train them; those of single real sensors in [rates.csv](rates.csv). "
            + "Dashed: the paper's own numbers, of its photographs by a phone (S7) and a single-lens reflex camera (FiveK), beside the simulated camera of that kind. Which `ViT autoencoder` ours is stands at the end.");
        string[] charted = [.. s_charted.Where(samples.Methods(FrameCells.TrueMap).Contains).Union(PaperFigures.ByMethod.Select(row => row.Method))];
        Chart told = ChartOf("rates", "NMSE by the share of bad sites, true map", samples, [FrameCells.TrueMap, PaperFigures.Setting], charted);
        section.Chart(told with { Groups = [.. samples.Summaries, .. PaperFigures.DataSets], Guests = guests });
        section.Chart(ChartOf("rates-found", "NMSE by the share of bad sites, by the true map and by found ones", samples, s_maps, ["learned", Methods.Classical.Name]));
        foreach (string group in samples.Summaries)
        {
            section.Heading(group);
            section.Table(["method", "map", .. rates.Select(Percent)], [.. s_maps.SelectMany(map => samples.Methods(map).Where(method => rates.Any(rate => samples[group, method, map, rate] is not null)).Select(method =>
                (string[])[$"`{method}`", map, .. rates.Select(rate => Number(samples[group, method, map, rate]?.Nmse))]))]);
        }

        section.Heading("The paper");
        section.Table(["data set", "method", .. PaperFigures.Rows.Select(row => Percent(row.Rate)).Distinct()], [.. PaperFigures.ByMethod.GroupBy(row => (row.Group, row.Method)).Select(line =>
            (string[])[line.Key.Group, line.Key.Method, .. line.Select(row => Number(row.Values[Measures.Nmse]))])]);
        if (samples.Sensors.Count > 0)
        {
            section.Heading("Each sensor: NMSE of `learned` / of the best classical corrector, true map");
            section.Table(["sensor", .. rates.Select(Percent)], [.. samples.Sensors.Select(sensor => (string[])
                [sensor, .. rates.Select(rate => $"{Number(samples[sensor, "learned", FrameCells.TrueMap, rate]?.Nmse)} / {Number(Table1.Best(samples, sensor, FrameCells.TrueMap, rate).Nmse)}")])]);
        }
    }

    private static Chart ChartOf(string name, string title, SampleTable samples, IReadOnlyList<string> settings, IReadOnlyList<string> methods) =>
        new(name, title) { X = ("rate", "share of bad sites", true), Y = (Measures.Nmse, "NMSE", true), Groups = samples.Summaries, Settings = settings, Methods = methods };
}
