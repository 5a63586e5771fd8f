using FixPix.Correction;
using FixPix.Defects;
using FixPix.Detection;
using FixPix.Metrics;
using FixPix.Mosaics;
using FixPix.Simulation;

namespace FixPix.Evaluation;

/// <summary>
/// Measures detectors, and correctors behind them: puts known defects into frames, lets each detector look for them with
/// its own settings, mends by what it found, and compares.
/// </summary>
/// <param name="detectors">Which detectors; each sees the same frames.</param>
/// <param name="correctors">Each mends the first frame of each set by what the detector finds to mend (<see cref="DetectorInfo.CreateToMend"/>), and by the true map.</param>
/// <param name="settings">Which defects.</param>
/// <param name="clock">Takes the detectors' time.</param>
public sealed class Evaluator(IReadOnlyList<DetectorInfo> detectors, IReadOnlyList<CorrectorInfo> correctors, EvaluationSettings settings, TimeProvider clock)
{
    private readonly IReadOnlyList<EvaluationCase> _cases = settings.Cases();
    private readonly List<Measurement> _measurements = [];
    private readonly List<FalseAlarm> _falseAlarms = [];
    private readonly List<string> _failures = [];
    private int _sets;

    /// <summary>Stands for a detector that makes no mistake: what is measured behind it are the correctors alone.</summary>
    public static DetectorInfo TrueMap { get; } = new("true-map", "every defect that was put in, and nothing else", 1, static () => throw new InvalidOperationException("the true map is known, not found"));

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
        (CorrectionScore Score, double Seconds)[] best = [.. correctors.Select(corrector => Mend(corrector, originals[0].Mosaic, spoiled[0], truth, truth, part.Quiet))];
        foreach ((int index, DetectorInfo info) in detectors.Index())
        {
            Attempt($"{set.Name}: {info.Name}", () =>
            {
                WorkSettings work = part.Of(index, detectors.Count);
                IDetector? detector = info == TrueMap ? null : info.Create();
                long start = clock.GetTimestamp();
                DefectMap found = detector?.Detect(spoiled, work) ?? truth;
                double seconds = clock.GetElapsedTime(start).TotalSeconds;
                DefectMap toMend = correctors.Count == 0 || detector is null || info.CreateToMend == info.Create ? found : info.CreateToMend().Detect(spoiled, part.Quiet);
                long sites = truth.Sensor.Width * (long)truth.Sensor.Height;
                float[]? probabilities = settings.Calibration && detector is UNetDetector network ? network.Probabilities(spoiled, part.Quiet) : null;
                _measurements.Add(new Measurement(set.Name, set.Sensor, one, info.Name, new EvaluationTally(
                    1, sites, sites * spoiled.Length, seconds, DetectionScore.Of(truth, found, visible), ScoreByClass.Of(truth, found, visible))
                {
                    Calibration = probabilities is null ? null : Calibration.Of(probabilities, truth, part.Quiet),
                    Curve = probabilities is null ? OperatingCurve.Of(found, truth, visible) : OperatingCurve.Of(probabilities, truth, visible),
                    Mending = [.. correctors.Select((corrector, place) => Compare(
                        corrector.Name, best[place], detector is null ? best[place] : Mend(corrector, originals[0].Mosaic, spoiled[0], toMend, truth, part.Quiet), sites))],
                }));
                if (one.IsClean)
                {
                    List(set.Name, info.Name, originals[0], found);
                }
            });
        }
    }

    private (CorrectionScore Score, double Seconds) Mend(CorrectorInfo info, Mosaic original, Mosaic spoiled, DefectMap map, DefectMap truth, WorkSettings work)
    {
        Mosaic mended = spoiled.Clone();
        ICorrector corrector = info.Create();
        long start = clock.GetTimestamp();
        corrector.Plan(map, mended.Layout).Apply(mended.Samples, work);
        double seconds = clock.GetElapsedTime(start).TotalSeconds;
        return (CorrectionScore.Of(original, mended, truth, work), seconds);
    }

    // A frame whose bad sites all read 0 without their defect has no NMSE.
    private static MendingTally Compare(string corrector, (CorrectionScore Score, double Seconds) best, (CorrectionScore Score, double Seconds) found, long sites)
    {
        bool counts = found.Score.BadCount > 0 && double.IsFinite(found.Score.Nmse) && double.IsFinite(best.Score.Nmse);
        return new MendingTally(
            corrector,
            sites - found.Score.BadCount,
            found.Score.AlteredGoodCount,
            counts ? 1 : 0,
            counts ? MendingSums.Of(found.Score, found.Seconds) : default,
            counts ? MendingSums.Of(best.Score, best.Seconds) : default);
    }

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
