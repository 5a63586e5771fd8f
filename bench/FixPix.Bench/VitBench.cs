using BenchmarkDotNet.Attributes;
using FixPix.Neural;
using FixPix.Neural.Kernels;
using FixPix.Neural.Networks;
using FixPix.Neural.Weights;

namespace FixPix.Bench;

/// <summary>
/// The ViT autoencoder at the paper's size on one thread: a tile of 42 × 42 tokens, the attention of one encoder block, the GELU of one encoder block. Weights are random: time
/// does not depend on them.
/// </summary>
[SimpleJob(warmupCount: 2, iterationCount: 7)]
[MemoryDiagnoser]
public class VitBench
{
    private const int Side = 42, Tokens = Side * Side, Width = 768, Heads = 12;
    private readonly Workspace _workspace = new();
    private VitAutoencoder _network = null!;
    private Matrix _patches, _output, _qkv, _mixed, _hidden;

    [GlobalSetup]
    public void Fill()
    {
        Dictionary<string, string> metadata = new()
        {
            ["architecture"] = VitAutoencoder.Architecture,
            ["patch"] = "9,12",
            ["tile"] = "378,504",
            ["encoder"] = $"{Width},12,{Heads}",
            ["decoder"] = "512,8,16",
        };
        _network = new VitAutoencoder(WeightFile.Fresh(metadata, seed: 1));
        int patch = _network.PatchRows * _network.PatchColumns;
        (_patches, _output) = (Waves(patch), Waves(patch));
        (_qkv, _mixed, _hidden) = (Waves(3 * Width), Waves(Width), Waves(4 * Width));
        double peak = FmaPeak.Measure();
        Console.WriteLine($"// at the peak of multiply-adds ({peak / 1e9:f1} GFLOP/s) a tile would take {2e3 * _network.MultiplyAdds(Side, Side) / peak:f0} ms, attention {4e3 * Tokens * Tokens * Width / peak:f1} ms");
    }

    [Benchmark]
    public void Tile() => _network.Forward(in _patches, in _output, Side, Side, _workspace);

    [Benchmark]
    public void Attention() => SelfAttention.Run(in _qkv, Heads, in _mixed, _workspace, KernelPaths.Best);

    [Benchmark]
    public void Gelu() => Elementwise.Run<Gelu>(in _hidden, KernelPaths.Best);

    private Matrix Waves(int columns)
    {
        Matrix matrix = _workspace.RentMatrix(Tokens, columns);
        for (int row = 0; row < Tokens; row++)
        {
            Span<float> values = matrix.Row(row);
            for (int column = 0; column < columns; column++)
            {
                values[column] = MathF.Sin(row * 1.7f + column * 0.9f);
            }
        }

        return matrix;
    }
}
