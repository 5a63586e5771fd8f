using FixPix.Defects;
using FixPix.Detection;
using FixPix.Experiments.Cells;
using FixPix.Experiments.Frames;
using FixPix.Experiments.Reports;
using FixPix.Metrics;
using FixPix.Models;
using FixPix.Mosaics;
using FixPix.Neural.Weights;
using FixPix.Simulation;
using static FixPix.Experiments.Text;

namespace FixPix.Experiments.Figures;

/// <summary>Figure 4: several images of one fixed pattern, averaged over all windows of n images that follow each other.</summary>
internal sealed class CalibrationFigure : Experiment
{
    private const double Rate = 0.0001, Threshold = 0.5;
    private const string Mean = "mean of probabilities", LogOdds = "sum of log-odds";

    /// <inheritdoc/>
    public override string Name => "calibration";

    /// <inheritdoc/>
    public override string Title => "Figure 4: several images of one fixed pattern";

    /// <inheritdoc/>
    public override string XName => "images";

    /// <inheritdoc/>
    public override IReadOnlyList<Cell> Cells(ExperimentSetup setup, List<string> notes)
    {
        string[] single = [.. setup.Data.Groups.Where(group => !group.IsSimulated && group.Frames.Count == 1).Select(group => group.Name)];
        if (single.Length > 0)
        {
            notes.Add($"{string.Join("; ", single)}: one file; `calibration` needs several images of a sensor, so it is left out there");
        }

        return [.. setup.Data.Sequences.SelectMany(sequence => setup.Scale.Deltas.Select(delta => CellOf(setup, sequence, delta)))];
    }

    /// <inheritdoc/>
    public override void Tell(Section section, SampleTable samples)
    {
        string[] deltas = [.. samples.Rows.Select(row => row.Setting).Distinct()], methods = [.. samples.Rows.Select(row => row.Method).Distinct()];
        section.Text($"Fixed pattern, {Percent(Rate)}; counts of all windows of n images that follow each other. *{Mean}* is the paper's way with our network; *{LogOdds}* is what `unet` does; `{SequenceDetector.Name}` is the classical detector for several images. Recall of all defects. {PaperFigures.Windows}");
        Draw(section, [.. samples.Groups.Where(group => Counts(samples, group).Length > 1)], deltas, methods);
        foreach (string group in samples.Groups)
        {
            double[] counts = Counts(samples, group);
            section.Heading($"{group}: recall / precision / IoU");
            section.Table(["δ", "combined by", .. counts.Select(count => Inv($"n = {count}"))], [.. deltas.SelectMany(delta => methods.Select(method => (string[])[delta, method, .. counts.Select(count => Figures(samples[group, method, delta, count]))]))]);
        }
    }

    private void Draw(Section section, string[] groups, string[] deltas, string[] methods)
    {
        if (groups.Length == 0)
        {
            section.Text("The charts are left out: no sensor has images enough for windows of several.");
            return;
        }

        foreach ((string column, string title) in ((string, string)[])[(Measures.Recall, "recall"), (Measures.Precision, "precision"), (Measures.IoU, "IoU")])
        {
            section.Chart(new Chart($"calibration-{column}", $"{title} by the number of images") { X = (XName, "images", false), Y = (column, title, false), Groups = groups, Settings = deltas, Methods = methods, ColorsSettings = true });
        }
    }

    private static double[] Counts(SampleTable samples, string group) => [.. samples.Rows.Where(row => row.Group == group).Select(row => row.X).Distinct().Order()];

    private static string Figures(Tally? tally) => tally is null ? "–" : $"{Share(tally.Recall)} / {Share(tally.Precision)} / {Share(tally.IoU)}";

    private Cell CellOf(ExperimentSetup setup, FrameGroup sequence, double delta)
    {
        // The camera's, so that every frame has the same defects.
        InjectionSettings defects = new() { Rate = Rate, Delta = delta, FixedPattern = true, Seed = sequence.Frames[0].Seed(setup.Seed, "fixed pattern") };
        string[] madeOf = [defects.ToString(), $"middle {setup.Scale.MostSide}", $"windows of {string.Join(',', setup.Scale.FrameCounts)}", .. sequence.Frames.Select(frame => frame.Identity)];
        return new Cell(Name, Inv($"{sequence.Name}: {sequence.Frames.Count} frames, δ {delta}"), madeOf, work => Measure(sequence, defects, setup.Scale, work));
    }

    private static List<Sample> Measure(FrameGroup sequence, InjectionSettings defects, Scale scale, WorkSettings work)
    {
        WorkSettings quiet = work with { Progress = null };
        (Mosaic[] spoiled, DefectMap truth, DefectMap[] visible) = Spoil(sequence, defects, scale, quiet);
        using WeightFile weights = ShippedModels.Open(ShippedModels.Detector);
        FrameMemory memory = new();
        UNetDetector sum = new(weights) { Memory = memory }, mean = new(weights) { Memory = memory, AverageProbabilities = true };
        int[] counts = [.. scale.FrameCounts.Where(count => count <= spoiled.Length)];
        int windows = counts.Sum(count => spoiled.Length - count + 1), done = 0;
        List<Sample> samples = [];
        foreach (int count in counts)
        {
            for (int first = 0; first + count <= spoiled.Length; first++)
            {
                Mosaic[] window = spoiled[first..(first + count)];
                DefectMap seen = visible[first..(first + count)].Aggregate((one, other) => one.Union(other));
                void Add(string method, DefectMap found) => samples.Add(new Sample(sequence.Name, method, Inv($"{defects.Delta}"), count, Tally.Of(DetectionScore.Of(truth, found, seen))));
                Add(Mean, Above(mean.Probabilities(window, quiet), truth.Sensor));
                Add(LogOdds, Above(sum.Probabilities(window, quiet), truth.Sensor));
                if (count >= SequenceDetector.MinimumFrames)
                {
                    Add(SequenceDetector.Name, new SequenceDetector().Detect(window, quiet));
                }

                work.Progress?.Report(++done / (double)windows);
            }
        }

        // One for each method and number of images, so that the file of the cell stays small.
        return [.. samples.GroupBy(sample => (sample.Method, sample.X)).Select(same => same.First() with { Tally = same.Select(sample => sample.Tally).Aggregate((one, other) => one + other) })];
    }

    private static (Mosaic[] Spoiled, DefectMap Truth, DefectMap[] Visible) Spoil(FrameGroup sequence, InjectionSettings defects, Scale scale, WorkSettings work)
    {
        Mosaic[] originals = [.. sequence.Frames.Select(frame => frame.LoadMiddle(scale.MostSide, work))], spoiled = [.. originals.Select(original => original.Clone())];
        DefectMap truth = spoiled.Select((frame, index) => DefectInjector.Inject(frame, defects, index).Truth).ToArray()[0];
        return (spoiled, truth, [.. originals.Zip(spoiled, (original, bad) => VisibleDefects.Of(original, bad, truth))]);
    }

    private static DefectMap Above(float[] probabilities, SensorIdentity sensor)
    {
        int[] sites = [.. Enumerable.Range(0, probabilities.Length).Where(site => probabilities[site] > Threshold)];
        DefectKind[] kinds = [.. sites.Select(static _ => DefectKind.Deviating)];
        return DefectMap.OfSorted(sensor, sites, kinds, [.. sites.Select(site => probabilities[site])]);
    }
}
