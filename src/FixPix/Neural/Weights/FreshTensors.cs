using System.Numerics;

namespace FixPix.Neural.Weights;

/// <summary>
/// Random tensors, made when a network asks for them: weights uniform with He's variance 2/fan-in (He 2015), norms near 1, with small means and biases, so that
/// nothing that is folded or added is without effect. The values of a tensor belong to the seed and its name, on every machine; none are kept.
/// </summary>
internal sealed class FreshTensors(long seed) : TensorSource
{
    private readonly OrderedDictionary<string, TensorInfo> _asked = [];

    public override IReadOnlyList<TensorInfo> Tensors => [.. _asked.Values];

    /// <summary>All that a network could want, but no bias of a convolution: the norm behind it has one.</summary>
    public override bool Contains(string name) => name.Split('.') is not [.., ['c', 'o', 'n', 'v', ..], "bias"];

    public override TensorInfo Find(string name, ReadOnlySpan<int> wanted)
    {
        if (!_asked.TryGetValue(name, out TensorInfo? tensor))
        {
            tensor = new TensorInfo(name, wanted.ToArray(), SafetensorsType.Float32);
            _asked[name] = tensor.Count <= Array.MaxLength
                ? tensor
                : throw new FixPixException($"tensor '{name}' of shape [{string.Join(", ", tensor.Shape)}] has more than {Array.MaxLength} numbers");
        }

        return tensor;
    }

    public override Tensor Load(TensorInfo tensor)
    {
        (float center, float reach) = Range(tensor);
        float[] values = new float[tensor.Count];
        ulong state = (ulong)seed ^ BitOperations.RotateLeft(Hash(tensor.Name), 32);
        for (int index = 0; index < values.Length; index++)
        {
            values[index] = center + reach * Symmetric(ref state);
        }

        return new Tensor(tensor.Shape, values);
    }

    // Uniform values reach √3 deviations far.
    private static (float Center, float Reach) Range(TensorInfo tensor) =>
        tensor.Shape.Count > 1 ? (0, MathF.Sqrt(6f / FanIn(tensor)))
        : tensor.Name.EndsWith(".running_var", StringComparison.Ordinal) ? (1, 0.25f)
        : tensor.Name.EndsWith(".weight", StringComparison.Ordinal) ? (1, 0.1f)
        : (0, 0.1f);

    // Every output of a transposed convolution whose windows do not overlap sees each input channel once; its weights are [in, out, …].
    private static long FanIn(TensorInfo tensor) =>
        tensor.Name.EndsWith(".transpose.weight", StringComparison.Ordinal) ? tensor.Shape[0] : tensor.Count / tensor.Shape[0];

    /// <summary>Uniform in [-1, 1), of 24 bits, from SplitMix64 (Steele 2014).</summary>
    private static float Symmetric(ref ulong state)
    {
        state += 0x9E3779B97F4A7C15UL;
        ulong mixed = (state ^ (state >> 30)) * 0xBF58476D1CE4E5B9UL;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EBUL;
        return (int)((mixed ^ (mixed >> 31)) >> 40) * (1f / (1 << 23)) - 1f;
    }

    /// <summary>FNV-1a: the runtime's own hash of a string is another in every process.</summary>
    private static ulong Hash(string name)
    {
        ulong hash = 0xCBF29CE484222325UL;
        foreach (char letter in name)
        {
            hash = (hash ^ letter) * 0x100000001B3UL;
        }

        return hash;
    }
}
