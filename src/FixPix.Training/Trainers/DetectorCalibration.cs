using System.Collections.Immutable;
using FixPix.Defects;
using FixPix.Detection;
using FixPix.Mosaics;
using FixPix.Neural.Weights;
using FixPix.Simulation;
using FixPix.Training.Datasets;
using FixPix.Training.Simulation;

namespace FixPix.Training.Trainers;

/// <summary>
/// Measures what a trained detector's log-odds are worth at each rate, on whole mosaics of photographs that it has not learned from, and writes it into the weight file: so a probability means
/// what it says; and what the evidence of several frames of one camera is worth.
/// </summary>
public static class DetectorCalibration
{
    /// <summary>Cameras that look at each photograph, where nobody says how many.</summary>
    public const int DefaultCameras = 4;

    // The share of bad sites where several frames are looked at together.
    private const double FrameRate = 3e-4;

    // Up to this rate a frame's residuals are mostly those of good sites, and tell how common each is among them; and a site that is doubtful is mostly good.
    private const double MostResidualRate = 0.05;

    // Of so many looks the one that the network misreads most is left out.
    private const int LooksPerMisread = 14;

    private static readonly ImmutableArray<int> s_frames = [2, 4, 9];
    private static readonly ImmutableArray<FrameCalibration> s_parts =
        [.. from deadBand in new[] { 0, 0.5, 1, 2, 3, 4 } from against in new[] { 1, 0.5, 0.25 } select new FrameCalibration(deadBand, against, [])];
    private static readonly ImmutableArray<double> s_rates = [1e-5, 1e-4, 1e-3, 0.01, 0.05, 0.2, 0.4, 0.6, 0.75, 0.87];

    private static readonly ImmutableArray<double> s_ratesAgain = [.. s_rates.Where(static rate => rate >= 0.01)];

    /// <summary>A copy of the weights with their calibration.</summary>
    /// <param name="weights">A U-Net detector.</param>
    /// <param name="photographs">What it is judged by; not what it has learned from.</param>
    /// <param name="delta">The least and the greatest δ of the defects.</param>
    /// <param name="cameras">Cameras that look at each photograph.</param>
    /// <param name="seed">Draws cameras and defects.</param>
    /// <param name="work">Threads, cancellation, progress.</param>
    public static WeightFile Fit(WeightFile weights, IReadOnlyList<RgbPhotograph> photographs, (double Least, double Greatest) delta, int cameras, long seed, WorkSettings work)
    {
        ArgumentNullException.ThrowIfNull(weights);
        ArgumentNullException.ThrowIfNull(photographs);
        ArgumentNullException.ThrowIfNull(work);
        weights = With(weights, []);
        UNetDetector detector = new(weights);
        WorkSettings inner = work with { Progress = null };
        RateCalibration calibration = OfRates(s_rates, (clean, settings) => Count(detector, clean, settings, inner), photographs, delta, cameras, seed, work);
        KeyValuePair<string, string> rates = new(UNetDetector.CalibrationKey, calibration.ToString());
        FrameCalibration together = FitFrames(new UNetDetector(With(weights, [rates])), photographs, delta, cameras, seed, inner);
        return With(weights, [rates, new(UNetDetector.FrameCalibrationKey, together.ToString())]);
    }

    /// <summary>A copy of the weights of a network that looks again, with their calibration.</summary>
    /// <param name="first">The detector that looks first.</param>
    /// <param name="weights">The network that looks again.</param>
    /// <param name="photographs">What it is judged by; not what it has learned from.</param>
    /// <param name="delta">The least and the greatest δ of the defects.</param>
    /// <param name="cameras">Cameras that look at each photograph.</param>
    /// <param name="seed">Draws cameras and defects.</param>
    /// <param name="work">Threads, cancellation, progress.</param>
    public static WeightFile FitAgain(
        UNetDetector first, WeightFile weights, IReadOnlyList<RgbPhotograph> photographs, (double Least, double Greatest) delta, int cameras, long seed, WorkSettings work)
    {
        ArgumentNullException.ThrowIfNull(first);
        ArgumentNullException.ThrowIfNull(weights);
        ArgumentNullException.ThrowIfNull(photographs);
        ArgumentNullException.ThrowIfNull(work);
        weights = With(weights, []);
        UNetDetector detector = first.LookingAgain(weights);
        WorkSettings inner = work with { Progress = null };
        RateCalibration calibration = OfRates(s_ratesAgain, (clean, settings) => CountAgain(detector, clean, settings, inner), photographs, delta, cameras, seed, work);
        return With(weights, [new(UNetDetector.CalibrationKey, calibration.ToString())]);
    }

    private static RateCalibration OfRates(
        ImmutableArray<double> rates, Func<Mosaic, InjectionSettings, LogOddsCounts> count,
        IReadOnlyList<RgbPhotograph> photographs, (double Least, double Greatest) delta, int cameras, long seed, WorkSettings work)
    {
        List<LogOddsCounts>[] looks = [.. rates.Select(static _ => new List<LogOddsCounts>())];
        for (int look = 0; look < photographs.Count * cameras; look++)
        {
            SeededRandom random = new(seed, look);
            RgbPhotograph photograph = photographs[look % photographs.Count];
            Mosaic clean = MosaicSimulator.Simulate(photograph, SensorRange.DrawFor(random, photograph), (long)random.NextBits(), work with { Progress = null });
            for (int rate = 0; rate < rates.Length; rate++)
            {
                work.Cancellation.ThrowIfCancellationRequested();
                InjectionSettings settings = new() { Rate = rates[rate], Delta = random.NextBetween(delta.Least, delta.Greatest), Seed = (long)random.NextBits() };
                looks[rate].Add(count(clean, settings));
            }

            work.Progress?.Report((look + 1) / (double)(photographs.Count * cameras));
        }

        return new RateCalibration(Rising(rates, [.. looks.Select(Read)]), FrameCalibration.None);
    }

    // Frames of one camera whose defects are a fixed pattern, their evidence added up in several ways; the one counts that leaves the least unknown.
    private static FrameCalibration FitFrames(UNetDetector detector, IReadOnlyList<RgbPhotograph> photographs, (double Least, double Greatest) delta, int cameras, long seed, WorkSettings work)
    {
        List<LogOddsCounts>[,] looks = new List<LogOddsCounts>[s_parts.Length, s_frames.Length];
        for (int look = 0; look < photographs.Count * cameras; look++)
        {
            work.Cancellation.ThrowIfCancellationRequested();
            SeededRandom random = new(~seed, look);
            IReadOnlyList<Mosaic> frames = SimulatedFrames.OfOneCamera([.. Enumerable.Range(look, s_frames[^1]).Select(frame => photographs[frame % photographs.Count])], random, work);
            InjectionSettings settings = new() { Rate = FrameRate, Delta = random.NextBetween(delta.Least, delta.Greatest), Seed = (long)random.NextBits(), FixedPattern = true };
            DefectMask bad = frames.Select((frame, index) => DefectInjector.Inject(frame, settings, index).Truth.ToMask()).ToArray()[0];
            float[][] sums = [.. s_parts.Select(_ => new float[frames[0].Samples.Length])];
            foreach ((int index, float[] evidence) in detector.Evidence(frames, work).Index())
            {
                int place = s_frames.IndexOf(index + 1);
                for (int way = 0; way < sums.Length; way++)
                {
                    for (int site = 0; site < evidence.Length; site++)
                    {
                        sums[way][site] += s_parts[way].Part(evidence[site]);
                    }

                    if (place >= 0)
                    {
                        (looks[way, place] ??= []).Add(Count(frames[0].Layout, sums[way], [], FrameCalibration.LookAt(frames[0].Layout, sums[way], work), bad));
                    }
                }
            }
        }

        double prior = Certainty.ToLogOdds(FrameRate);
        return Enumerable.Range(0, s_parts.Length).Select(way =>
        {
            List<LogOddsCounts>[] read = [.. Enumerable.Range(0, s_frames.Length).Select(place => looks[way, place])];
            double[] doubts = [.. read.Select(MeanDoubt)];
            LogOddsFit[] fits = [.. read.Zip(doubts, LogOddsFit.Of)];
            return (Unknown: s_frames.Select((_, place) => fits[place].CrossEntropy(read[place], doubts[place])).Sum(), Calibration: s_parts[way].With(
                [.. s_frames.Select((frames, place) => new FrameCalibration.Knot(frames, fits[place].Scale, fits[place].Offset - prior) { Doubt = fits[place].Doubt, DoubtMiddle = doubts[place] })]));
        }).MinBy(static one => one.Unknown).Calibration;
    }

    // With this calibration and no other.
    private static WeightFile With(WeightFile weights, KeyValuePair<string, string>[] calibration) => new(
        weights.Source,
        weights.Metadata.Where(static entry => entry.Key is not (UNetDetector.CalibrationKey or UNetDetector.FrameCalibrationKey)).Concat(calibration).ToDictionary(),
        weights.Tensors.Select(tensor => KeyValuePair.Create(tensor.Name, weights.Read(tensor.Name, [.. tensor.Shape]))));

    // The sites of one spoiled copy.
    private static LogOddsCounts Count(UNetDetector detector, Mosaic clean, InjectionSettings settings, WorkSettings work)
    {
        Mosaic spoiled = new(clean.Layout, [.. clean.Samples], clean.Camera);
        DefectMask bad = DefectInjector.Inject(spoiled, settings).Truth.ToMask();
        (float[] logOdds, FrameLook look) = detector.Raw(spoiled, work);
        if (settings.Rate > MostResidualRate)
        {
            return LogOddsCounts.Of(logOdds, [], [], bad);
        }

        float[] residuals = new float[logOdds.Length];
        ResidualEvidence.Of(spoiled, work).OfAll((site, odds) => residuals[site] = odds, work);
        return Count(spoiled.Layout, logOdds, residuals, look, bad);
    }

    private static LogOddsCounts CountAgain(UNetDetector detector, Mosaic clean, InjectionSettings settings, WorkSettings work)
    {
        Mosaic spoiled = new(clean.Layout, [.. clean.Samples], clean.Camera);
        DefectMask bad = DefectInjector.Inject(spoiled, settings).Truth.ToMask();
        return LogOddsCounts.Of(detector.RawAgain(spoiled, work).LogOdds, [], [], bad);
    }

    private static LogOddsCounts Count(MosaicLayout layout, float[] logOdds, float[] residuals, FrameLook look, DefectMask bad) =>
        LogOddsCounts.Of(logOdds, residuals, [.. logOdds.Select((says, site) => look.DoubtAround(site / layout.Width, site % layout.Width, says))], bad);

    private static double MeanDoubt(List<LogOddsCounts> looks) =>
        looks.Sum(static look => look.Steps().Sum(static step => step.Doubt * (step.Good + step.Bad))) / looks.Sum(static look => look.Sites);

    // Which looks count. A frame that a network misreads altogether has more false alarms than all the others: it would decide what a probability means in every one of them.
    private static List<LogOddsCounts> Read(List<LogOddsCounts> looks) =>
        [.. looks.OrderBy(static look => look.GoodAbove(FrameLook.Certain) / (double)look.Sites).Take(looks.Count - (looks.Count / LooksPerMisread))];

    // Where the network is certain of fewer sites at a higher rate, it cannot tell the two apart: the lower one stands for both.
    private static ImmutableArray<RateCalibration.Knot> Rising(ImmutableArray<double> rates, List<LogOddsCounts>[] looks)
    {
        List<RateCalibration.Knot> knots = [];
        for (int rate = 0; rate < looks.Length; rate++)
        {
            double doubt = MeanDoubt(looks[rate]);
            LogOddsFit fit = LogOddsFit.Of(looks[rate], doubt);
            double certain = Math.Max(looks[rate].Sum(static look => look.Above(FrameLook.Certain)), 0.5) / looks[rate].Sum(static look => look.Sites);
            if (knots.Count == 0 || certain > knots[^1].CertainShare)
            {
                RateCalibration.Knot knot = new(certain, rates[rate], fit.Scale, fit.Offset) { Residual = fit.Residual };
                knots.Add(fit.Doubt > 0 ? knot with { DoubtfulShare = Math.Exp(doubt), Doubt = fit.Doubt } : knot);
            }
        }

        return [.. knots];
    }
}
