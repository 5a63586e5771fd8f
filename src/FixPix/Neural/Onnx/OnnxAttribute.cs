using Google.Protobuf;

namespace FixPix.Neural.Onnx;

/// <summary>A setting of an operation.</summary>
internal sealed class OnnxAttribute
{
    private readonly Action<CodedOutputStream> _write;

    /// <summary>A whole number.</summary>
    public OnnxAttribute(string name, long number) =>
        _write = output =>
        {
            output.Put(OnnxField.AttributeName, name);
            output.Put(OnnxField.AttributeInt, number);
            output.Put(OnnxField.AttributeType, OnnxField.IntAttribute);
        };

    /// <summary>Whole numbers.</summary>
    public OnnxAttribute(string name, params long[] numbers) =>
        _write = output =>
        {
            output.Put(OnnxField.AttributeName, name);
            foreach (long number in numbers)
            {
                output.Put(OnnxField.AttributeInts, number);
            }

            output.Put(OnnxField.AttributeType, OnnxField.IntsAttribute);
        };

    /// <summary>A float.</summary>
    public OnnxAttribute(string name, float number) =>
        _write = output =>
        {
            output.Put(OnnxField.AttributeName, name);
            output.Put(OnnxField.AttributeFloat, number);
            output.Put(OnnxField.AttributeType, OnnxField.FloatAttribute);
        };

    /// <summary>Writes it into its node.</summary>
    public void WriteTo(CodedOutputStream node) => node.Put(OnnxField.NodeAttributes, _write);
}
