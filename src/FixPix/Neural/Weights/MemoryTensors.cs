namespace FixPix.Neural.Weights;

/// <summary>Tensors that lie in memory as they are.</summary>
internal sealed class MemoryTensors(IEnumerable<KeyValuePair<string, Tensor>> tensors) : TensorSource
{
    private readonly OrderedDictionary<string, Tensor> _tensors = new(tensors);

    public override IReadOnlyList<TensorInfo> Tensors => [.. _tensors.Select(static pair => Info(pair.Key, pair.Value))];

    public override bool Contains(string name) => _tensors.ContainsKey(name);

    public override TensorInfo? Find(string name, ReadOnlySpan<int> wanted) => _tensors.TryGetValue(name, out Tensor? tensor) ? Info(name, tensor) : null;

    public override Tensor Load(TensorInfo tensor) => _tensors[tensor.Name];

    private static TensorInfo Info(string name, Tensor tensor) => new(name, tensor.Shape, SafetensorsType.Float32);
}
