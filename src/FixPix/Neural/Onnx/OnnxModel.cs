using Google.Protobuf;

namespace FixPix.Neural.Onnx;

/// <summary>A graph and what is said of it, as an ONNX file. It is written weight by weight.</summary>
internal static class OnnxModel
{
    private const int IrVersion = 8;

    /// <summary>Writes a model.</summary>
    /// <param name="stream">Where to.</param>
    /// <param name="source">What errors call the model.</param>
    /// <param name="graph">The network.</param>
    /// <param name="metadata">What is said of it; becomes the model's <c>metadata_props</c>.</param>
    /// <param name="work">Hears of the progress, and may stop it.</param>
    /// <exception cref="FixPixException">It is larger than a protobuf message can be, or a weight cannot be read.</exception>
    public static void Write(Stream stream, string source, OnnxGraph graph, IReadOnlyDictionary<string, string> metadata, WorkSettings work)
    {
        byte[] model = Model(metadata), fields = graph.Fields();
        long graphBytes = fields.Length + graph.Weights.Sum(static weight => Protobuf.FieldBytes(OnnxField.GraphInitializers, weight.Bytes));
        long bytes = model.Length + Protobuf.FieldBytes(OnnxField.ModelGraph, graphBytes);
        if (bytes > int.MaxValue)
        {
            throw new FixPixException($"{source}: the ONNX model would have {bytes} bytes; the format ends at {int.MaxValue}");
        }

        using CodedOutputStream output = new(stream, leaveOpen: true);
        stream.Write(model);
        output.Begin(OnnxField.ModelGraph, graphBytes);
        stream.Write(fields);
        long written = 0, weightBytes = graph.Weights.Sum(static weight => weight.Bytes);
        foreach (OnnxWeight weight in graph.Weights)
        {
            work.Cancellation.ThrowIfCancellationRequested();
            output.Begin(OnnxField.GraphInitializers, weight.Bytes);
            weight.WriteTo(output, stream);
            written += weight.Bytes;
            work.Progress?.Report((double)written / weightBytes);
        }
    }

    // All fields of the model but the graph.
    private static byte[] Model(IReadOnlyDictionary<string, string> metadata) => Protobuf.Message(model =>
    {
        model.Put(OnnxField.ModelIrVersion, IrVersion);
        model.Put(OnnxField.ModelProducerName, "FixPix");
        model.Put(OnnxField.ModelOperatorSets, operators =>
        {
            operators.Put(OnnxField.OperatorSetDomain, "");
            operators.Put(OnnxField.OperatorSetVersion, OnnxGraph.OperatorSet);
        });
        foreach ((string key, string value) in metadata)
        {
            model.Put(OnnxField.ModelMetadata, entry =>
            {
                entry.Put(OnnxField.EntryKey, key);
                entry.Put(OnnxField.EntryValue, value);
            });
        }
    });
}
