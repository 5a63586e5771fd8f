namespace FixPix.Neural.Weights;

/// <summary>Where the tensors of a weight file come from: memory, bytes of a file, or a seed.</summary>
internal abstract class TensorSource : IDisposable
{
    /// <summary>All of them, in the order of the file.</summary>
    public abstract IReadOnlyList<TensorInfo> Tensors { get; }

    /// <summary>Whether there is a tensor of that name.</summary>
    public abstract bool Contains(string name);

    /// <summary>The tensor of that name, or null; a source that makes its tensors takes the shape that is wanted.</summary>
    public abstract TensorInfo? Find(string name, ReadOnlySpan<int> wanted);

    /// <summary>The numbers of a tensor that <see cref="Find"/> gave.</summary>
    /// <exception cref="FixPixException">They cannot be read as finite floats.</exception>
    public abstract Tensor Load(TensorInfo tensor);

    /// <inheritdoc/>
    public virtual void Dispose()
    {
    }
}
