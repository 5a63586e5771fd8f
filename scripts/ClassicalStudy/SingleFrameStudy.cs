using FixPix.Correction;
using FixPix.Defects;
using FixPix.Detection;
using FixPix.Metrics;
using FixPix.Mosaics;
using FixPix.RawFiles;
using FixPix.Simulation;

namespace FixPix.ClassicalStudy;

/// <summary>What a detector did to a sensor's pictures, counted over all of them.</summary>
/// <param name="Score">Right and wrong detections.</param>
/// <param name="AlteredGood">Good pixels that the best corrector changed because the detector named them.</param>
/// <param name="Pixels">Pixels looked at.</param>
internal sealed record DetectorTally(DetectionScore Score, long AlteredGood, long Pixels)
{
    public double AlteredPerMegapixel => AlteredGood * 1e6 / Pixels;

    public static DetectorTally operator +(DetectorTally one, DetectorTally other) => new(
        one.Score + other.Score,
        one.AlteredGood + other.AlteredGood,
        one.Pixels + other.Pixels);
}

/// <summary>Defects are injected into every real mosaic, found by every detector and mended by every corrector.</summary>
internal sealed class SingleFrameStudy
{
    /// <summary>δ of the paper.</summary>
    public const double Delta = 0.7;

    /// <summary>From this rate on, correctors are measured in the middle of the picture.</summary>
    public const double CropFromRate = 0.05;

    /// <summary>Sites of that crop along each side: frequency-selective reconstruction takes a long time for each bad site.</summary>
    public const int CropSide = 512;

    private readonly Dictionary<(string Sensor, double Rate, string Detector), DetectorTally> _detections = [];
    private readonly Dictionary<(string Sensor, double Rate, string Corrector, bool TrueMap), CorrectionScore> _corrections = [];

    /// <summary>Rates of injected defects.</summary>
    public static IReadOnlyList<double> Rates { get; } = [0.0001, 0.01, 0.2];

    /// <summary>Sensors in the manifest's order.</summary>
    public List<string> Sensors { get; } = [];

    public DetectorTally Detection(string sensor, double rate, string detector) => _detections[(sensor, rate, detector)];

    public CorrectionScore Correction(string sensor, double rate, string corrector, bool trueMap) => _corrections[(sensor, rate, corrector, trueMap)];

    public static SingleFrameStudy Run(Manifest manifest)
    {
        SingleFrameStudy study = new();
        foreach (IGrouping<string, ManifestFile> sensor in manifest.MosaicsBySensor)
        {
            study.Sensors.Add(sensor.Key);
            int frame = 0;
            foreach (ManifestFile file in sensor)
            {
                Console.Error.WriteLine(file.Name);
                Mosaic original = file.Open().Mosaic;
                foreach (double rate in Rates)
                {
                    study.Measure(sensor.Key, rate, original, frame);
                }

                frame++;
            }
        }

        return study;
    }

    private void Measure(string sensor, double rate, Mosaic original, int frame)
    {
        Mosaic spoiled = original.Clone();
        DefectMap truth = DefectInjector.Inject(spoiled, new InjectionSettings { Rate = rate, Delta = Delta, Seed = 1 }, frame).Truth;
        DefectMap visible = VisibleDefects.Of(original, spoiled, truth);
        DefectMap? best = null;
        foreach (DetectorInfo info in Methods.SingleFrame)
        {
            DefectMap map = info.Create().Detect([spoiled], WorkSettings.Default);
            best ??= map;
            long altered = Correct(Methods.BestCorrector, original, spoiled, map, truth).AlteredGoodCount;
            Add(_detections, (sensor, rate, info.Name), new DetectorTally(DetectionScore.Of(truth, map, visible), altered, original.Samples.Length));
        }

        DefectMap found = best!;
        if (rate >= CropFromRate)
        {
            SensorArea middle = Crops.Middle(original.Layout, CropSide);
            (original, spoiled) = (Crops.Of(original, middle), Crops.Of(spoiled, middle));
            (truth, found) = (Crops.Of(truth, middle), Crops.Of(found, middle));
        }

        foreach (CorrectorInfo info in Methods.AllCorrectors)
        {
            Add(_corrections, (sensor, rate, info.Name, true), Correct(info, original, spoiled, truth, truth));
            Add(_corrections, (sensor, rate, info.Name, false), Correct(info, original, spoiled, found, truth));
        }
    }

    private static CorrectionScore Correct(CorrectorInfo info, Mosaic original, Mosaic spoiled, DefectMap map, DefectMap truth)
    {
        Mosaic corrected = spoiled.Clone();
        info.Create().Plan(map, corrected.Layout).Apply(corrected.Samples, WorkSettings.Default);
        return CorrectionScore.Of(original, corrected, truth);
    }

    private static void Add<TKey>(Dictionary<TKey, DetectorTally> tallies, TKey key, DetectorTally tally)
        where TKey : notnull =>
        tallies[key] = tallies.TryGetValue(key, out DetectorTally? before) ? before + tally : tally;

    private static void Add<TKey>(Dictionary<TKey, CorrectionScore> scores, TKey key, CorrectionScore score)
        where TKey : notnull =>
        scores[key] = !scores.TryGetValue(key, out CorrectionScore? before)
            ? score
            : new CorrectionScore(
                before.BadCount + score.BadCount,
                before.AlteredGoodCount + score.AlteredGoodCount,
                before.SquaredErrorSum + score.SquaredErrorSum,
                before.AbsoluteErrorSum + score.AbsoluteErrorSum,
                before.SquaredSignalSum + score.SquaredSignalSum,
                score.WhiteDn);
}
