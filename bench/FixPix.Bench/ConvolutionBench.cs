using BenchmarkDotNet.Attributes;
using FixPix.Neural;
using FixPix.Neural.Kernels;

namespace FixPix.Bench;

/// <summary>One 3×3 convolution, channels to channels, on one thread, by each path; beside it the machine's peak of multiply-adds for as many operations.</summary>
public class ConvolutionBench
{
    private const int Side = 256;
    private readonly Workspace _workspace = new();
    private FeatureMap _source, _target;
    private PackedWeights _weights = null!;

    [Params(16, 32, 64)]
    public int Channels { get; set; }

    [GlobalSetup]
    public void Fill()
    {
        _source = _workspace.RentMap(Region.Whole(Side, Side), Channels);
        _target = _workspace.RentMap(_source.Region, Channels);
        for (int row = 0; row < Side; row++)
        {
            for (int column = 0; column < Side; column++)
            {
                _source.At(row, column).Fill(MathF.Sin(row + column));
            }
        }

        _weights = new PackedWeights(9 * Channels, Channels, (k, column) => MathF.Cos(k + column), new float[Channels]);
        double floor = 2.0 * _weights.MultiplyAdds * Side * Side / FmaPeak.Measure();
        Console.WriteLine($"// {Channels} channels: at the peak of multiply-adds it would take {1e6 * floor:f1} µs");
    }

    [Benchmark(Baseline = true)]
    public void Vector512() => Convolution.Run3x3(in _source, _weights, in _target, rectify: true, KernelPath.Vector512);

    [Benchmark]
    public void Vector256() => Convolution.Run3x3(in _source, _weights, in _target, rectify: true, KernelPath.Vector256);

    [Benchmark]
    public void Vector128() => Convolution.Run3x3(in _source, _weights, in _target, rectify: true, KernelPath.Vector128);
}
