using FixPix.Training.Torch;

namespace FixPix.Training.Tests.Torch;

[Collection(OneAtATime.Name)]
public sealed class AdamWTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Steps_follow_the_formula(bool decayInGradient)
    {
        using TensorScope scope = new();
        float[] start = [1, -2, 3];
        TorchTensor parameter = TorchTensor.From(start, [3], TorchDevice.Processor).RequireGradient();
        using AdamW optimizer = new([parameter], TorchDevice.Processor);
        double[] expected = [1, -2, 3], first = new double[3], second = new double[3];
        for (int step = 1; step <= 5; step++)
        {
            (parameter * parameter * parameter).Sum().Backward();
            optimizer.Step(rate: 0.1, decay: 0.02, decayInGradient);
            for (int i = 0; i < 3; i++)
            {
                double gradient = (3 * expected[i] * expected[i]) + (decayInGradient ? 0.02 * expected[i] : 0);
                expected[i] *= decayInGradient ? 1 : 1 - (0.1 * 0.02);
                first[i] = 0.9 * first[i] + 0.1 * gradient;
                second[i] = 0.999 * second[i] + 0.001 * gradient * gradient;
                expected[i] -= 0.1 * (first[i] / (1 - Math.Pow(0.9, step))) / (Math.Sqrt(second[i] / (1 - Math.Pow(0.999, step))) + 1e-8);
            }
        }

        Assert.Equal(expected, parameter.ToArray().Select(value => (double)value), (a, b) => Math.Abs(a - b) < 1e-4);
        Assert.Equal(5, optimizer.Steps);
        Assert.Throws<TorchException>(() => parameter.Gradient);
    }

    [Fact]
    public void Gradients_are_shortened_together()
    {
        using TensorScope scope = new();
        TorchTensor parameter = TorchTensor.From([3, 4], [2], TorchDevice.Processor).RequireGradient();
        using AdamW optimizer = new([parameter], TorchDevice.Processor);
        (parameter * parameter).Sum().Affine(0.5, 0).Backward();
        Assert.Equal(5, optimizer.ClipGradients(1), 1e-5);
        Assert.Equal(0.6f, parameter.Gradient.ToArray()[0], 1e-4f);
    }

    [Fact]
    public void The_same_seed_learns_the_same_numbers_and_the_loss_falls()
    {
        (float[] weights, float loss) once = Learn(), again = Learn();
        Assert.Equal(once.weights, again.weights);
        Assert.True(once.loss < 0.01f, $"loss {once.loss}");
    }

    /// <summary>Learns a 3×3 blur from noise.</summary>
    private static (float[] Weights, float Loss) Learn()
    {
        using TensorScope scope = new();
        TorchLibrary.Seed(7);
        Random random = new(5);
        float[] image = [.. Enumerable.Range(0, 256).Select(_ => (float)random.NextDouble())];
        TorchTensor input = TorchTensor.From(image, [1, 1, 16, 16], TorchDevice.Processor);
        TorchTensor blur = TorchTensor.From([.. Enumerable.Repeat(1f / 9, 9)], [1, 1, 3, 3], TorchDevice.Processor);
        TorchTensor target = input.Convolution(blur, null, padding: 1);
        TorchTensor weight = TorchTensor.Zeros([1, 1, 3, 3], TorchDevice.Processor).RequireGradient();
        using AdamW optimizer = new([weight], TorchDevice.Processor);
        float last = 0;
        for (int step = 0; step < 200; step++)
        {
            using TensorScope inner = new();
            TorchTensor error = input.Convolution(weight, null, padding: 1) - target;
            TorchTensor loss = (error * error).Mean();
            loss.Backward();
            optimizer.Step(rate: 0.01, decay: 0);
            last = loss.ToSingle();
        }

        return (weight.ToArray(), last);
    }
}
