using FixPix.Neural;
using FixPix.Neural.Networks;
using FixPix.Neural.Weights;

namespace FixPix.Tests.Neural.Networks;

public sealed class VitAutoencoderTests
{
    private const string FileName = "vit-autoencoder";
    private const int Patch = 12;

    /// <summary>The second grid is longer than the first: the network has to know places that it did not need before.</summary>
    [Fact]
    public void Forward_is_what_PyTorch_computes_on_one_grid_after_the_other()
    {
        using WeightFile file = Fixtures.Open(FileName);
        VitAutoencoder network = new(file);
        Workspace workspace = new();
        foreach ((string name, int gridRows, int gridColumns) in new[] { ("test", 5, 7), ("test.wide", 2, 9) })
        {
            int tokens = gridRows * gridColumns;
            Matrix patches = Fixtures.Rows(file.Read(name + ".input", tokens, Patch), workspace), output = workspace.RentMatrix(tokens, Patch);
            network.Forward(in patches, in output, gridRows, gridColumns, workspace);
            Fixtures.Close(file.Read(name + ".output", tokens, Patch).Values, Fixtures.Values(output), 1e-5f, name);
        }
    }

    [Fact]
    public void Threads_that_share_a_network_give_the_same_bits()
    {
        using WeightFile file = Fixtures.Open(FileName);
        VitAutoencoder network = new(file);
        float[][] alone = [.. Enumerable.Range(1, 12).Select(side => Square(new VitAutoencoder(file), side))];
        float[][] together = new float[alone.Length][];
        Parallel.For(0, alone.Length, index => together[index] = Square(network, index + 1));
        Assert.Equal(alone, together);
    }

    [Fact]
    public void Metadata_says_what_a_tile_is()
    {
        using WeightFile file = Fixtures.Open(FileName);
        VitAutoencoder network = new(file);
        Assert.Equal((3, 4, 15, 28), (network.PatchRows, network.PatchColumns, network.TileRows, network.TileColumns));
    }

    /// <summary>Counted by hand: a block has 12 W² a token and 2 W for each pair of tokens; before, between and behind the stacks is one map each.</summary>
    [Fact]
    public void Multiply_adds_are_those_of_all_maps_and_of_attention()
    {
        using WeightFile file = Fixtures.Open(FileName);
        long tokens = 35, encoder = 2 * (12 * 32 * 32 * tokens + 2 * 32 * tokens * tokens), decoder = 12 * 16 * 16 * tokens + 2 * 16 * tokens * tokens;
        long maps = tokens * (12 * 32 + 32 * 16 + 16 * 12);
        Assert.Equal(encoder + decoder + maps, new VitAutoencoder(file).MultiplyAdds(5, 7));
    }

    [Fact]
    public void Used_memory_gives_the_same_bits_as_fresh_memory_and_a_second_run_allocates_nothing()
    {
        using WeightFile file = Fixtures.Open(FileName);
        VitAutoencoder network = new(file);
        Workspace fresh = new(), used = new(), own = new();
        Matrix patches = Fixtures.Normal(35, Patch, 1, own), others = Fixtures.Normal(54, Patch, 2, own);
        Matrix expected = own.RentMatrix(35, Patch), found = own.RentMatrix(35, Patch), ignored = own.RentMatrix(54, Patch);
        network.Forward(in others, in ignored, 6, 9, used);
        network.Forward(in patches, in expected, 5, 7, fresh);
        Assert.Equal(0, Allocations.Of(() => network.Forward(in patches, in found, 5, 7, used)));
        Assert.Equal(Fixtures.Values(expected), Fixtures.Values(found));
    }

    [Theory]
    [InlineData("architecture", "unet", "architecture 'unet'")]
    [InlineData("patch", "3", "'patch'")]
    [InlineData("patch", "0,4", "'patch'")]
    [InlineData("tile", "16,28", "'tile' is '16,28'")]
    [InlineData("encoder", "32,2", "'encoder' is '32,2'")]
    [InlineData("encoder", "32,2,3", "'encoder' is '32,2,3'")]
    [InlineData("decoder", "30,1,2", "'decoder' is '30,1,2'")]
    [InlineData("decoder", "20,1,2", "'decoder.embed.weight' has shape [16, 32], expected [20, 32]")]
    [InlineData("encoder", "32,3,2", "'encoder.blocks.2.norm1.weight' is missing")]
    public void Metadata_that_does_not_fit_is_an_error_that_says_what_was_found(string key, string value, string expected)
    {
        using WeightFile file = Fixtures.Open(FileName);
        Dictionary<string, string> metadata = new(file.Metadata) { [key] = value };
        WeightFile changed = new("changed", metadata, file.Tensors.Select(info => KeyValuePair.Create(info.Name, file.Read(info.Name, [.. info.Shape]))));
        FixPixException error = Assert.Throws<FixPixException>(() => new VitAutoencoder(changed));
        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error.Message);
    }

    private static float[] Square(VitAutoencoder network, int side)
    {
        Workspace workspace = new();
        Matrix patches = Fixtures.Normal(side * side, Patch, side, workspace), output = workspace.RentMatrix(side * side, Patch);
        network.Forward(in patches, in output, side, side, workspace);
        return Fixtures.Values(output);
    }
}
