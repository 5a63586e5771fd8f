using FixPix.Neural;
using FixPix.Neural.Kernels;
using FixPix.Neural.Weights;

namespace FixPix.Tests.Neural.Kernels;

public sealed class PixelShuffleTests
{
    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    public void Spread_and_gather_have_the_order_of_channels_of_PyTorch(int factor)
    {
        Workspace workspace = new();
        (FeatureMap small, FeatureMap large) = Read(factor, workspace);
        FeatureMap spread = workspace.RentMap(large.Region, large.Channels), gathered = workspace.RentMap(small.Region, small.Channels);
        PixelShuffle.Spread(in small, in spread, factor);
        PixelShuffle.Gather(in large, in gathered, factor);
        Assert.Equal(Fixtures.Values(large), Fixtures.Values(spread));
        Assert.Equal(Fixtures.Values(small), Fixtures.Values(gathered));
    }

    [Fact]
    public void Part_of_a_plane_is_the_part_of_the_whole()
    {
        Workspace workspace = new();
        (FeatureMap small, FeatureMap large) = Read(2, workspace);
        FeatureMap spread = workspace.RentMap(new Region(1, 3, 4, 4), large.Channels), gathered = workspace.RentMap(new Region(1, 2, 2, 1), small.Channels);
        PixelShuffle.Spread(in small, in spread, 2);
        PixelShuffle.Gather(in large, in gathered, 2);
        Assert.Equal(Fixtures.Values(large, spread.Region), Fixtures.Values(spread));
        Assert.Equal(Fixtures.Values(small, gathered.Region), Fixtures.Values(gathered));
    }

    private static (FeatureMap Small, FeatureMap Large) Read(int factor, Workspace workspace)
    {
        using WeightFile file = Fixtures.Open("transformer");
        FeatureMap small = Fixtures.Map(file.Read($"shuffle.{factor}.small", 3, 4, 2 * factor * factor), workspace);
        return (small, Fixtures.Map(file.Read($"shuffle.{factor}.large", 3 * factor, 4 * factor, 2), workspace));
    }
}
