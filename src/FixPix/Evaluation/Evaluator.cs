using FixPix.Correction;
using FixPix.Defects;
using FixPix.Detection;
using FixPix.Metrics;
using FixPix.Mosaics;
using FixPix.Simulation;

namespace FixPix.Evaluation;

/// <summary>
/// Measures detectors, and a corrector behind them: puts known defects into frames, lets each detector look for them with
/// its own settings, and compares.
/// </summary>
/// <param name="detectors">Which detectors; each sees the same frames.</param>
/// <param name="corrector">Mends the first frame of each set by what was found, and by the true map; null: nothing is mended.</param>
/// <param name="settings">Which defects.</param>
/// <param name="clock">Takes the detectors' time.</param>
public sealed class Evaluator(IReadOnlyList<DetectorInfo> detectors, CorrectorInfo? corrector, EvaluationSettings settings, TimeProvider clock)
{
    private readonly IReadOnlyList<EvaluationCase> _cases = settings.Cases();
    private readonly List<Measurement> _measurements = [];
    private readonly List<FalseAlarm> _falseAlarms = [];
    private readonly List<string> _failures = [];
    private int _sets;

    /// <summary>All measurements so far: set by set, case by case, detector by detector.</summary>
    public IReadOnlyList<Measurement> Measurements => _measurements;

    /// <summary>What was marked in frames without injected defects.</summary>
    public IReadOnlyList<FalseAlarm> FalseAlarms => _falseAlarms;

    /// <summary>A line for everything that could not be measured.</summary>
    public IReadOnlyList<string> Failures => _failures;

    /// <summary>Measures everything on one more set of frames. What fails is added to <see cref="Failures"/>, and the rest goes on.</summary>
    /// <param name="set">The frames. Several have the same defects: a fixed pattern.</param>
    /// <param name="work">Threads, cancellation, progress.</param>
    public void Measure(FrameSet set, WorkSettings work)
    {
        ArgumentNullException.ThrowIfNull(set);
        ArgumentNullException.ThrowIfNull(work);
        WorkSettings quiet = work with { Progress = null };
        long seed = (long)new SeededRandom(settings.Defects.Seed, _sets++).NextBits();
        Attempt(set.Name, () =>
        {
            FrameNoise[] originals = [.. set.Load(quiet).Select(frame => new FrameNoise(frame))];
            foreach ((int index, EvaluationCase one) in _cases.Index())
            {
                Attempt(set.Name, () => Measure(set, originals, one, seed, new Part(work, index, _cases.Count)));
            }
        });
    }

    private void Measure(FrameSet set, FrameNoise[] originals, EvaluationCase one, long seed, Part part)
    {
        InjectionSettings defects = settings.Defects with { Rate = one.Rate, Delta = one.Delta ?? 0, Seed = seed, FixedPattern = originals.Length > 1 };
        Mosaic[] spoiled = [.. originals.Select(original => original.Mosaic.Clone())];
        DefectMap truth = spoiled.Select((frame, index) => DefectInjector.Inject(frame, defects, index).Truth).ToArray()[0];
        DefectMap visible = VisibleDefects.Of(originals, spoiled, truth, part.Quiet);
        CorrectionScore? best = corrector is null ? null : Mend(originals[0].Mosaic, spoiled[0], truth, truth, part.Quiet);
        foreach ((int index, DetectorInfo info) in detectors.Index())
        {
            Attempt($"{set.Name}: {info.Name}", () =>
            {
                WorkSettings work = part.Of(index, detectors.Count);
                IDetector detector = info.Create();
                long start = clock.GetTimestamp();
                DefectMap found = detector.Detect(spoiled, work);
                double seconds = clock.GetElapsedTime(start).TotalSeconds;
                long sites = truth.Sensor.Width * (long)truth.Sensor.Height;
                float[]? probabilities = settings.Calibration && detector is UNetDetector network ? network.Probabilities(spoiled, part.Quiet) : null;
                _measurements.Add(new Measurement(set.Name, set.Sensor, one, info.Name, new EvaluationTally(
                    1, sites, sites * spoiled.Length, seconds, DetectionScore.Of(truth, found, visible), ScoreByClass.Of(truth, found, visible))
                {
                    Calibration = probabilities is null ? null : Calibration.Of(probabilities, truth, part.Quiet),
                    Curve = probabilities is null ? OperatingCurve.Of(found, truth, visible) : OperatingCurve.Of(probabilities, truth, visible),
                    Mending = best is null ? null : Compare(best, Mend(originals[0].Mosaic, spoiled[0], found, truth, part.Quiet), sites),
                }));
                if (one.IsClean)
                {
                    List(set.Name, info.Name, originals[0], found);
                }
            });
        }
    }

    private CorrectionScore Mend(Mosaic original, Mosaic spoiled, DefectMap map, DefectMap truth, WorkSettings work)
    {
        Mosaic mended = spoiled.Clone();
        corrector!.Create().Plan(map, mended.Layout).Apply(mended.Samples, work);
        return CorrectionScore.Of(original, mended, truth, work);
    }

    // A frame whose bad sites all read 0 without their defect has no NMSE.
    private static MendingTally Compare(CorrectionScore best, CorrectionScore score, long sites) =>
        score.BadCount > 0 && double.IsFinite(score.Nmse) && double.IsFinite(best.Nmse)
            ? new MendingTally(sites - score.BadCount, score.AlteredGoodCount, 1, score.Nmse, best.Nmse)
            : new MendingTally(sites - score.BadCount, score.AlteredGoodCount, 0, 0, 0);

    private void List(string set, string detector, FrameNoise frame, DefectMap found)
    {
        foreach (Defect defect in found.Defects())
        {
            int site = (defect.Site.Row * frame.Mosaic.Width) + defect.Site.Column;
            _falseAlarms.Add(new FalseAlarm(set, detector, defect, frame.Mosaic.Samples[site], frame.MedianAt(site)));
        }
    }

    private void Attempt(string what, Action work)
    {
        try
        {
            work();
        }
        catch (FixPixException failure)
        {
            _failures.Add(failure.Message.StartsWith(what, StringComparison.Ordinal) ? failure.Message : $"{what}: {failure.Message}");
        }
    }

    /// <summary>A part of the work on a set, which reports its share of the progress.</summary>
    private sealed record Part(WorkSettings Work, int Index, int Count)
    {
        public WorkSettings Quiet { get; } = Work with { Progress = null };

        public WorkSettings Of(int index, int count) => Work with { Progress = Work.Progress is null ? null : new Share(this, index, count) };

        private sealed class Share(Part part, int index, int count) : IProgress<double>
        {
            public void Report(double value) => part.Work.Progress!.Report((part.Index + ((index + value) / count)) / part.Count);
        }
    }
}
