using System.Text;
using System.Text.Json.Nodes;

namespace FixPix.EndToEnd;

public sealed class ModelTests : Workplace
{
    [Fact]
    public void Network_is_made_shown_and_exported()
    {
        Assert.Contains("untrained", Run("model", "new", "unet", "-o", "net.safetensors", "--seed", "3").Succeeded().Output, StringComparison.Ordinal);
        string shown = Run("model", "info", "net.safetensors").Succeeded().Output;
        Assert.All(["architecture unet", "32,32,48,64", "head         sigmoid", "input        planes", "parameters   272,756", "multiply-adds per megapixel of mosaic", "untrained", "down.0.conv1", "[32, 16, 3, 3]"],
            part => Assert.Contains(part, shown, StringComparison.Ordinal));
        JsonNode json = Run("model", "info", "net.safetensors", "--json").Succeeded().Results.Single()!;
        Assert.Equal("3", (string)json["metadata"]!["seed"]!);
        Assert.Equal(272_756, json["layers"]!.AsArray().Sum(layer => (long)layer!["parameters"]!));
        Run("model", "export", "net.safetensors").Succeeded();
        string model = Encoding.Latin1.GetString(Bytes("net.onnx"));
        Assert.All(["mosaic", "probability", "ConvTranspose", "height", "32,32,48,64"], part => Assert.Contains(part, model, StringComparison.Ordinal));
    }

    [Fact]
    public void Shipped_networks_are_shown_and_the_detector_is_listed_exported_and_finds()
    {
        Assert.Contains("unet  ", Run("detect", "--detector", "list").Succeeded().Output, StringComparison.Ordinal);
        string shown = Run("model", "info").Succeeded().Output;
        Assert.StartsWith("shipped detector\n", shown, StringComparison.Ordinal);
        Assert.StartsWith(Run("model", "info", "detector").Succeeded().Output, shown, StringComparison.Ordinal);
        Assert.EndsWith(Run("model", "info", "reconstructor").Succeeded().Output, shown, StringComparison.Ordinal);
        Run("model", "export", "detector", "-o", "other.onnx").Succeeded();
        Assert.Contains("probability", Encoding.Latin1.GetString(Bytes("other.onnx")), StringComparison.Ordinal);
        Run("model", "info", "inspector").Refused("inspector");

        MakePgm("clean.pgm", 160, 120);
        Run("inject", "clean.pgm", "--cfa", "RGGB", "-o", "spoiled.pgm", "--dead", "10", "--hot", "10").Succeeded();
        Run("detect", "spoiled.pgm", "--cfa", "RGGB", "--black", "0", "--detector", "unet", "-o", "found.json").Succeeded();
        Assert.InRange((double)Run("score", "--truth", "spoiled.truth.json", "--map", "found.json", "--json").Succeeded().Results[0]!["recall"]!, 0.9, 1);
    }

    [Fact]
    public void Same_seed_same_file()
    {
        Run("model", "new", "patch-mlp-5", "-o", "a.safetensors", "--seed", "1").Succeeded();
        Run("model", "new", "patch-mlp-5", "-o", "b.safetensors", "--seed", "1").Succeeded();
        Run("model", "new", "patch-mlp-5", "-o", "c.safetensors", "--seed", "2").Succeeded();
        Assert.Equal(Bytes("a.safetensors"), Bytes("b.safetensors"));
        Assert.NotEqual(Bytes("a.safetensors"), Bytes("c.safetensors"));
    }

    [Fact]
    public void Sizes_can_be_set()
    {
        Run("model", "new", "unet", "-o", "tiny.safetensors", "--set", "levels=2,3", "--set", "name=tiny").Succeeded();
        JsonNode json = Run("model", "info", "tiny.safetensors", "--json").Succeeded().Results.Single()!;
        Assert.Equal("tiny", (string)json["metadata"]!["name"]!);
        Assert.Equal("[2,16,3,3]", json["layers"]![0]!["shape"]!.ToJsonString());
        Run("model", "new", "unet", "-o", "bad.safetensors", "--set", "levels=0").Refused("levels", "'0'");
        Run("model", "new", "unet", "-o", "bad.safetensors", "--set", "levels").Refused("--set levels", "key=value");
        Assert.False(File.Exists(In("bad.safetensors")));
    }

    [Fact]
    public void Nothing_is_replaced_without_overwrite_and_the_network_never()
    {
        Run("model", "new", "patch-mlp-9").Succeeded();
        byte[] before = Bytes("patch-mlp-9.safetensors");
        Run("model", "new", "patch-mlp-9", "--seed", "2").Refused("patch-mlp-9.safetensors", "--overwrite");
        Run("model", "export", "patch-mlp-9.safetensors", "-o", "patch-mlp-9.safetensors", "--overwrite").Refused("is an input");
        Assert.Equal(before, Bytes("patch-mlp-9.safetensors"));
        Run("model", "export", "patch-mlp-9.safetensors", "--dry-run").Succeeded();
        Assert.False(File.Exists(In("patch-mlp-9.onnx")));
        Run("model", "export", "patch-mlp-9.safetensors").Succeeded();
        Run("model", "export", "patch-mlp-9.safetensors").Refused("patch-mlp-9.onnx", "--overwrite");
        Run("model", "export", "patch-mlp-9.safetensors", "--overwrite").Succeeded();
    }

    [Fact]
    public void File_that_is_no_network_is_one_line()
    {
        Run("model", "new", "patch-mlp-5", "-o", "net.safetensors").Succeeded();
        byte[] bytes = Bytes("net.safetensors");
        File.WriteAllBytes(In("cut.safetensors"), bytes[..^3]);
        Run("model", "info", "cut.safetensors").Refused("cut.safetensors: tensor 'layers.2.bias' ends at byte");
        BitConverter.TryWriteBytes(bytes.AsSpan(bytes.Length - 4), float.NaN);
        File.WriteAllBytes(In("nan.safetensors"), bytes);
        Run("model", "export", "nan.safetensors").Refused("nan.safetensors: tensor 'layers.2.bias' has NaN as its number 0");
        Assert.False(File.Exists(In("nan.onnx")));
        File.WriteAllText(In("text.safetensors"), "not a network at all");
        Run("model", "info", "text.safetensors").Refused("text.safetensors: not a safetensors file");
        Run("model", "info", "missing.safetensors").Refused("missing.safetensors");
        Run("model", "new", "resnet").Refused("resnet", "paper-unet");
    }
}
