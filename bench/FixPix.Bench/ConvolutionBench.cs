using BenchmarkDotNet.Attributes;
using FixPix.Neural;
using FixPix.Neural.Kernels;

namespace FixPix.Bench;

/// <summary>One 3×3 convolution, channels to channels, on one thread: the direct sum by each path, and Winograd's; beside them the machine's peak of multiply-adds for the direct sum.</summary>
public class ConvolutionBench
{
    private const int Side = 256;
    private readonly Workspace _workspace = new();
    private FeatureMap _source, _target;
    private PackedWeights _weights = null!;
    private PackedWeights[] _transformed = null!;

    [Params(16, 32, 64, 128)]
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
        _transformed = Winograd3x3.Pack(Channels, Channels, (place, input, output) => MathF.Cos(place + input + output));
        double floor = 2.0 * _weights.MultiplyAdds * Side * Side / FmaPeak.Measure();
        Console.WriteLine($"// {Channels} channels: at the peak of multiply-adds it would take {1e6 * floor:f1} µs");
    }

    [Benchmark(Baseline = true)]
    public void Vector512() => Convolution.Run3x3(in _source, _weights, in _target, rectify: true, KernelPath.Vector512);

    [Benchmark]
    public void Vector256() => Convolution.Run3x3(in _source, _weights, in _target, rectify: true, KernelPath.Vector256);

    [Benchmark]
    public void Vector128() => Convolution.Run3x3(in _source, _weights, in _target, rectify: true, KernelPath.Vector128);

    [Benchmark]
    public void Winograd() => Winograd3x3.Run(in _source, _transformed, _weights.AllBias, in _target, rectify: true, tileShift: 0, _workspace, KernelPaths.Best);
}
