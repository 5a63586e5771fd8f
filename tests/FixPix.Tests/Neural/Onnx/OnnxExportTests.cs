using System.Text;
using FixPix.Neural.Onnx;
using FixPix.Neural.Weights;
using Google.Protobuf;

namespace FixPix.Tests.Neural.Onnx;

public sealed class OnnxExportTests
{
    private static readonly Dictionary<string, string> s_mlp = new() { ["architecture"] = "patch-mlp", ["widths"] = "3,2", ["name"] = "größe" };

    [Fact]
    public void Model_says_its_versions_and_metadata_and_its_lengths_are_true()
    {
        using WeightFile weights = WeightFile.Fresh(s_mlp, seed: 1);
        Dictionary<int, List<byte[]>> model = Fields(Export(weights));
        Assert.Equal([8], model[1].Single());
        Assert.Equal([0x0A, 0, 0x10, 17], model[8].Single());
        Assert.Equal(["architecture=patch-mlp", "widths=3,2", "name=größe"], model[14].Select(Fields).Select(entry => $"{Text(entry[1])}={Text(entry[2])}"));
        Dictionary<int, List<byte[]>> graph = Fields(model[7].Single());
        Assert.Equal("Gemm", Text(Fields(graph[1].Single())[4]));
        Assert.Equal(["layers.0.weight", "layers.0.bias"], graph[5].Select(Fields).Select(tensor => Text(tensor[8])));
        byte[] raw = Fields(graph[5][0])[9].Single();
        Assert.Equal(weights.Read("layers.0.weight", 2, 3).Values, Enumerable.Range(0, 6).Select(index => BitConverter.ToSingle(raw, 4 * index)));
    }

    [Fact]
    public void Model_beyond_the_formats_end_is_refused_before_anything_is_written()
    {
        OnnxGraph graph = new("large");
        for (int part = 0; part < 5; part++)
        {
            graph.Weight($"w{part}", [10_000, 12_000], () => throw new InvalidOperationException());
        }

        using MemoryStream stream = new();
        string message = Assert.Throws<FixPixException>(() => OnnxModel.Write(stream, "huge.safetensors", graph, s_mlp, WorkSettings.Default)).Message;
        Assert.Matches("^huge.safetensors: the ONNX model would have 24000002\\d\\d bytes; the format ends at 2147483647$", message);
        Assert.Equal(0, stream.Length);
    }

    [Fact]
    public void Wrong_words_are_refused()
    {
        Assert.Contains("'conv', expected 'unet'", Refused(new() { ["architecture"] = "conv" }), StringComparison.Ordinal);
        Assert.Contains("'architecture' is missing", Refused([]), StringComparison.Ordinal);
        Assert.Contains("'head' is 'tanh', expected 'sigmoid'", Refused(new() { ["architecture"] = "unet", ["inputs"] = "1", ["outputs"] = "1", ["levels"] = "2", ["head"] = "tanh" }), StringComparison.Ordinal);
    }

    [Fact]
    public void Progress_ends_at_the_whole_and_a_stop_leaves_no_file()
    {
        using WeightFile weights = WeightFile.Fresh(s_mlp, seed: 1);
        List<double> heard = [];
        OnnxExport.Write(weights, new MemoryStream(), new WorkSettings { Progress = new Heard(heard) });
        Assert.Equal(heard.Order(), heard);
        Assert.Equal(1, heard[^1]);
        string path = Path.Combine(Path.GetTempPath(), Guid.NewGuid() + ".onnx");
        Assert.Throws<OperationCanceledException>(() => OnnxExport.Write(weights, path, overwrite: false, new WorkSettings { Cancellation = new CancellationToken(canceled: true) }));
        Assert.False(File.Exists(path));
    }

    private static string Refused(Dictionary<string, string> metadata)
    {
        using WeightFile weights = WeightFile.Fresh(metadata, seed: 1);
        return Assert.Throws<FixPixException>(() => Export(weights)).Message;
    }

    private static byte[] Export(WeightFile weights)
    {
        using MemoryStream stream = new();
        OnnxExport.Write(weights, stream, WorkSettings.Default);
        return stream.ToArray();
    }

    // A message as protobuf's own reader takes it apart; numbers come as one byte.
    private static Dictionary<int, List<byte[]>> Fields(byte[] message)
    {
        Dictionary<int, List<byte[]>> fields = [];
        CodedInputStream input = new(message);
        while (input.ReadTag() is var tag && tag != 0)
        {
            byte[] value = WireFormat.GetTagWireType(tag) == WireFormat.WireType.Varint ? [(byte)input.ReadInt64()] : input.ReadBytes().ToByteArray();
            int field = WireFormat.GetTagFieldNumber(tag);
            fields.TryAdd(field, []);
            fields[field].Add(value);
        }

        return fields;
    }

    private static string Text(List<byte[]> values) => Encoding.UTF8.GetString(values.Single());

    private sealed class Heard(List<double> values) : IProgress<double>
    {
        public void Report(double value) => values.Add(value);
    }
}
