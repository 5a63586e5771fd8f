namespace FixPix.Training.Torch;

/// <summary>Frees the tensors that were made on this thread while it was the innermost scope. Native memory is invisible to the garbage collector, so a training step runs in one.</summary>
public sealed class TensorScope : IDisposable
{
    [ThreadStatic]
    private static TensorScope? s_innermost;

    private readonly TensorScope? _outer;
    private readonly List<TorchTensor> _tensors = [];

    /// <summary>Begins a scope inside the current one.</summary>
    public TensorScope()
    {
        _outer = s_innermost;
        s_innermost = this;
    }

    /// <summary>Takes a tensor out of the scope that made it: it lives until the outer scope ends or it is disposed.</summary>
    public TorchTensor Keep(TorchTensor tensor)
    {
        if (_tensors.Remove(tensor))
        {
            _outer?._tensors.Add(tensor);
        }

        return tensor;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (TorchTensor tensor in _tensors)
        {
            tensor.Dispose();
        }

        s_innermost = _outer;
    }

    internal static void Register(TorchTensor tensor) => s_innermost?._tensors.Add(tensor);
}
