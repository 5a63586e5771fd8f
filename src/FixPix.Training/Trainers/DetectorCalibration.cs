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

    // Up to this rate a site that is doubtful is mostly good, and many of them tell of a restless frame.
    private const double MostDoubtRate = 0.01;

    // Up to this rate a frame's residuals are mostly those of good sites, and tell how common each is among them.
    private const double MostResidualRate = 0.05;

    // Of so many looks the one that the network misreads most is left out.
    private const int LooksPerMisread = 14;

    private static readonly ImmutableArray<int> s_frames = [2, 4, 9];
    private static readonly ImmutableArray<FrameCalibration> s_parts =
        [.. from deadBand in new[] { 0, 0.5, 1, 2, 3, 4 } from against in new[] { 1, 0.5, 0.25 } select new FrameCalibration(deadBand, against, [])];
    private static readonly ImmutableArray<double> s_rates = [1e-5, 1e-4, 1e-3, 0.01, 0.05, 0.2, 0.4, 0.6, 0.75, 0.87];

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
        List<LogOddsCounts>[] looks = [.. s_rates.Select(static _ => new List<LogOddsCounts>())];
        WorkSettings inner = work with { Progress = null };
        for (int look = 0; look < photographs.Count * cameras; look++)
        {
            SeededRandom random = new(seed, look);
            RgbPhotograph photograph = photographs[look % photographs.Count];
            Mosaic clean = MosaicSimulator.Simulate(photograph, SensorRange.DrawFor(random, photograph), (long)random.NextBits(), inner);
            for (int rate = 0; rate < s_rates.Length; rate++)
            {
                work.Cancellation.ThrowIfCancellationRequested();
                InjectionSettings settings = new() { Rate = s_rates[rate], Delta = random.NextBetween(delta.Least, delta.Greatest), Seed = (long)random.NextBits() };
                looks[rate].Add(Count(detector, clean, settings, inner));
            }

            work.Progress?.Report((look + 1) / (double)(photographs.Count * cameras));
        }

        RateCalibration calibration = new(Rising([.. looks.Select(static looks => Read(looks, FrameLook.Certain).Select(look => looks[look]).ToArray())]), FrameCalibration.None);
        KeyValuePair<string, string> rates = new(UNetDetector.CalibrationKey, calibration.ToString());
        FrameCalibration together = FitFrames(new UNetDetector(With(weights, [rates])), photographs, delta, cameras, seed, inner);
        return With(weights, [rates, new(UNetDetector.FrameCalibrationKey, together.ToString())]);
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
                        (looks[way, place] ??= []).Add(LogOddsCounts.Of(sums[way], [], bad));
                    }
                }
            }
        }

        // The same looks for all, or what is unknown could not be compared.
        double prior = Certainty.ToLogOdds(FrameRate);
        int[][] kept = [.. Enumerable.Range(0, s_frames.Length).Select(place => Read(looks[0, place], -prior))];
        return Enumerable.Range(0, s_parts.Length).Select(way =>
        {
            (LogOddsCounts, double)[][] read = [.. kept.Select((which, place) => which.Select(look => (looks[way, place][look], 0.0)).ToArray())];
            LogOddsFit[] fits = [.. read.Select(LogOddsFit.Of)];
            return (Unknown: fits.Zip(read, static (fit, look) => fit.CrossEntropy(look)).Sum(), Calibration: s_parts[way].With([.. fits.Zip(s_frames, (fit, frames) => new FrameCalibration.Knot(frames, fit.Scale, fit.Offset - prior))]));
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
        float[] residuals = [];
        if (settings.Rate <= MostResidualRate)
        {
            residuals = new float[spoiled.Samples.Length];
            ResidualEvidence.Of(spoiled, work).OfAll((site, odds) => residuals[site] = odds, work);
        }

        return LogOddsCounts.Of(detector.Raw(spoiled, work), residuals, bad);
    }

    // Which looks count. A frame that a network misreads altogether has more false alarms than all the others: it would decide what a probability means in every one of them.
    private static int[] Read(List<LogOddsCounts> looks, double certain) =>
        [.. Enumerable.Range(0, looks.Count).OrderBy(look => looks[look].GoodAbove(certain) / (double)looks[look].Sites).Take(looks.Count - (looks.Count / LooksPerMisread))];

    // Where the network is certain of fewer sites at a higher rate, it cannot tell the two apart: the lower one stands for both.
    private static ImmutableArray<RateCalibration.Knot> Rising(LogOddsCounts[][] looks)
    {
        List<RateCalibration.Knot> knots = [];
        for (int rate = 0; rate < looks.Length; rate++)
        {
            double[] doubtful = [.. looks[rate].Select(static look => Math.Log(Math.Max(0.5, look.Between(FrameLook.Doubtful, FrameLook.NotDoubtful)) / look.Sites))];
            double mean = doubtful.Average();
            LogOddsFit fit = LogOddsFit.Of([.. looks[rate].Zip(doubtful, (look, share) => (look, s_rates[rate] > MostDoubtRate ? 0 : share - mean))]);
            double certain = Math.Max(looks[rate].Sum(static look => look.Above(FrameLook.Certain)), 0.5) / looks[rate].Sum(static look => look.Sites);
            if (knots.Count == 0 || certain > knots[^1].CertainShare)
            {
                RateCalibration.Knot knot = new(certain, s_rates[rate], fit.Scale, fit.Offset) { Residual = fit.Residual };
                knots.Add(fit.Doubt > 0 ? knot with { DoubtfulShare = Math.Exp(mean), Doubt = fit.Doubt } : knot);
            }
        }

        return [.. knots];
    }
}
