namespace FixPix.Training.Torch;

public sealed unsafe partial class TorchTensor
{
    /// <summary>a + b, with broadcasting.</summary>
    public static TorchTensor operator +(TorchTensor a, TorchTensor b) => new(a.Keeping(Native.Add(a.Handle, b.Handle), b));

    /// <summary>a − b, with broadcasting.</summary>
    public static TorchTensor operator -(TorchTensor a, TorchTensor b) => new(a.Keeping(Native.Subtract(a.Handle, b.Handle), b));

    /// <summary>a · b, value by value, with broadcasting.</summary>
    public static TorchTensor operator *(TorchTensor a, TorchTensor b) => new(a.Keeping(Native.Multiply(a.Handle, b.Handle), b));

    /// <summary>a / b, value by value, with broadcasting.</summary>
    public static TorchTensor operator /(TorchTensor a, TorchTensor b) => new(a.Keeping(Native.Divide(a.Handle, b.Handle), b));

    /// <summary>Tensors one after the other along a dimension.</summary>
    public static TorchTensor Join(int dimension, params IReadOnlyList<TorchTensor> tensors)
    {
        fixed (nint* handles = Handles(tensors))
        {
            TorchTensor joined = new(Native.Join(handles, tensors.Count, dimension));
            GC.KeepAlive(tensors);
            return joined;
        }
    }

    /// <summary>Each value · factor + offset.</summary>
    public TorchTensor Affine(double factor, double offset) => new(Keeping(Native.Affine(Handle, factor, offset)));

    /// <summary>Each value brought between two limits.</summary>
    public TorchTensor Clamp(double least, double most) => new(Keeping(Native.Clamp(Handle, least, most)));

    /// <summary>Each value without its sign.</summary>
    public TorchTensor Abs() => new(Keeping(Native.Abs(Handle)));

    /// <summary>The square root of each value.</summary>
    public TorchTensor Sqrt() => new(Keeping(Native.Sqrt(Handle)));

    /// <summary>The sum of all values.</summary>
    public TorchTensor Sum() => new(Keeping(Native.Sum(Handle)));

    /// <summary>The sums along a dimension, which stays with length 1 where asked.</summary>
    public TorchTensor Sum(int dimension, bool keep) => new(Keeping(Native.SumOver(Handle, dimension, keep ? 1 : 0)));

    /// <summary>The mean of all values.</summary>
    public TorchTensor Mean() => new(Keeping(Native.Mean(Handle)));

    /// <summary>The same values in another shape.</summary>
    public TorchTensor Reshape(params ReadOnlySpan<long> shape)
    {
        fixed (long* lengths = shape)
        {
            return new TorchTensor(Keeping(Native.Reshape(Handle, lengths, shape.Length)));
        }
    }

    /// <summary>The dimensions in another order.</summary>
    public TorchTensor Permute(params ReadOnlySpan<long> order)
    {
        fixed (long* dimensions = order)
        {
            return new TorchTensor(Keeping(Native.Permute(Handle, dimensions, order.Length)));
        }
    }

    /// <summary>Part of a dimension.</summary>
    public TorchTensor Narrow(int dimension, long first, long count) => new(Keeping(Native.Narrow(Handle, dimension, first, count)));

    /// <summary>[N, C·f², H, W] to [N, C, H·f, W·f].</summary>
    public TorchTensor PixelShuffle(int factor) => new(Keeping(Native.PixelShuffle(Handle, factor)));

    /// <summary>[N, C, H·f, W·f] to [N, C·f², H, W].</summary>
    public TorchTensor PixelUnshuffle(int factor) => new(Keeping(Native.PixelUnshuffle(Handle, factor)));

    /// <summary>Convolution of [N, in, H, W] with [out, in, h, w].</summary>
    public TorchTensor Convolution(TorchTensor weight, TorchTensor? bias, int stride = 1, int padding = 0) =>
        new(Keeping(Native.Convolution(Handle, weight.Handle, bias?.Handle ?? 0, stride, padding), weight, bias));

    /// <summary>Transposed convolution of [N, in, H, W] with [in, out, h, w].</summary>
    public TorchTensor TransposedConvolution(TorchTensor weight, TorchTensor? bias, int stride) =>
        new(Keeping(Native.TransposedConvolution(Handle, weight.Handle, bias?.Handle ?? 0, stride), weight, bias));

    /// <summary>The largest value of each block of size × size.</summary>
    public TorchTensor MaxPool(int size) => new(Keeping(Native.MaxPool(Handle, size)));

    /// <summary>Batch norm of [N, C, H, W].</summary>
    public TorchTensor BatchNorm(TorchTensor gain, TorchTensor shift, TorchTensor mean, TorchTensor variance, BatchStatistics statistics, double momentum = 0.1, double epsilon = 1e-5)
    {
        (nint running, nint spread) = statistics == BatchStatistics.Own ? (0, 0) : (mean.Handle, variance.Handle);
        return new(Keeping(Native.BatchNorm(Handle, gain.Handle, shift.Handle, running, spread, statistics == BatchStatistics.Running ? 0 : 1, momentum, epsilon), gain, shift, mean, variance));
    }

    /// <summary>Layer norm over the last dimensions, those of the gain.</summary>
    public TorchTensor LayerNorm(TorchTensor gain, TorchTensor shift, double epsilon) =>
        new(Keeping(Native.LayerNorm(Handle, gain.Handle, shift.Handle, epsilon), gain, shift));

    /// <summary>[…, in] times [out, in] transposed, plus the bias.</summary>
    public TorchTensor Linear(TorchTensor weight, TorchTensor? bias) => new(Keeping(Native.Linear(Handle, weight.Handle, bias?.Handle ?? 0), weight, bias));

    /// <summary>Matrix product of the last two dimensions.</summary>
    public TorchTensor MatMul(TorchTensor other) => new(Keeping(Native.MatMul(Handle, other.Handle), other));

    /// <summary>Exponentials along a dimension, divided by their sum.</summary>
    public TorchTensor Softmax(int dimension) => new(Keeping(Native.Softmax(Handle, dimension)));

    /// <summary>Negative values become zero.</summary>
    public TorchTensor Relu() => new(Keeping(Native.Relu(Handle)));

    /// <summary>x · Φ(x), exactly.</summary>
    public TorchTensor Gelu() => new(Keeping(Native.Gelu(Handle)));

    /// <summary>1 / (1 + e^−x).</summary>
    public TorchTensor Sigmoid() => new(Keeping(Native.Sigmoid(Handle)));

    /// <summary>The mean binary cross-entropy of logits against targets from 0 to 1, each weighted where weights are given.</summary>
    public TorchTensor CrossEntropy(TorchTensor targets, TorchTensor? weights = null) =>
        new(Keeping(Native.CrossEntropy(Handle, targets.Handle, weights?.Handle ?? 0), targets, weights));
}
