using System.Buffers.Binary;
using System.Text;
using FixPix.Neural.Networks;
using FixPix.Neural.Weights;

namespace FixPix.Tests.Neural.Weights;

/// <summary>Files that say what is not so: each ends in one line that names the place.</summary>
public sealed class HeaderLieTests
{
    private const string Sound = """{"__metadata__":{"format":"fixpix-1"},"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"b":{"dtype":"I8","shape":[3],"data_offsets":[8,11]}}""";

    [Fact]
    public void Sound_header_is_read()
    {
        using WeightFile file = WeightFile.Parse("x", Build(Sound + "  ", 11));
        Assert.Equal([0f, 0f], file.Read("a", 2).Values);
        Assert.Equal("x: tensor 'b' has numbers of type I8, expected F32, F16 or BF16", Assert.Throws<FixPixException>(() => file.Read("b", 3)).Message);
    }

    [Theory]
    [InlineData("", "header is not well-formed")]
    [InlineData(" ", "header is not well-formed")]
    [InlineData("[]", "header has StartArray")]
    [InlineData("{}x", "header is not well-formed")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}""", "header is not well-formed")]
    [InlineData("""{"a":7}""", "tensor 'a': the header has Number")]
    [InlineData("""{"a":{"shape":[2],"data_offsets":[0,8]}}""", "tensor 'a': the header lacks")]
    [InlineData("""{"a":{"dtype":"F32","data_offsets":[0,8]}}""", "tensor 'a': the header lacks")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2]}}""", "tensor 'a': the header lacks")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[8]}}""", "tensor 'a': the header lacks")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,4,8]}}""", "tensor 'a': expected at most 2")]
    [InlineData("""{"a":{"dtype":"F32","dtype":"F32","shape":[2],"data_offsets":[0,8]}}""", "tensor 'a': the header has something else")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8],"more":1}}""", "tensor 'a': the header has something else")]
    [InlineData("""{"a":{"dtype":"F32","shape":[-2],"data_offsets":[0,8]}}""", "tensor 'a': expected")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2.5],"data_offsets":[0,8]}}""", "tensor 'a': expected")]
    [InlineData("""{"a":{"dtype":"F32","shape":["2"],"data_offsets":[0,8]}}""", "tensor 'a': the header has String")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1,1,1,1,1,1,1,1,2],"data_offsets":[0,8]}}""", "tensor 'a': expected at most 8")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,99999999999999999999]}}""", "tensor 'a': expected")]
    [InlineData("""{"":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}""", "whose name is empty")]
    [InlineData("""{"a\nb":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}""", "control characters")]
    [InlineData("""{"\ud800":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}""", "header is not well-formed")]
    [InlineData("""{"__metadata__":{"a":1}}""", "metadata: the header has Number")]
    [InlineData("""{"__metadata__":{"a":"1","a":"2"}}""", "given twice")]
    [InlineData("""{"__metadata__":{"a":"1"},"__metadata__":{"b":"2"}}""", "metadata twice")]
    [InlineData("""{"__metadata__":["a"]}""", "metadata: the header has StartArray")]
    public void Malformed_header(string header, string words) => Refused(Build(header, 8), words);

    [Fact]
    public void Same_name_twice() =>
        Refused(Build("""{"a":{"dtype":"U8","shape":[1],"data_offsets":[0,1]},"a":{"dtype":"U8","shape":[1],"data_offsets":[1,2]}}""", 2), "tensor 'a' is in the header twice");

    [Fact]
    public void Unknown_type() => Refused(Build("""{"a":{"dtype":"F128","shape":[1],"data_offsets":[0,8]}}""", 8), "tensor 'a' has numbers of a type");

    [Theory]
    [InlineData("[2147483647,2147483647]")]
    [InlineData("[4294967296,4294967296]")]
    [InlineData("[9223372036854775807,2]")]
    [InlineData("[65536,65536,65536,65536]")]
    public void Shape_whose_product_overflows(string shape) => Refused(Build("""{"a":{"dtype":"F32","shape":""" + shape + ""","data_offsets":[0,8]}}""", 8), "tensor 'a' of shape [");

    [Theory]
    [InlineData("[0,4]")]
    [InlineData("[0,12]")]
    [InlineData("[8,0]")]
    [InlineData("[0,9223372036854775807]")]
    public void Shape_that_disagrees_with_the_bytes(string offsets) =>
        Refused(Build("""{"a":{"dtype":"F32","shape":[2],"data_offsets":""" + offsets + "}}", 12), "tensor 'a' of type F32 and shape [2] needs 8 bytes");

    [Fact]
    public void Tensor_beyond_the_file() => Refused(Build("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}""", 7), "tensor 'a' ends at byte 8 of the data, the file has 7");

    [Fact]
    public void Bytes_that_no_tensor_has() => Refused(Build("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}""", 9), "the tensors end at byte 8 of the data, the file has 9");

    [Fact]
    public void Tensors_that_overlap() => Refused(
        Build("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"b":{"dtype":"F32","shape":[2],"data_offsets":[4,12]}}""", 12), "tensor 'b' begins at byte 4 of the data, inside");

    [Fact]
    public void Gap_between_tensors() => Refused(
        Build("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"b":{"dtype":"F32","shape":[1],"data_offsets":[12,16]}}""", 16), "tensor 'b' begins at byte 12 of the data, with a gap");

    [Theory]
    [InlineData(ulong.MaxValue)]
    [InlineData(1UL << 63)]
    [InlineData(64UL << 20)]
    [InlineData(1000)]
    public void Header_longer_than_the_file(ulong length)
    {
        byte[] bytes = Build(Sound, 11);
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, length);
        Refused(bytes, $"a header of {length} bytes in a file of {bytes.Length}");
    }

    [Fact]
    public void File_of_a_few_bytes() => Refused([1, 2, 3], "3 bytes, which is too short");

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    [InlineData(float.NegativeInfinity)]
    public void Number_that_is_not_finite(float number)
    {
        byte[] bytes = Build(Sound, 11);
        BinaryPrimitives.WriteSingleLittleEndian(bytes.AsSpan(bytes.Length - 7), number);
        using WeightFile file = WeightFile.Parse("x", bytes);
        Assert.Equal($"x: tensor 'a' has {number} as its number 1", Assert.Throws<FixPixException>(() => file.Read("a", 2)).Message);
    }

    [Fact]
    public void Damaged_files_never_give_anything_but_an_error_or_a_network()
    {
        using WeightFile fresh = WeightFile.Fresh(new Dictionary<string, string> { ["architecture"] = "unet", ["inputs"] = "1", ["outputs"] = "1", ["levels"] = "2,3" }, seed: 1);
        _ = new UNet(fresh);
        using MemoryStream stream = new();
        fresh.WriteTo(stream);
        byte[] sound = stream.ToArray();
        int refused = 0;
        for (int seed = 0; seed < 4000; seed++)
        {
            try
            {
                using WeightFile file = WeightFile.Parse("x", Mutations.Of(sound, seed));
                _ = new UNet(file);
            }
            catch (FixPixException failure)
            {
                Assert.DoesNotContain('\n', failure.Message);
                refused++;
            }
        }

        Assert.InRange(refused, 1000, 3999);
    }

    private static void Refused(byte[] bytes, string words)
    {
        string message = Assert.Throws<FixPixException>(() => WeightFile.Parse("x.safetensors", bytes)).Message;
        Assert.StartsWith("x.safetensors: ", message, StringComparison.Ordinal);
        Assert.Contains(words, message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', message);
    }

    private static byte[] Build(string header, int dataBytes)
    {
        byte[] json = Encoding.UTF8.GetBytes(header), bytes = new byte[8 + json.Length + dataBytes];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, json.Length);
        json.CopyTo(bytes, 8);
        return bytes;
    }
}
