using FixPix.Neural;
using FixPix.Neural.Networks;
using FixPix.Neural.Weights;

namespace FixPix.Tests.Neural.Networks;

/// <summary>The U-Net against PyTorch, and a part of the plane against the whole.</summary>
public sealed class UNetTests
{
    private static readonly Region s_plane = Region.Whole(20, 36);

    [Fact]
    public void Whole_plane_gives_what_PyTorch_gives()
    {
        using WeightFile file = Fixtures.Open("unet");
        Workspace workspace = new();
        FeatureMap input = Fixtures.Map(file.Read("test.input", 20, 36, 3), workspace);
        FeatureMap output = workspace.RentMap(s_plane, 2);
        new UNet(file).Forward(in input, in output, s_plane, workspace);
        Fixtures.Close(file.Read("test.output", 20, 36, 2).Values, Fixtures.Values(output), 1e-5f, "U-Net");
    }

    [Theory]
    [InlineData(0, 0, 1, 1)]
    [InlineData(19, 35, 1, 1)]
    [InlineData(7, 11, 5, 3)]
    [InlineData(0, 13, 20, 1)]
    [InlineData(9, 0, 1, 36)]
    [InlineData(3, 5, 16, 29)]
    [InlineData(12, 20, 8, 16)]
    public void A_region_has_the_bits_of_the_whole_and_needs_no_more_than_it_asks_for(int top, int left, int height, int width)
    {
        using WeightFile file = Fixtures.Open("unet");
        UNet network = new(file);
        Workspace workspace = new();
        FeatureMap input = Fixtures.Map(file.Read("test.input", 20, 36, 3), workspace);
        FeatureMap whole = workspace.RentMap(s_plane, 2);
        network.Forward(in input, in whole, s_plane, workspace);

        Region region = new(top, left, height, width), needed = network.InputFor(region, s_plane);
        FeatureMap part = workspace.RentMap(needed, 3), output = workspace.RentMap(region, 2);
        Fixtures.Fill(part, (row, column, channel) => input.At(row, column)[channel]);
        network.Forward(in part, in output, s_plane, workspace);
        Assert.Equal(Fixtures.Values(whole, region), Fixtures.Values(output));
    }

    [Theory]
    [InlineData(0, 0, 1, 1)]
    [InlineData(31, 43, 1, 1)]
    [InlineData(5, 17, 11, 14)]
    [InlineData(8, 20, 16, 24)]
    public void A_region_has_the_bits_of_the_whole_where_convolutions_run_in_tiles_of_their_own(int top, int left, int height, int width)
    {
        Dictionary<string, string> metadata = new() { ["architecture"] = UNet.Architecture, ["inputs"] = "8", ["outputs"] = "4", ["levels"] = "16,24,8", ["head"] = "linear" };
        using WeightFile file = WeightFile.Fresh(metadata, seed: 1);
        UNet network = new(file);
        Workspace workspace = new();
        Region plane = Region.Whole(32, 44), region = new(top, left, height, width);
        FeatureMap input = workspace.RentMap(plane, 8), whole = workspace.RentMap(plane, 4), output = workspace.RentMap(region, 4);
        FeatureMap part = workspace.RentMap(network.InputFor(region, plane), 8);
        Fixtures.Fill(input, (row, column, channel) => MathF.Sin((row * 1.1f) + (column * 0.7f) + channel));
        Fixtures.Fill(part, (row, column, channel) => input.At(row, column)[channel]);
        network.Forward(in input, in whole, plane, workspace);
        network.Forward(in part, in output, plane, workspace);
        Assert.Equal(Fixtures.Values(whole, region), Fixtures.Values(output));
    }

    [Fact]
    public void Input_for_a_region_is_all_that_the_region_depends_on()
    {
        using WeightFile file = Fixtures.Open("unet");
        UNet network = new(file);
        Workspace workspace = new();
        FeatureMap input = workspace.RentMap(Region.Whole(64, 64), 3), output = workspace.RentMap(new Region(30, 33, 2, 1), 2);
        Region needed = network.InputFor(output.Region, input.Region);
        Fixtures.Fill(input, (row, column, channel) => MathF.Sin(row + column * channel));
        network.Forward(in input, in output, input.Region, workspace);
        float[] before = Fixtures.Values(output);
        Fixtures.Fill(input, (row, column, channel) => needed.Covers(new Region(row, column, 1, 1)) ? MathF.Sin(row + column * channel) : 1e6f);
        network.Forward(in input, in output, input.Region, workspace);
        Assert.Equal(before, Fixtures.Values(output));
    }

    [Fact]
    public void A_second_pass_allocates_nothing_and_gives_the_same_bits()
    {
        using WeightFile file = Fixtures.Open("unet");
        UNet network = new(file);
        Workspace workspace = new();
        FeatureMap input = Fixtures.Map(file.Read("test.input", 20, 36, 3), workspace), output = workspace.RentMap(s_plane, 2);
        network.Forward(in input, in output, s_plane, workspace);
        float[] first = Fixtures.Values(output);
        Assert.Equal(0, Allocations.Of(() => network.Forward(in input, in output, s_plane, workspace)));
        Assert.Equal(first, Fixtures.Values(output));
    }

    [Fact]
    public void A_file_of_another_network_is_refused_by_name()
    {
        using WeightFile file = Fixtures.Open("patch-mlp");
        FixPixException error = Assert.Throws<FixPixException>(() => new UNet(file));
        Assert.Contains("architecture 'patch-mlp', expected 'unet'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Levels_that_the_tensors_do_not_have_are_refused_with_both_shapes()
    {
        using WeightFile file = Fixtures.Open("unet");
        Dictionary<string, string> metadata = new(file.Metadata) { ["levels"] = "4,7,9" };
        using WeightFile wrong = new("wrong", metadata, file.Tensors.Select(tensor => KeyValuePair.Create(tensor.Name, file.Read(tensor.Name, [.. tensor.Shape]))));
        FixPixException error = Assert.Throws<FixPixException>(() => new UNet(wrong));
        Assert.Contains("'up.0.transpose.weight' has shape [6, 4, 2, 2], expected [7, 4, 2, 2]", error.Message, StringComparison.Ordinal);
    }
}
