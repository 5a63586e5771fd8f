using FixPix.Training.Torch;

namespace FixPix.Training.Tests.Torch;

/// <summary>The binding: values, shapes and errors cross the border; gradients against differences; no tensor is leaked.</summary>
[Collection(OneAtATime.Name)]
public sealed class TorchTensorTests
{
    [Fact]
    public void Values_and_shape_come_back_as_they_went_in()
    {
        using TensorScope scope = new();
        float[] values = [1, -2, 3.5f, 4, 5, float.MaxValue];
        TorchTensor tensor = Of(values, 2, 3);
        Assert.Equal([2, 3], tensor.Shape);
        Assert.Equal(values, tensor.ToArray());
        Assert.Equal([1f, 4, -2, 5, 3.5f, float.MaxValue], tensor.Permute(1, 0).ToArray());
        Assert.Equal([-2f, 3.5f, 5, float.MaxValue], tensor.Narrow(1, 1, 2).ToArray());
    }

    [Fact]
    public void Too_few_values_are_refused_before_libtorch_reads_them() =>
        Assert.Contains("shape [2, 3]: 5 values, expected 6", Assert.Throws<TorchException>(() => Of(new float[5], 2, 3)).Message, StringComparison.Ordinal);

    [Fact]
    public void What_libtorch_refuses_is_told_in_one_line()
    {
        using TensorScope scope = new();
        TorchTensor a = Of(new float[6], 2, 3), b = Of(new float[8], 2, 4);
        TorchException error = Assert.Throws<TorchException>(() => a + b);
        Assert.StartsWith("libtorch: ", error.Message, StringComparison.Ordinal);
        Assert.Contains("must match", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error.Message);
        Assert.Throws<TorchException>(() => a.Gradient);
        Assert.Throws<TorchException>(() => a.Backward());
        Assert.Throws<TorchException>(() => a.Convolution(b, null));
    }

    [Fact]
    public void A_scope_frees_what_was_made_in_it_and_keeps_what_it_is_told_to()
    {
        long before = TorchLibrary.LiveTensors;
        using (TensorScope outer = new())
        {
            TorchTensor kept;
            using (TensorScope inner = new())
            {
                TorchTensor a = Of([1, 2], 2).RequireGradient();
                kept = inner.Keep(a * a);
                kept.Sum().Backward();
                Assert.Equal([2f, 4], a.Gradient.ToArray());
            }

            Assert.Equal(before + 1, TorchLibrary.LiveTensors);
            Assert.Equal([1f, 4], kept.ToArray());
        }

        Assert.Equal(before, TorchLibrary.LiveTensors);
    }

    [Fact]
    public void A_failed_call_leaks_nothing()
    {
        long before = TorchLibrary.LiveTensors;
        using (TensorScope scope = new())
        {
            TorchTensor a = Of(new float[6], 2, 3);
            for (int i = 0; i < 100; i++)
            {
                Assert.Throws<TorchException>(() => a.MatMul(a));
            }
        }

        Assert.Equal(before, TorchLibrary.LiveTensors);
    }

    [Fact]
    public void A_tensor_that_was_freed_is_not_used_again()
    {
        TorchTensor tensor = Of([1], 1);
        tensor.Dispose();
        tensor.Dispose();
        Assert.Throws<ObjectDisposedException>(() => tensor.ToArray());
    }

    /// <summary>Operations with one input, as functions of it; each is checked against central differences.</summary>
    public static TheoryData<string> Differentiable =>
        new(s_operations.Keys);

    private static readonly Dictionary<string, Func<TorchTensor, TorchTensor>> s_operations = new()
    {
        ["arithmetic"] = x => (x * x + x) / (x * x).Affine(1, 2) - x,
        ["clamp, abs, sqrt"] = x => x.Clamp(-0.72, 0.72).Abs().Affine(1, 0.5).Sqrt(),
        ["convolution"] = x => x.Convolution(Of(Wave(27, 0.7f), 3, 1, 3, 3), Of([1, 2, 3], 3), padding: 1),
        ["transposed convolution"] = x => x.TransposedConvolution(Of(Wave(8, 0.4f), 1, 2, 2, 2), Of([1, 2], 2), 2),
        ["max pool"] = x => x.MaxPool(2),
        ["batch norm"] = x => x.BatchNorm(Of([2], 1), Of([1], 1), Of([0], 1), Of([1], 1), BatchStatistics.Learned),
        ["layer norm"] = x => x.LayerNorm(Of(Wave(6, 0.9f), 6), Of(Wave(6, 0.3f), 6), 1e-6),
        ["linear"] = x => x.Linear(Of(Wave(12, 0.8f), 2, 6), Of([1, 2], 2)),
        ["attention"] = x => x.MatMul(x.Permute(0, 1, 3, 2)).Softmax(3).MatMul(x),
        ["relu, gelu, sigmoid"] = x => x.Relu() + x.Gelu() * x.Sigmoid(),
        ["shuffle"] = x => x.PixelUnshuffle(2).Affine(3, 0).PixelShuffle(2),
        ["shapes"] = x => TorchTensor.Join(0, x.Reshape(4, 6), x.Reshape(4, 6).Narrow(0, 1, 2)).Sum(0, keep: true),
        ["cross-entropy"] = x => x.CrossEntropy(Of([.. Wave(24, 0.2f).Select(v => v > 0 ? 1f : 0f)], 1, 1, 4, 6)),
    };

    [Theory]
    [MemberData(nameof(Differentiable))]
    public void Gradients_agree_with_differences(string operation)
    {
        using TensorScope scope = new();
        float[] at = Wave(24, 1.3f);
        float Value(float[] values)
        {
            TorchTensor result = s_operations[operation](Of(values, 1, 1, 4, 6));
            return (result * Of(Wave((int)result.Count, 0.61f), result.Shape)).Sum().ToSingle();
        }

        TorchTensor x = Of(at, 1, 1, 4, 6).RequireGradient();
        TorchTensor y = s_operations[operation](x);
        (y * Of(Wave((int)y.Count, 0.61f), y.Shape)).Sum().Backward();
        float[] gradient = x.Gradient.ToArray();
        const float Step = 1e-2f;
        for (int i = 0; i < at.Length; i++)
        {
            float[] up = [.. at], down = [.. at];
            up[i] += Step;
            down[i] -= Step;
            Assert.Equal((Value(up) - Value(down)) / (2 * Step), gradient[i], 0.02f * (1 + Math.Abs(gradient[i])));
        }
    }

    [Fact]
    public void Without_gradients_nothing_is_recorded_and_afterwards_it_is_again()
    {
        using TensorScope scope = new();
        TorchTensor x = Of([2], 1).RequireGradient();
        using (TorchLibrary.WithoutGradients())
        {
            Assert.Throws<TorchException>(() => (x * x).Sum().Backward());
        }

        (x * x).Sum().Backward();
        Assert.Equal([4f], x.Gradient.ToArray());
    }

    [Fact]
    public void Bfloat16_rounds_products_and_ends_with_its_scope()
    {
        using TensorScope scope = new();
        TorchTensor a = Of([1.001f, 1], 1, 2), b = Of([1, 0], 1, 2);
        using (TorchLibrary.InBfloat16(TorchDevice.Processor))
        {
            Assert.Equal(1f, a.Linear(b, null).ToSingle());
        }

        Assert.Equal(1.001f, a.Linear(b, null).ToSingle());
    }

    private static float[] Wave(int length, float step) => [.. Enumerable.Range(1, length).Select(i => MathF.Sin(i * step))];

    private static TorchTensor Of(float[] values, params ReadOnlySpan<long> shape) => TorchTensor.From(values, shape, TorchDevice.Processor);
}
