using FixPix.Correction;
using FixPix.Detection;
using FixPix.Evaluation;
using FixPix.Experiments.Cells;
using FixPix.Experiments.Frames;
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

    /// <summary>The correctors for a group at a rate.</summary>
    public Func<FrameGroup, double, IReadOnlyList<CorrectorInfo>> Correctors { get; init; } = static (_, _) => Methods.Correctors;

    /// <summary>What the correctors of a group at a rate are made of, beside the library.</summary>
    public Func<FrameGroup, double, IReadOnlyList<string>> CorrectorsMadeOf { get; init; } = static (_, _) => [];

    /// <summary>Samples of correctors that mend by a detector's map.</summary>
    public static string FoundBy(string detector) => $"found by {detector}";

    /// <summary>A cell for each frame and repeat.</summary>
    /// <param name="defects">What is put in; the seed is the frame's own.</param>
    /// <param name="x">What the experiment varies.</param>
    /// <param name="setting">What stands before the settings of the samples; null for nothing.</param>
    public IEnumerable<Cell> Of(InjectionSettings defects, double x, string? setting = null)
    {
        int repeats = defects.Rate is > 0 and <= FewDefects ? Setup.Scale.Repeats : 1;
        foreach (FrameGroup group in Setup.Data.Groups)
        {
            string[] menders = [.. Menders.Select(one => one.Name)], others = [.. Others.Select(one => one.Name)], correctors = [.. Correctors(group, defects.Rate).Select(one => one.Name)];
            foreach (Frame frame in Setup.Data.Unseen(group, Setup.Scale.FramesOfSensor))
            {
                for (int repeat = 0; repeat < repeats; repeat++)
                {
                    InjectionSettings own = defects with { Seed = frame.Seed(Setup.Seed, $"defects {repeat}") };
                    string[] madeOf =
                    [
                        frame.Identity, $"middle {Setup.Scale.MostSide}", own.ToString(), $"{setting} {x:R}", $"menders {string.Join(',', menders)}", $"others {string.Join(',', others)}",
                        $"correctors {string.Join(',', correctors)}", .. CorrectorsMadeOf(group, defects.Rate),
                    ];
                    yield return new Cell(Experiment, $"{group.Name}: {Path.GetFileName(frame.Name)}, {setting ?? Text.Percent(x)}", madeOf, work => Measure(group, frame, own, x, setting, work));
                }
            }
        }
    }

    private List<Sample> Measure(FrameGroup group, Frame frame, InjectionSettings defects, double x, string? setting, WorkSettings work)
    {
        FrameSet set = new(frame.Name, group.Name, quiet => [frame.LoadMiddle(Setup.Scale.MostSide, quiet)]);
        List<Sample> samples = [];
        foreach ((IReadOnlyList<DetectorInfo> detectors, IReadOnlyList<CorrectorInfo> correctors) in ((IReadOnlyList<DetectorInfo>, IReadOnlyList<CorrectorInfo>)[])[(Menders, Correctors(group, defects.Rate)), (Others, [])])
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
