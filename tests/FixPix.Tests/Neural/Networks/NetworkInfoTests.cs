using FixPix.Detection;
using FixPix.Neural;
using FixPix.Neural.Networks;
using FixPix.Neural.Weights;

namespace FixPix.Tests.Neural.Networks;

public sealed class NetworkInfoTests
{
    [Fact]
    public void Counts_of_a_small_unet_are_those_by_hand()
    {
        using WeightFile file = WeightFile.Fresh(Unet("planes"), seed: 1);
        NetworkInfo info = NetworkInfo.Of(file);
        // 3×3: 2→3, 3→3 and 6→3, 3→3 on the plane, 3→5, 5→5 on a quarter of its places; 2×2 up: 5→3; 1×1: 3→1.
        double place = 9 * (2 * 3 + 3 * 3 + 6 * 3 + 3 * 3 + (3 * 5 + 5 * 5) / 4.0) + 5 * 3 + 3;
        Assert.Equal((place * 1e6 / 4, "megapixel of mosaic"), (info.MultiplyAdds, info.Unit));
        Assert.Equal(9 * (2 * 3 + 3 * 3 + 6 * 3 + 3 * 3 + 3 * 5 + 5 * 5) + 2 * (4 * 3 + 2 * 5) + 4 * 5 * 3 + 3 + 3 + 1, info.Parameters);
        LayerInfo head = info.Layers.Single(layer => layer.Name == "head");
        Assert.Equal([1, 3, 1, 1], head.Shape);
        Assert.Equal(4, head.Parameters);
        using WeightFile raw = WeightFile.Fresh(Unet("raw"), seed: 1);
        Assert.Equal(place * 1e6, NetworkInfo.Of(raw).MultiplyAdds);
    }

    [Fact]
    public void Papers_patch_mlp_has_the_papers_layers()
    {
        using WeightFile file = NetworkPreset.Find("patch-mlp-5").Create(seed: 3);
        NetworkInfo info = NetworkInfo.Of(file);
        Assert.Equal([[48, 24], [12, 48], [1, 12]], info.Layers.Select(layer => layer.Shape));
        Assert.Equal((24 * 48 + 48 * 12 + 12, "site"), ((int)info.MultiplyAdds, info.Unit));
        Assert.Equal(("0", "3"), (file.Metadata["steps"], file.Metadata["seed"]));
    }

    [Fact]
    public void Counts_of_a_small_vision_transformer_are_those_by_hand()
    {
        using WeightFile file = WeightFile.Fresh(
            new Dictionary<string, string> { ["architecture"] = "vit-autoencoder", ["patch"] = "2,3", ["tile"] = "4,9", ["encoder"] = "8,2,2", ["decoder"] = "4,1,1" }, seed: 1);
        NetworkInfo info = NetworkInfo.Of(file);
        // A block of width w has 12 w² weights, and as many multiply-adds a token; and w for each pair of tokens, twice. There are 6 tokens.
        int maps = 6 * 8 + 2 * 12 * 64 + 8 * 4 + 12 * 16 + 4 * 6;
        Assert.Equal((6 * maps + 2 * 36 * (2 * 8 + 4), "tile"), ((int)info.MultiplyAdds, info.Unit));
        // Biases: 9 w a block, its norms 4 w, the last norms 2 w.
        Assert.Equal(maps + 8 + 2 * 13 * 8 + 2 * 8 + 4 + 13 * 4 + 2 * 4 + 6, info.Parameters);
    }

    [Fact]
    public void Presets_are_found_by_name() =>
        Assert.Contains("paper-unet", Assert.Throws<FixPixException>(() => NetworkPreset.Find("u-net")).Message, StringComparison.Ordinal);

    [Fact]
    public void Detectors_preset_is_one_that_the_detector_takes()
    {
        using WeightFile file = NetworkPreset.Find("unet").Create(seed: 1);
        _ = new UNetDetector(file);
        using WeightFile raw = NetworkPreset.Find("paper-unet").With("levels", "4,6").Create(seed: 1);
        _ = new UNetDetector(raw);
    }

    [Theory]
    [InlineData("unet", "levels", "1,1,1,1,1,1,1,1,1,1,1,1", "'levels' has 12 numbers, expected at most 11")]
    [InlineData("patch-mlp-5", "widths", "65536,65536", "tensor 'layers.0.weight' of shape [65536, 65536] has more than")]
    [InlineData("patch-mlp-5", "widths", "24", "'widths' has 1 numbers")]
    [InlineData("vit", "tile", "60004,60000", "expected multiples of the patch")]
    [InlineData("vit", "tile", "65529,65520", "expected at most 65536 patches")]
    [InlineData("unet", "architecture", "conv\nnet", "architecture 'conv?net', expected 'unet'")]
    public void Sizes_without_sense_are_refused(string preset, string key, string value, string words)
    {
        string message = Assert.Throws<FixPixException>(() => NetworkPreset.Find(preset).With(key, value).Create(seed: 1)).Message;
        Assert.Contains(words, message, StringComparison.Ordinal);
    }

    [Fact]
    public void Negative_variance_is_refused_by_its_norm()
    {
        using WeightFile fresh = WeightFile.Fresh(Unet("raw"), seed: 1);
        _ = new UNet(fresh);
        IEnumerable<KeyValuePair<string, Tensor>> tensors = fresh.Tensors.ToDictionary(tensor => tensor.Name, tensor => fresh.Read(tensor.Name, [.. tensor.Shape]));
        using WeightFile file = new("net", fresh.Metadata, tensors);
        file.Read("up.0.norm2.running_var", 3).Values[1] = -1;
        Assert.Equal("net: norm 'up.0.norm2' has no finite scale for channel 1, whose running variance is -1", Assert.Throws<FixPixException>(() => new UNet(file)).Message);
    }

    private static Dictionary<string, string> Unet(string input) => new() { ["architecture"] = "unet", ["inputs"] = "2", ["outputs"] = "1", ["levels"] = "3,5", ["input"] = input };
}
