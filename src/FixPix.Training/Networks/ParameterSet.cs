using FixPix.Neural;
using FixPix.Neural.Networks;
using FixPix.Neural.Weights;
using FixPix.Simulation;
using FixPix.Training.Torch;

namespace FixPix.Training.Networks;

/// <summary>
/// The numbers of a network by the names of its weight file: what is trained, and the running means and variances of batch norm, which are not. The list of names and
/// shapes is the engine's own: whatever it reads when it loads such a network.
/// </summary>
public sealed class ParameterSet : IDisposable
{
    // What makes a network another one.
    private static readonly string[] s_identity = ["architecture", "inputs", "outputs", "levels", "size", "widths", "patch", "tile", "encoder", "decoder", "input", "mean", "deviation"];

    private readonly Dictionary<string, TorchTensor> _tensors = [];
    private readonly List<string> _names = [];

    private ParameterSet(IReadOnlyDictionary<string, string> metadata, TorchDevice device)
    {
        Metadata = metadata;
        Device = device;
    }

    /// <summary>What the weight file says of the network.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; }

    /// <summary>Where the numbers live.</summary>
    public TorchDevice Device { get; }

    /// <summary>All names, in the order of the weight file.</summary>
    public IReadOnlyList<string> Names => _names;

    /// <summary>What is trained, in the order of the weight file.</summary>
    public IReadOnlyList<TorchTensor> Trained => [.. _names.Where(static name => !IsRunning(name)).Select(name => _tensors[name])];

    /// <summary>The tensor of that name.</summary>
    public TorchTensor this[string name] => _tensors[name];

    /// <summary>Whether there is a tensor of that name.</summary>
    public bool Contains(string name) => _tensors.ContainsKey(name);

    /// <summary>Takes the numbers of a weight file.</summary>
    public static ParameterSet Of(WeightFile file, TorchDevice device)
    {
        ArgumentNullException.ThrowIfNull(file);
        ParameterSet set = new(file.Metadata, device);
        foreach (TensorInfo info in file.Tensors)
        {
            set.Add(info.Name, file.Read(info.Name, [.. info.Shape]));
        }

        return set;
    }

    /// <summary>
    /// Numbers to start a training from: weights from a normal distribution of variance 2 / fan-in (He 2015), of a transformer, in which few are rectified, 1 / fan-in; norms that change nothing, no bias.
    /// </summary>
    /// <param name="network">A weight file that an engine's network has read through, so that it lists every tensor.</param>
    /// <param name="seed">Same seed, same numbers.</param>
    /// <param name="device">Where they shall live.</param>
    public static ParameterSet Initial(WeightFile network, long seed, TorchDevice device)
    {
        ArgumentNullException.ThrowIfNull(network);
        ParameterSet set = new(network.Metadata, device);
        SeededRandom random = new(seed);
        double gain = network.Setting("architecture") == VitAutoencoder.Architecture ? 1 : 2;
        foreach (TensorInfo info in network.Tensors)
        {
            set.Add(info.Name, new Tensor(info.Shape, Start(info, gain, random)));
        }

        return set;
    }

    /// <summary>Takes over the numbers of trained weights of the same network, to learn on from.</summary>
    /// <param name="weights">A weight file, as the engine reads it.</param>
    /// <exception cref="FixPixException">It is of another network, or damaged.</exception>
    public void TakeOver(WeightFile weights)
    {
        ArgumentNullException.ThrowIfNull(weights);
        RequireSameNetwork(weights);
        foreach (string name in _names)
        {
            TorchTensor own = _tensors[name];
            using TorchTensor from = TorchTensor.From(weights.Read(name, [.. own.Shape.Select(static length => (int)length)]).Values, own.Shape, Device);
            own.Assign(from);
        }
    }

    /// <summary>Refuses the weights or the checkpoint of another network.</summary>
    /// <exception cref="FixPixException">The message names what differs.</exception>
    internal void RequireSameNetwork(WeightFile file)
    {
        foreach (string key in s_identity)
        {
            if (Metadata.TryGetValue(key, out string? expected) && file.Setting(key) != expected)
            {
                throw new FixPixException($"{file.Source}: of another network: {key} {file.Setting(key)}, expected {expected}");
            }
        }
    }

    /// <summary>The numbers as they are now, as a weight file in memory.</summary>
    /// <param name="metadata">What the file shall say beside the network's own words.</param>
    public WeightFile ToWeightFile(IReadOnlyDictionary<string, string>? metadata = null)
    {
        Dictionary<string, string> words = new(Metadata);
        foreach ((string key, string value) in metadata ?? new Dictionary<string, string>())
        {
            words[key] = value;
        }

        return new WeightFile("trained weights", words, _names.Select(name => KeyValuePair.Create(name, new Tensor([.. _tensors[name].Shape.Select(length => (int)length)], _tensors[name].ToArray()))));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (TorchTensor tensor in _tensors.Values)
        {
            tensor.Dispose();
        }
    }

    /// <summary>Whether a name is of a running mean or variance, which are not trained.</summary>
    internal static bool IsRunning(string name) => name.EndsWith(".running_mean", StringComparison.Ordinal) || name.EndsWith(".running_var", StringComparison.Ordinal);

    private void Add(string name, Tensor values)
    {
        TorchTensor tensor = TorchTensor.From(values.Values, [.. values.Shape.Select(static length => (long)length)], Device);
        _names.Add(name);
        _tensors.Add(name, IsRunning(name) ? tensor : tensor.RequireGradient());
    }

    private static float[] Start(TensorInfo info, double gain, SeededRandom random)
    {
        float[] values = new float[info.Shape.Aggregate(1, static (product, length) => product * length)];
        if (info.Shape.Count == 1)
        {
            bool ones = info.Name.EndsWith(".running_var", StringComparison.Ordinal) || (info.Name.Contains(".norm", StringComparison.Ordinal) && info.Name.EndsWith(".weight", StringComparison.Ordinal));
            Array.Fill(values, ones ? 1 : 0);
            return values;
        }

        // [out, in, h, w] and [out, in] sum over all but the first; a transposed convolution [in, out, 2, 2] over its inputs.
        int fanIn = info.Name.Contains(".transpose.", StringComparison.Ordinal) ? info.Shape[0] : values.Length / info.Shape[0];
        double deviation = Math.Sqrt(gain / fanIn);
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = (float)(deviation * random.NextNormal());
        }

        return values;
    }
}
