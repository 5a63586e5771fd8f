namespace FixPix.Training.Torch;

/// <summary>A float32 tensor of libtorch. Its operations are recorded for gradients where an operand requires them; shapes are PyTorch's.</summary>
/// <exception cref="TorchException">From every operation: libtorch refuses the shapes, or memory is short.</exception>
public sealed unsafe partial class TorchTensor : IDisposable
{
    private nint _handle;

    private TorchTensor(nint handle)
    {
        _handle = handle != 0 ? handle : throw TorchLibrary.Failure();
        TensorScope.Register(this);
    }

    /// <summary>Frees what was never disposed.</summary>
    ~TorchTensor() => Native.Free(Interlocked.Exchange(ref _handle, 0));

    /// <summary>Length of each dimension.</summary>
    public long[] Shape
    {
        get
        {
            long[] shape = new long[Native.Dimensions(Handle)];
            for (int dimension = 0; dimension < shape.Length; dimension++)
            {
                shape[dimension] = Native.Length(Handle, dimension);
            }

            GC.KeepAlive(this);
            return shape;
        }
    }

    /// <summary>Number of values.</summary>
    public long Count => CountOf(Shape);

    /// <summary>What backward passes have summed up for this tensor, as a tensor of its own.</summary>
    public TorchTensor Gradient => new(Keeping(Native.Gradient(Handle)));

    private nint Handle => _handle != 0 ? _handle : throw new ObjectDisposedException(nameof(TorchTensor));

    /// <summary>Copies values into a new tensor.</summary>
    /// <param name="values">Row-major, the last dimension fastest.</param>
    /// <param name="shape">Length of each dimension.</param>
    /// <param name="device">Where it shall live.</param>
    public static TorchTensor From(ReadOnlySpan<float> values, ReadOnlySpan<long> shape, TorchDevice device)
    {
        long count = CountOf(shape);
        if (count != values.Length)
        {
            throw new TorchException($"tensor of shape [{string.Join(", ", shape.ToArray())}]: {values.Length} values, expected {count}");
        }

        fixed (float* data = values)
        fixed (long* lengths = shape)
        {
            (nint at, nint sizes, int dimensions) = ((nint)data, (nint)lengths, shape.Length);
            return new TorchTensor(TorchLibrary.Call(() => Native.From((float*)at, (long*)sizes, dimensions, device.Number)));
        }
    }

    /// <summary>A tensor of zeros.</summary>
    public static TorchTensor Zeros(ReadOnlySpan<long> shape, TorchDevice device) => From(new float[CountOf(shape)], shape, device);

    /// <summary>Copies the values out, row-major.</summary>
    public float[] ToArray()
    {
        float[] values = new float[Count];
        CopyTo(values);
        return values;
    }

    /// <summary>Copies the values out, row-major, into as many floats.</summary>
    public void CopyTo(Span<float> values)
    {
        fixed (float* data = values)
        {
            TorchLibrary.Done(Native.To(Handle, data, values.Length));
        }

        GC.KeepAlive(this);
    }

    /// <summary>The value of a tensor that has just one.</summary>
    public float ToSingle()
    {
        float value;
        TorchLibrary.Done(Native.To(Handle, &value, 1));
        GC.KeepAlive(this);
        return value;
    }

    /// <summary>Overwrites the values in place, unrecorded.</summary>
    public void Assign(TorchTensor values)
    {
        TorchLibrary.Done(Native.Assign(Handle, values.Handle));
        GC.KeepAlive(this);
        GC.KeepAlive(values);
    }

    /// <summary>Asks backward passes to sum up this tensor's gradient.</summary>
    public TorchTensor RequireGradient()
    {
        TorchLibrary.Done(Native.RequireGradient(Handle));
        GC.KeepAlive(this);
        return this;
    }

    /// <summary>Forgets the gradient.</summary>
    public void ClearGradient()
    {
        TorchLibrary.Done(Native.ClearGradient(Handle));
        GC.KeepAlive(this);
    }

    /// <summary>Adds the derivative of this single value to the gradient of everything that it was computed from.</summary>
    public void Backward()
    {
        TorchLibrary.Done(Native.Backward(Handle));
        GC.KeepAlive(this);
    }

    /// <summary>The same values, cut off from what they were computed from.</summary>
    public TorchTensor Detach() => new(Keeping(Native.Detach(Handle)));

    /// <inheritdoc/>
    public void Dispose()
    {
        Native.Free(Interlocked.Exchange(ref _handle, 0));
        GC.SuppressFinalize(this);
    }

    /// <summary>The addresses of several tensors, for a call that takes a list; the caller keeps them alive.</summary>
    internal static nint[] Handles(IReadOnlyList<TorchTensor> tensors) => [.. tensors.Select(static tensor => tensor.Handle)];

    private static long CountOf(ReadOnlySpan<long> shape)
    {
        long count = 1;
        foreach (long length in shape)
        {
            count = checked(count * length);
        }

        return count;
    }

    /// <summary>Keeps this tensor from being freed by the collector before the call that used its handle has returned.</summary>
    private nint Keeping(nint result, params ReadOnlySpan<TorchTensor?> others)
    {
        GC.KeepAlive(this);
        foreach (TorchTensor? other in others)
        {
            GC.KeepAlive(other);
        }

        return result;
    }
}
