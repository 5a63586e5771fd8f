using FixPix.Neural;
using FixPix.Neural.Kernels;

namespace FixPix.Tests.Neural.Kernels;

/// <summary>Winograd's convolution against the scalar direct sum, and a part of the plane against the whole.</summary>
public sealed class Winograd3x3Tests
{
    [Theory]
    [InlineData(8, 16, 1, 1)]
    [InlineData(16, 8, 4, 4)]
    [InlineData(24, 16, 3, 5)]
    [InlineData(16, 40, 6, 13)]
    [InlineData(32, 32, 9, 17)]
    [InlineData(64, 24, 12, 31)]
    public void Every_path_agrees_with_the_direct_sum(int inputs, int outputs, int height, int width)
    {
        Workspace workspace = new();
        FeatureMap source = Source(inputs, height, width, workspace), target = workspace.RentMap(source.Region, outputs), expected = workspace.RentMap(source.Region, outputs);
        foreach (bool rectify in new[] { false, true })
        {
            Convolution.Run3x3(in source, Direct(inputs, outputs), in expected, rectify, KernelPath.Scalar);
            foreach (KernelPath path in Fixtures.Paths.Where(path => Winograd3x3.Fits(inputs, outputs, path)))
            {
                Fixtures.Fill(target, (_, _, _) => float.NaN);
                Winograd3x3.Run(in source, Transformed(inputs, outputs), Direct(inputs, outputs).AllBias, in target, rectify, tileShift: 0, workspace, path);
                Fixtures.Close(Fixtures.Values(expected), Fixtures.Values(target), 1e-5f, $"{path}");
            }
        }
    }

    [Theory]
    [InlineData(0, 0, 1, 1, 0)]
    [InlineData(13, 22, 1, 1, 3)]
    [InlineData(3, 5, 7, 9, 0)]
    [InlineData(4, 8, 4, 4, 0)]
    [InlineData(1, 0, 12, 23, 1)]
    public void A_region_has_the_bits_of_the_whole(int top, int left, int height, int width, int shift)
    {
        Workspace workspace = new();
        FeatureMap source = Source(16, 14, 23, workspace), whole = workspace.RentMap(source.Region, 16);
        Region region = new(top, left, height, width), needed = region.Align(Winograd3x3.Tile, shift, source.Region).Grow(1, source.Region);
        FeatureMap partSource = workspace.RentMap(needed, 16), part = workspace.RentMap(region, 16);
        Fixtures.Fill(partSource, (row, column, channel) => Value(row, column, channel));
        foreach (KernelPath path in Fixtures.Paths.Where(path => Winograd3x3.Fits(16, 16, path)))
        {
            Winograd3x3.Run(in source, Transformed(16, 16), Direct(16, 16).AllBias, in whole, rectify: true, shift, workspace, path);
            Winograd3x3.Run(in partSource, Transformed(16, 16), Direct(16, 16).AllBias, in part, rectify: true, shift, workspace, path);
            Assert.Equal(Fixtures.Values(whole, region), Fixtures.Values(part));
        }
    }

    [Fact]
    public void Rounding_errors_stay_near_those_of_the_direct_sum()
    {
        Workspace workspace = new();
        FeatureMap source = Source(64, 16, 16, workspace), direct = workspace.RentMap(source.Region, 16), fast = workspace.RentMap(source.Region, 16);
        Convolution.Run3x3(in source, Direct(64, 16), in direct, rectify: false, KernelPath.Scalar);
        foreach (KernelPath path in Fixtures.Paths.Where(path => Winograd3x3.Fits(64, 16, path)))
        {
            Winograd3x3.Run(in source, Transformed(64, 16), Direct(64, 16).AllBias, in fast, rectify: false, tileShift: 2, workspace, path);
            double error = Math.Sqrt(Fixtures.Values(direct).Zip(Fixtures.Values(fast), static (a, b) => Math.Pow(a - b, 2)).Average());
            double size = Math.Sqrt(Fixtures.Values(direct).Average(static value => (double)value * value));
            Assert.True(error < 4e-6 * size, $"{path}: error {error}, values {size}");
        }
    }

    private static FeatureMap Source(int channels, int height, int width, Workspace workspace)
    {
        FeatureMap map = workspace.RentMap(Region.Whole(height, width), channels);
        Fixtures.Fill(map, Value);
        return map;
    }

    private static float Value(int row, int column, int channel) => MathF.Cos((row * 3) + (column * 5) + (channel * 0.3f));

    private static float Weight(int place, int input, int output) => MathF.Sin((place * 2.1f) + (input * 0.7f) + output) / 4;

    private static PackedWeights Direct(int inputs, int outputs) =>
        new(9 * inputs, outputs, (k, column) => Weight(k / inputs, k % inputs, column), [.. Enumerable.Range(0, outputs).Select(output => 0.01f * output)]);

    private static PackedWeights[] Transformed(int inputs, int outputs) => Winograd3x3.Pack(inputs, outputs, Weight);
}
