using FixPix.Neural.Weights;
using Google.Protobuf;

namespace FixPix.Neural.Onnx;

/// <summary>A tensor of floats in a graph; its numbers are asked for when they are written, so that a model never lies in memory whole.</summary>
/// <param name="Name">What nodes call it.</param>
/// <param name="Shape">Length of each dimension.</param>
/// <param name="Load">Gives as many numbers as the shape says.</param>
internal sealed record OnnxWeight(string Name, IReadOnlyList<int> Shape, Func<float[]> Load)
{
    /// <summary>Bytes of the whole message.</summary>
    public long Bytes => Head().Length + Protobuf.FieldBytes(OnnxField.TensorRawData, DataBytes);

    private long DataBytes => Shape.Aggregate((long)sizeof(float), static (product, length) => product * length);

    /// <summary>Writes the message's fields.</summary>
    /// <param name="output">A writer over the stream, to which the numbers go directly.</param>
    /// <param name="stream">The stream.</param>
    public void WriteTo(CodedOutputStream output, Stream stream)
    {
        stream.Write(Head());
        output.Begin(OnnxField.TensorRawData, DataBytes);
        FloatBytes.Write(stream, Load());
    }

    private byte[] Head() => Protobuf.Message(output =>
    {
        foreach (int length in Shape)
        {
            output.Put(OnnxField.TensorDimensions, length);
        }

        output.Put(OnnxField.TensorType, OnnxField.Float32);
        output.Put(OnnxField.TensorName, Name);
    });
}
