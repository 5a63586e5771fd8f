using FixPix.Neural;
using FixPix.Neural.Kernels;
using FixPix.Neural.Layers;
using FixPix.Neural.Weights;

namespace FixPix.Tests.Neural.Kernels;

/// <summary>Convolutions and pooling: PyTorch's numbers → scalar path → vector paths (tests/fixtures/convolution.py).</summary>
public sealed class ConvolutionTests
{
    private const float Tolerance = 2e-6f;

    /// <summary>Name, inputs, outputs, height, width: the fixture's.</summary>
    public static TheoryData<string, int, int, int, int> Shapes => new()
    {
        { "one", 1, 1, 1, 1 },
        { "thin", 3, 17, 1, 13 },
        { "tall", 16, 5, 11, 1 },
        { "wide", 8, 16, 3, 29 },
        { "deep", 33, 20, 5, 6 },
    };

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Convolution_3x3_with_its_norm_folded_gives_what_PyTorch_gives(string name, int inputs, int outputs, int height, int width)
    {
        using WeightFile file = Fixtures.Open("convolution");
        Workspace workspace = new();
        FeatureMap image = Fixtures.Map(file.Read(name + ".image", height, width, inputs), workspace);
        Convolution3x3 layer = new(file, name + ".conv", name + ".norm", inputs, outputs);
        FeatureMap target = workspace.RentMap(image.Region, outputs);
        foreach (KernelPath path in Fixtures.Paths)
        {
            Convolution.Run3x3(in image, layer.Weights, in target, rectify: true, path);
            Fixtures.Close(file.Read(name + ".conv.expected", height, width, outputs).Values, Fixtures.Values(target), Tolerance, $"{name}, {path}");
        }
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Convolution_1x1_gives_what_PyTorch_gives(string name, int inputs, int outputs, int height, int width)
    {
        using WeightFile file = Fixtures.Open("convolution");
        Workspace workspace = new();
        FeatureMap image = Fixtures.Map(file.Read(name + ".image", height, width, inputs), workspace);
        Convolution1x1 layer = new(file, name + ".point", inputs, outputs);
        FeatureMap target = workspace.RentMap(image.Region, outputs);
        foreach (KernelPath path in Fixtures.Paths)
        {
            Convolution.Run1x1(in image, layer.Weights, in target, rectify: false, path);
            Fixtures.Close(file.Read(name + ".point.expected", height, width, outputs).Values, Fixtures.Values(target), Tolerance, $"{name}, {path}");
        }
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Transposed_convolution_2x2_gives_what_PyTorch_gives_over_any_region(string name, int inputs, int outputs, int height, int width)
    {
        using WeightFile file = Fixtures.Open("convolution");
        Workspace workspace = new();
        FeatureMap image = Fixtures.Map(file.Read(name + ".image", height, width, inputs), workspace);
        TransposedConvolution2x2 layer = new(file, name + ".up", inputs, outputs);
        Tensor whole = file.Read(name + ".up.expected", 2 * height, 2 * width, outputs);
        FeatureMap expected = Fixtures.Map(whole, workspace);
        Region plane = expected.Region;
        foreach (Region region in new[] { plane, new(1, 1, plane.Height - 1, plane.Width - 1), new(0, plane.Width - 1, 1, 1), new(1, 0, 1, plane.Width - 1) })
        {
            FeatureMap target = workspace.RentMap(region, outputs);
            foreach (KernelPath path in Fixtures.Paths)
            {
                Convolution.RunTransposed2x2(in image, layer.Weights, in target, path);
                Fixtures.Close(Fixtures.Values(expected, region), Fixtures.Values(target), Tolerance, $"{name}, {path}, {region}");
            }
        }
    }

    [Theory]
    [InlineData("wide", 8, 3, 29)]
    [InlineData("deep", 33, 5, 6)]
    public void Max_pool_2x2_gives_what_PyTorch_gives(string name, int channels, int height, int width)
    {
        using WeightFile file = Fixtures.Open("convolution");
        Workspace workspace = new();
        FeatureMap image = Fixtures.Map(file.Read(name + ".image", height, width, channels), workspace);
        FeatureMap target = workspace.RentMap(Region.Whole(height / 2, width / 2), channels);
        foreach (KernelPath path in Fixtures.Paths)
        {
            MaxPool2x2.Run(in image, in target, path);
            Assert.Equal(file.Read(name + ".pool.expected", height / 2, width / 2, channels).Values, Fixtures.Values(target));
        }
    }

    [Fact]
    public void Convolution_3x3_reads_and_writes_channels_that_are_part_of_wider_maps()
    {
        using WeightFile file = Fixtures.Open("convolution");
        Workspace workspace = new();
        FeatureMap image = Fixtures.Map(file.Read("wide.image", 3, 29, 8), workspace);
        FeatureMap wide = workspace.RentMap(image.Region, 11), target = workspace.RentMap(image.Region, 20);
        Fixtures.Fill(wide, (_, _, _) => 99);
        Fixtures.Fill(target, (_, _, _) => -7);
        for (int site = 0; site < image.Region.Height * image.Region.Width; site++)
        {
            (int row, int column) = Math.DivRem(site, image.Region.Width);
            image.At(row, column).CopyTo(wide.Slice(2, 8).At(row, column));
        }

        Convolution3x3 layer = new(file, "wide.conv", "wide.norm", 8, 16);
        foreach (KernelPath path in Fixtures.Paths)
        {
            Convolution.Run3x3(wide.Slice(2, 8), layer.Weights, target.Slice(3, 16), rectify: true, path);
            Fixtures.Close(file.Read("wide.conv.expected", 3, 29, 16).Values, Fixtures.Values(target.Slice(3, 16)), Tolerance, $"{path}");
            Assert.All(Fixtures.Values(target.Slice(0, 3)).Concat(Fixtures.Values(target.Slice(19, 1))), value => Assert.Equal(-7, value));
        }
    }

    [Theory]
    [InlineData(1, 1, 1)]
    [InlineData(2, 3, 2)]
    [InlineData(7, 15, 13)]
    [InlineData(13, 16, 12)]
    [InlineData(17, 17, 11)]
    [InlineData(31, 33, 25)]
    [InlineData(1024, 3, 14)]
    public void Every_path_of_the_3x3_convolution_agrees_with_the_scalar_one(int inputs, int outputs, int width)
    {
        Workspace workspace = new();
        PackedWeights weights = new(9 * inputs, outputs, (k, column) => MathF.Sin(k * 0.7f + column) / MathF.Sqrt(inputs), [.. Enumerable.Range(0, outputs).Select(column => column * 0.01f)]);
        FeatureMap source = workspace.RentMap(Region.Whole(4, width), inputs), target = workspace.RentMap(source.Region, outputs);
        Fixtures.Fill(source, (row, column, channel) => MathF.Cos(row * 3 + column * 5 + channel * 0.3f));
        Convolution.Run3x3(in source, weights, in target, rectify: false, KernelPath.Scalar);
        float[] expected = Fixtures.Values(target);
        foreach (KernelPath path in Fixtures.Paths)
        {
            Convolution.Run3x3(in source, weights, in target, rectify: false, path);
            Fixtures.Close(expected, Fixtures.Values(target), 1e-5f, $"{path}");
        }
    }
}
