using FixPix.Correction;
using FixPix.Defects;
using FixPix.Detection;
using FixPix.Evaluation;
using FixPix.Mosaics;
using FixPix.Simulation;

namespace FixPix.Tests.Evaluation;

public class EvaluatorTests
{
    private const int Width = 64;
    private const int Height = 48;

    // A flat grey: what lies far from it is bad, and nothing else is.
    private static readonly DetectorInfo s_perfect = new("perfect", "", 1, () => new FarFromGrey());
    private static readonly DetectorInfo s_blind = new("blind", "", 1, () => new Blind());

    [Fact]
    public void A_perfect_detector_and_a_blind_one_get_what_they_deserve()
    {
        Evaluator evaluator = new([s_perfect, s_blind], [Correctors.Find("median"), Correctors.Find("mean-blind")], Settings([0.01, 0.2], new InjectionSettings { Rows = 1, Seed = 3 }), TimeProvider.System);
        evaluator.Measure(Grey("one", "A"), WorkSettings.Default);
        evaluator.Measure(Grey("two", "B"), WorkSettings.Default);
        IReadOnlyList<Measurement> rows = Measurement.BySensor(evaluator.Measurements);
        Assert.Empty(evaluator.Failures);
        Assert.Equal(
            ["perfect A 0.01", "perfect A 0.2", "perfect B 0.01", "perfect B 0.2", "perfect all 0.01", "perfect all 0.2", "blind A 0.01"],
            rows.Take(7).Select(row => FormattableString.Invariant($"{row.Detector} {row.Sensor} {row.Case.Rate}")));
        EvaluationTally perfect = rows[4].Tally, blind = rows.Single(row => row is { Detector: "blind", Sensor: "all", Case.Rate: 0.01 }).Tally;
        Assert.Equal((2, 2 * Width * Height, 1, 1, 0), (perfect.Sets, perfect.Sites, perfect.Detection.Recall, perfect.Detection.Precision, perfect.FalseAlarmsPerMegapixel));
        Assert.Equal(2 * (Width + 30), perfect.Detection.TruePositives);
        Assert.Equal(2 * Width, perfect.ByClass.Shapes[2].Found);
        Assert.Equal(["median", "mean-blind"], perfect.Mending.Select(static mending => mending.Corrector));
        Assert.Equal((0, 0, 0), (perfect.Mending[0].Nmse!.Value, perfect.Mending[0].TrueMapNmse!.Value, perfect.Mending[0].AlteredShare));
        Assert.Equal((100, 100), (perfect.Mending[0].PsnrDb!.Value, perfect.Mending[0].TrueMapPsnrDb!.Value));
        Assert.Equal((0, 1), (blind.Detection.Recall, blind.Detection.Precision));
        Assert.True(blind.Mending[0].Nmse > 0.1);
        Assert.True(blind.Mending[0] is { PsnrDb: < 40, TrueMapPsnrDb: 100 });
    }

    [Fact]
    public void Behind_the_true_map_correctors_are_measured_alone()
    {
        Evaluator evaluator = new([Evaluator.TrueMap], [Correctors.Find("nearest")], Settings([0.1], new InjectionSettings()), TimeProvider.System);
        evaluator.Measure(Grey("one", "A"), WorkSettings.Default);
        EvaluationTally tally = Assert.Single(evaluator.Measurements).Tally;
        Assert.Empty(evaluator.Failures);
        Assert.Equal((1, 1), (tally.Recall, tally.Precision));
        MendingTally mending = Assert.Single(tally.Mending);
        Assert.Equal((0, 0, mending.TrueMap), (mending.AlteredGoodCount, mending.Nmse!.Value, mending.Found));
    }

    [Fact]
    public void A_clean_frame_has_false_alarms_only_and_lists_them()
    {
        Evaluator evaluator = new([s_perfect], [], Settings([0], new InjectionSettings()), TimeProvider.System);
        evaluator.Measure(new FrameSet("spot", "A", _ => [Grey(spotAt: 5 * Width + 7)]), WorkSettings.Default);
        Measurement row = Assert.Single(evaluator.Measurements);
        Assert.True(row.Case.IsClean);
        Assert.Equal(1e6 / (Width * Height), row.Tally.FalseAlarmsPerMegapixel, 9);
        FalseAlarm alarm = Assert.Single(evaluator.FalseAlarms);
        Assert.Equal((new Site(5, 7), 4000, 1000.0), (alarm.Defect.Site, alarm.ValueDn, alarm.MedianDn));
    }

    [Fact]
    public void Frames_of_a_set_have_the_same_defects_and_sets_have_others()
    {
        List<int[]> seen = [];
        DetectorInfo spy = new("spy", "", 1, () => new Spy(seen));
        Evaluator evaluator = new([spy], [], Settings([0.01], new InjectionSettings()), TimeProvider.System);
        evaluator.Measure(new FrameSet("one", "A", _ => [Grey(), Grey(), Grey()]), WorkSettings.Default);
        evaluator.Measure(Grey("two", "A"), WorkSettings.Default);
        Assert.Equal(4, seen.Count);
        Assert.Equal(seen[0], seen[1]);
        Assert.Equal(seen[0], seen[2]);
        Assert.NotEqual(seen[0], seen[3]);
        Assert.Equal(3 * Width * Height, evaluator.Measurements[0].Tally.Samples);
    }

    [Fact]
    public void What_fails_is_a_line_and_the_rest_goes_on()
    {
        Evaluator evaluator = new([s_perfect], [], Settings([0.01], new InjectionSettings { Blocks5x5 = 1 }), TimeProvider.System);
        evaluator.Measure(new FrameSet("torn.dng", "A", _ => throw new FixPixException("torn.dng: ends too early")), WorkSettings.Default);
        evaluator.Measure(new FrameSet("tiny.dng", "A", _ => [new Mosaic(new MosaicLayout(4, 4, CfaPattern.Rggb, 0, 4095), new ushort[16])]), WorkSettings.Default);
        evaluator.Measure(Grey("good", "A"), WorkSettings.Default);
        Assert.Single(evaluator.Measurements);
        Assert.Equal(2, evaluator.Failures.Count);
        Assert.Equal("torn.dng: ends too early", evaluator.Failures[0]);
        Assert.StartsWith("tiny.dng: 5×5 blocks", evaluator.Failures[1], StringComparison.Ordinal);
    }

    [Fact]
    public void Rates_and_deltas_make_cases_and_the_clean_frame_is_one()
    {
        EvaluationSettings settings = new() { Rates = [0, 0.01], Deltas = [0.7, 0.3] };
        Assert.Equal([new(0, null), new(0.01, 0.7), new(0.01, 0.3)], settings.Cases());
        Assert.False((settings with { Defects = new InjectionSettings { Dead = 1 } }).Cases()[0].IsClean);
        Assert.Throws<FixPixException>(() => (settings with { Rates = [1.5] }).Cases());
    }

    [Fact]
    public void Correctors_mend_by_the_map_to_mend_by_and_detection_is_scored_by_the_other()
    {
        DetectorInfo lenient = new("lenient", "", 1, static () => new Blind()) { CreateToMend = static () => new FarFromGrey() };
        Evaluator evaluator = new([lenient], [Correctors.Find("mean")], Settings([0.02], new InjectionSettings { Seed = 3 }), TimeProvider.System);
        evaluator.Measure(Grey("one", "a"), WorkSettings.Default);
        EvaluationTally tally = Assert.Single(evaluator.Measurements).Tally;
        Assert.Equal(0, tally.Detection.TruePositives);
        MendingTally mended = Assert.Single(tally.Mending);
        Assert.True(mended.Nmse < 0.2, $"{mended.Nmse}");
    }

    private static EvaluationSettings Settings(double[] rates, InjectionSettings defects) => new() { Rates = rates, Defects = defects };

    private static FrameSet Grey(string name, string sensor) => new(name, sensor, _ => [Grey()]);

    private static Mosaic Grey(int? spotAt = null)
    {
        Mosaic mosaic = new(new MosaicLayout(Width, Height, CfaPattern.Rggb, 0, 4095), new ushort[Width * Height]);
        mosaic.Samples.AsSpan().Fill(1000);
        if (spotAt is int spot)
        {
            mosaic.Samples[spot] = 4000;
        }

        return mosaic;
    }

    private static IEnumerable<int> BadSites(Mosaic mosaic) => Enumerable.Range(0, mosaic.Samples.Length).Where(site => Math.Abs(mosaic.Samples[site] - 1000) > 500);

    private sealed class FarFromGrey : IDetector
    {
        public DefectMap Detect(IEnumerable<Mosaic> frames, WorkSettings work)
        {
            Mosaic mosaic = frames.First();
            return new DefectMap(SensorIdentity.Of(mosaic), BadSites(mosaic).Select(site => new Defect(site / Width, site % Width)));
        }
    }

    private sealed class Blind : IDetector
    {
        public DefectMap Detect(IEnumerable<Mosaic> frames, WorkSettings work) => new(SensorIdentity.Of(frames.First()), []);
    }

    private sealed class Spy(List<int[]> seen) : IDetector
    {
        public DefectMap Detect(IEnumerable<Mosaic> frames, WorkSettings work)
        {
            seen.AddRange(frames.Select(frame => BadSites(frame).ToArray()));
            return new DefectMap(new SensorIdentity(Width, Height), []);
        }
    }
}
