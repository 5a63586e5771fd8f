using BenchmarkDotNet.Attributes;
using FixPix.Correction;
using FixPix.Defects;
using FixPix.Mosaics;
using FixPix.Simulation;

namespace FixPix.Bench;

/// <summary>Planning for and mending of a 12 MP frame with 0.01 %, 1 % and 20 % of its sites bad.</summary>
[MemoryDiagnoser]
public class CorrectionBench
{
    private Mosaic _frame = null!;
    private DefectMap _map = null!;
    private ICorrector _corrector = null!;
    private CorrectionPlan _plan = null!;
    private WorkSettings _work = null!;

    /// <summary>Bad sites.</summary>
    [Params(1_200, 120_000, 2_400_000)]
    public int Sites { get; set; }

    /// <summary>Threads.</summary>
    [Params(1, 2)]
    public int Threads { get; set; }

    /// <summary>Corrector.</summary>
    [Params("classical", "opposite-pairs", "mean", "dng-directional")]
    public string Corrector { get; set; } = "";

    /// <summary>Makes the frame and the map.</summary>
    [GlobalSetup]
    public void Prepare()
    {
        _frame = SyntheticScene.Photograph(SensorModel.Default, 1);
        SeededRandom random = new(2);
        double rate = Sites / (double)_frame.Samples.Length;
        _map = new DefectMap(SensorIdentity.Of(_frame), RandomDefects(random, rate));
        _corrector = Correctors.Find(Corrector).Create();
        _plan = _corrector.Plan(_map, _frame.Layout);
        _work = new WorkSettings { Threads = Threads };
    }

    /// <summary>What is done once for a sensor.</summary>
    [Benchmark]
    public CorrectionPlan Plan() => _corrector.Plan(_map, _frame.Layout);

    /// <summary>What is done for each frame.</summary>
    [Benchmark]
    public void Apply() => _plan.Apply(_frame.Samples, _work);

    private IEnumerable<Defect> RandomDefects(SeededRandom random, double rate)
    {
        for (int site = 0; site < _frame.Samples.Length; site++)
        {
            if (random.NextDouble() < rate)
            {
                yield return new Defect(new Site(site / _frame.Width, site % _frame.Width), DefectKind.Dead, 1);
            }
        }
    }
}
