using FixPix.Neural;
using FixPix.Neural.Networks;
using FixPix.Neural.Weights;

namespace FixPix.Tests.Neural.Onnx;

/// <summary>The exported models in ONNX Runtime give what our engine gives. They need node and what <c>test.sh</c> installs, and run once, by their trait.</summary>
[Trait("Category", "OnnxRuntime")]
public sealed class OnnxRuntimeTests
{
    private const double Tolerance = 1e-4;
    private readonly Workspace _workspace = new();

    [Theory]
    [InlineData("sigmoid", "probability", "3", 1, 1, 5, 7)]
    [InlineData("sigmoid", "probability", "6,10,17", 8, 4, 16, 24)]
    [InlineData("sigmoid", "probability", "16,32,64,128", 8, 4, 40, 32)]
    [InlineData("sigmoid", "probability", "16,32,64,128", 8, 4, 8, 8)]
    [InlineData("linear", "value", "4,6,8,10,12", 1, 1, 48, 16)]
    public void UNet_gives_the_same(string head, string output, string levels, int inputs, int outputs, int height, int width)
    {
        using WeightFile weights = WeightFile.Fresh(
            new Dictionary<string, string> { ["architecture"] = "unet", ["inputs"] = $"{inputs}", ["outputs"] = $"{outputs}", ["levels"] = levels, ["head"] = head, ["name"] = "größe" }, seed: 5);
        float[] values = RandomValues(inputs * height * width);
        OnnxOutput theirs = OnnxRuntime.Run(weights, values, 1, inputs, height, width);
        Assert.Equal(("mosaic", output), (theirs.Input, theirs.Name));
        Assert.Equal([1, outputs, height, width], theirs.Shape);

        Region plane = Region.Whole(height, width);
        FeatureMap input = _workspace.RentMap(plane, inputs), result = _workspace.RentMap(plane, outputs);
        Each(plane, inputs, (row, column, channel, index) => input.At(row, column)[channel] = values[index]);
        new UNet(weights).Forward(in input, in result, plane, _workspace);
        float[] ours = new float[theirs.Values.Length];
        Each(plane, outputs, (row, column, channel, index) =>
        {
            float logit = result.At(row, column)[channel];
            ours[index] = head == "sigmoid" ? 1 / (1 + MathF.Exp(-logit)) : logit;
        });
        Same(ours, theirs.Values);
    }

    [Theory]
    [InlineData("24,48,12,1", 1)]
    [InlineData("24,48,12,1", 37)]
    [InlineData("168,336,84,1", 5)]
    [InlineData("3,2", 4)]
    public void Patch_mlp_gives_the_same(string widths, int patches)
    {
        using WeightFile weights = WeightFile.Fresh(new Dictionary<string, string> { ["architecture"] = "patch-mlp", ["widths"] = widths }, seed: 6);
        PatchMlp network = new(weights);
        float[] values = RandomValues(patches * network.Inputs);
        OnnxOutput theirs = OnnxRuntime.Run(weights, values, patches, network.Inputs);
        Assert.Equal(("patches", "value"), (theirs.Input, theirs.Name));
        Assert.Equal([patches, network.Outputs], theirs.Shape);

        Matrix input = Fill(values, patches, network.Inputs), output = _workspace.RentMatrix(patches, network.Outputs);
        network.Forward(in input, in output, _workspace);
        Same(Values(in output), theirs.Values);
    }

    [Theory]
    [InlineData("3,4", "9,8", "8,1,1", "4,1,1")]
    [InlineData("3,4", "12,20", "24,2,3", "20,3,5")]
    [InlineData("9,12", "63,108", "96,2,12", "64,2,16")]
    public void Vision_transformer_gives_the_same(string patch, string tile, string encoder, string decoder)
    {
        using WeightFile weights = WeightFile.Fresh(
            new Dictionary<string, string> { ["architecture"] = "vit-autoencoder", ["patch"] = patch, ["tile"] = tile, ["encoder"] = encoder, ["decoder"] = decoder }, seed: 7);
        VitAutoencoder network = new(weights);
        int gridRows = network.TileRows / network.PatchRows, gridColumns = network.TileColumns / network.PatchColumns;
        int tokens = gridRows * gridColumns, pixels = network.PatchRows * network.PatchColumns;
        float[] values = RandomValues(tokens * pixels);
        OnnxOutput theirs = OnnxRuntime.Run(weights, values, 1, tokens, pixels);
        Assert.Equal(("patches", "value"), (theirs.Input, theirs.Name));
        Assert.Equal([1, tokens, pixels], theirs.Shape);

        Matrix input = Fill(values, tokens, pixels), output = _workspace.RentMatrix(tokens, pixels);
        network.Forward(in input, in output, gridRows, gridColumns, _workspace);
        Same(Values(in output), theirs.Values);
    }

    private static float[] RandomValues(int count)
    {
        Random random = new(count);
        return [.. Enumerable.Range(0, count).Select(_ => random.NextSingle() * 4 - 2)];
    }

    // The places of [channel][row][column], in order.
    private static void Each(Region plane, int channels, Action<int, int, int, int> visit)
    {
        for (int index = 0; index < channels * plane.Height * plane.Width; index++)
        {
            visit(index / plane.Width % plane.Height, index % plane.Width, index / plane.Width / plane.Height, index);
        }
    }

    private Matrix Fill(float[] values, int rows, int columns)
    {
        Matrix matrix = _workspace.RentMatrix(rows, columns);
        for (int row = 0; row < rows; row++)
        {
            values.AsSpan(row * columns, columns).CopyTo(matrix.Row(row));
        }

        return matrix;
    }

    private static float[] Values(in Matrix matrix)
    {
        List<float> values = [];
        for (int row = 0; row < matrix.Rows; row++)
        {
            values.AddRange(matrix.Row(row));
        }

        return [.. values];
    }

    private static void Same(float[] ours, float[] theirs)
    {
        Assert.Equal(ours.Length, theirs.Length);
        // A network that says the same everywhere would prove nothing.
        Assert.True(ours.Length < 10 || ours.Max() - ours.Min() > 0.01, "the outputs hardly differ from each other");
        for (int index = 0; index < ours.Length; index++)
        {
            Assert.True(Math.Abs(ours[index] - theirs[index]) <= Tolerance, $"number {index}: {ours[index]}, ONNX Runtime {theirs[index]}");
        }
    }
}
