using FixPix.Neural;
using FixPix.Neural.Networks;
using FixPix.Neural.Weights;
using FixPix.Tests.House;

namespace FixPix.Tests.Neural.Weights;

public sealed class WeightFileTests
{
    private static readonly Dictionary<string, string> s_unet = new()
    {
        ["format"] = "fixpix-1",
        ["architecture"] = "unet",
        ["levels"] = "3,5",
    };

    [Fact]
    public void File_of_another_writer_is_read()
    {
        using WeightFile file = WeightFile.Open(Path.Combine(Repository.Root, "tests/fixtures/weight_file.safetensors"));
        Assert.Equal("größe \"1\"", file.Metadata["name"]);
        Assert.Equal(["layers.0.weight", "layers.0.bias", "scalar", "nothing"], file.Tensors.Select(tensor => tensor.Name));
        Assert.Equal(Enumerable.Range(0, 24).Select(number => number / 8f - 1), file.Read("layers.0.weight", 3, 8).Values);
        Assert.Equal([1.5f, -0f, 3.0e-39f], file.Read("layers.0.bias", 3).Values);
        Assert.Equal([0.1f], file.Read("scalar", 1).Values);
        Assert.Empty(file.Read("nothing", 2, 0, 5).Values);
        Assert.Equal(8, new PatchMlp(file).Inputs);
    }

    [Fact]
    public void What_is_written_is_read_back()
    {
        Tensor small = new([2, 3], [1, -2, 3.5f, float.Epsilon, float.MaxValue, -0f]), large = new([70_000], [.. Enumerable.Range(0, 70_000).Select(number => number * 0.37f)]);
        using WeightFile written = new("memory", s_unet, [new("z", small), new("a", large)]);
        string path = Path.GetTempFileName();
        using (FileStream stream = File.Create(path))
        {
            written.WriteTo(stream);
        }

        using (WeightFile read = WeightFile.Open(path))
        {
            Assert.Equal(s_unet, read.Metadata);
            Assert.Equal(["z", "a"], read.Tensors.Select(tensor => tensor.Name));
            Assert.Equal(small.Values, read.Read("z", 2, 3).Values);
            Assert.Equal(large.Values, read.Read("a", 70_000).Values);
        }

        File.Delete(path);
    }

    [Fact]
    public void Wrong_or_missing_tensor_is_named_with_both_shapes()
    {
        using WeightFile file = new("net.safetensors", s_unet, [new("head.bias", new Tensor([2, 1], [1, 2]))]);
        Assert.Equal("net.safetensors: tensor 'head.bias' has shape [2, 1], expected [4]", Assert.Throws<FixPixException>(() => file.Read("head.bias", 4)).Message);
        Assert.Equal("net.safetensors: tensor 'head.weight' is missing, expected with shape [1, 3]", Assert.Throws<FixPixException>(() => file.Read("head.weight", 1, 3)).Message);
    }

    [Fact]
    public void Another_network_or_format_is_refused_by_its_words()
    {
        using WeightFile file = new("net", s_unet, []);
        Assert.Contains("'unet', expected 'patch-mlp'", Assert.Throws<FixPixException>(() => file.Require("patch-mlp")).Message, StringComparison.Ordinal);
        using WeightFile foreign = new("net", new Dictionary<string, string> { ["format"] = "p\nt" + new string('x', 100) }, []);
        Assert.Matches("^net: metadata 'format' is 'p\\?tx{57}…', expected 'fixpix-1'$", Assert.Throws<FixPixException>(() => foreign.Require("unet")).Message);
    }

    [Theory]
    [InlineData("3,")]
    [InlineData("-1")]
    [InlineData("99999999999")]
    [InlineData("8193")]
    [InlineData("a\nb")]
    public void Numbers_that_are_none_are_refused_in_one_line(string levels)
    {
        using WeightFile file = new("net", new Dictionary<string, string> { ["levels"] = levels }, []);
        string message = Assert.Throws<FixPixException>(() => file.Numbers("levels", 1, 8192)).Message;
        Assert.Contains("expected whole numbers from 1 to 8192", message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', message);
    }

    [Fact]
    public void Path_that_cannot_be_mapped_is_refused()
    {
        string folder = Directory.CreateTempSubdirectory("fixpix-test-").FullName, empty = Path.Combine(folder, "empty");
        File.WriteAllBytes(empty, []);
        Assert.Contains("0 bytes", Assert.Throws<FixPixException>(() => WeightFile.Open(empty)).Message, StringComparison.Ordinal);
        Assert.Throws<FixPixException>(() => WeightFile.Open(folder));
        Assert.Throws<FixPixException>(() => WeightFile.Open(Path.Combine(folder, "missing")));
        Directory.Delete(folder, recursive: true);
    }
}
