using BenchmarkDotNet.Attributes;
using FixPix.Defects;
using FixPix.Detection;
using FixPix.Mosaics;
using FixPix.Simulation;

namespace FixPix.Bench;

/// <summary>Single-frame detectors on a 12 MP mosaic with 0.01 % and 1 % defects, on two threads.</summary>
[MemoryDiagnoser]
public class DetectionBench
{
    private static readonly WorkSettings s_twoThreads = new() { Threads = 2 };
    private Mosaic _frame = null!;

    [Params("classical", "median-threshold", "median-ratio", "rule-based")]
    public string Detector { get; set; } = "";

    [Params(0.0001, 0.01)]
    public double Rate { get; set; }

    [GlobalSetup]
    public void Photograph()
    {
        _frame = SyntheticScene.Photograph(SensorModel.Default, seed: 1);
        DefectInjector.Inject(_frame, new InjectionSettings { Rate = Rate, Seed = 1 });
    }

    [Benchmark]
    public DefectMap Detect() => Detectors.Find(Detector).Create().Detect([_frame], s_twoThreads);
}
