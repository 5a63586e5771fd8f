using FixPix.Correction;
using FixPix.Detection;
using FixPix.Evaluation;
using FixPix.Experiments.Cells;
using FixPix.Experiments.Frames;
using FixPix.Experiments.Patches;
using FixPix.Simulation;

namespace FixPix.Experiments.Figures;

/// <summary>Cells that put defects into whole frames, find and mend them: those of <see cref="Evaluator"/>.</summary>
/// <param name="Experiment">The experiment's name.</param>
/// <param name="Setup">Data, scale and seed.</param>
internal sealed record FrameCells(string Experiment, ExperimentSetup Setup)
{
    /// <summary>Samples of correctors that were told the truth.</summary>
    public const string TrueMap = "true map";

    /// <summary>At these rates and below a frame is measured several times.</summary>
    private const double FewDefects = 0.001;

    /// <summary>Detectors whose maps are mended by.</summary>
    public required IReadOnlyList<DetectorInfo> Menders { get; init; }

    /// <summary>Detectors that are scored alone.</summary>
    public IReadOnlyList<DetectorInfo> Others { get; init; } = [];

    /// <summary>Patch sizes of the paper's MLPs that mend beside the library's correctors, where they can be trained.</summary>
    public IReadOnlyList<int> MlpSizes { get; init; } = [];

    /// <summary>A corrector of the user's that mends too, if there is one; its summary says what it is made of.</summary>
    public CorrectorInfo? Guest { get; init; }

    /// <summary>Samples of correctors that mend by a detector's map.</summary>
    public static string FoundBy(string detector) => $"found by {detector}";

    /// <summary>A cell for each frame and repeat, behind those that train what mends them.</summary>
    /// <param name="defects">What is put in; the seed is the frame's own.</param>
    /// <param name="x">What the experiment varies.</param>
    /// <param name="setting">What stands before the settings of the samples; null for nothing.</param>
    public IEnumerable<Cell> Of(InjectionSettings defects, double x, string? setting = null)
    {
        int repeats = defects.Rate is > 0 and <= FewDefects ? Setup.Scale.Repeats : 1;
        foreach (FrameGroup group in Setup.Data.Groups)
        {
            PaperMlp[] mlps = [.. MlpSizes.Select(size => PaperMlpSeries.Of(Setup, group, size)?.At(defects.Rate)).OfType<PaperMlp>()];
            foreach (PaperMlp mlp in mlps)
            {
                yield return mlp.Training;
            }

            CorrectorInfo[] correctors = [.. Methods.Correctors, .. mlps.Select(mlp => mlp.Corrector), .. Guest is null ? [] : (CorrectorInfo[])[Guest]];
            string[] menders = [.. Menders.Select(one => one.Name)], others = [.. Others.Select(one => one.Name)];
            foreach (Frame frame in Setup.Data.Unseen(group, Setup.Scale.FramesOfSensor))
            {
                for (int repeat = 0; repeat < repeats; repeat++)
                {
                    InjectionSettings own = defects with { Seed = frame.Seed(Setup.Seed, $"defects {repeat}") };
                    string[] madeOf =
                    [
                        frame.Identity, $"middle {Setup.Scale.MostSide}", own.ToString(), $"{setting} {x:R}", $"menders {string.Join(',', menders)}", $"others {string.Join(',', others)}",
                        $"correctors {string.Join(',', correctors.Select(one => one.Name))}", .. mlps.SelectMany(mlp => mlp.MadeOf), .. Guest is null ? [] : (string[])[Guest.Summary],
                    ];
                    yield return new Cell(Experiment, $"{group.Name}: {Path.GetFileName(frame.Name)}, {setting ?? Text.Percent(x)}", madeOf, work => Measure(group, frame, own, correctors, x, setting, work));
                }
            }
        }
    }

    private List<Sample> Measure(FrameGroup group, Frame frame, InjectionSettings defects, IReadOnlyList<CorrectorInfo> mending, double x, string? setting, WorkSettings work)
    {
        FrameSet set = new(frame.Name, group.Name, quiet => [frame.LoadMiddle(Setup.Scale.MostSide, quiet)]);
        List<Sample> samples = [];
        foreach ((IReadOnlyList<DetectorInfo> detectors, IReadOnlyList<CorrectorInfo> correctors) in ((IReadOnlyList<DetectorInfo>, IReadOnlyList<CorrectorInfo>)[])[(Menders, mending), (Others, [])])
        {
            EvaluationSettings settings = new() { Rates = [defects.Rate], Deltas = [defects.Delta], Defects = defects, Calibration = false };
            Evaluator evaluator = new(detectors, correctors, settings, TimeProvider.System);
            evaluator.Measure(set, work);
            work.Cancellation.ThrowIfCancellationRequested();
            if (evaluator.Failures.Count > 0)
            {
                throw new FixPixException(evaluator.Failures[0]);
            }

            foreach ((int index, Measurement one) in evaluator.Measurements.Index())
            {
                samples.AddRange(Samples(one, group.Name, x, setting, withTrueMap: index == 0));
            }
        }

        return samples;
    }

    // What the true map gives is the same behind every detector.
    private static IEnumerable<Sample> Samples(Measurement one, string group, double x, string? setting, bool withTrueMap)
    {
        string Whole(string map) => setting is null ? map : $"{setting}, {map}";
        if (one.Detector != Evaluator.TrueMap.Name)
        {
            yield return new Sample(group, one.Detector, Whole("found"), x, Tally.Of(one.Tally.Detection));
        }

        foreach (MendingTally mending in one.Tally.Mending)
        {
            if (withTrueMap)
            {
                yield return new Sample(group, mending.Corrector, Whole(TrueMap), x, Tally.Of(mending, mending.TrueMap) with { Altered = 0 });
            }

            if (one.Detector != Evaluator.TrueMap.Name)
            {
                yield return new Sample(group, mending.Corrector, Whole(FoundBy(one.Detector)), x, Tally.Of(mending, mending.Found));
            }
        }
    }
}
