using Google.Protobuf;

namespace FixPix.Neural.Onnx;

/// <summary>One dimension of an input or output: a length, or a name where every input may have its own.</summary>
internal readonly struct OnnxDimension
{
    private readonly int _length;
    private readonly string? _name;

    private OnnxDimension(int length, string? name) => (_length, _name) = (length, name);

    public static implicit operator OnnxDimension(int length) => new(length, null);

    public static implicit operator OnnxDimension(string name) => new(0, name);

    /// <summary>Writes its message.</summary>
    public void WriteTo(CodedOutputStream dimension)
    {
        if (_name is null)
        {
            dimension.Put(OnnxField.DimensionLength, _length);
        }
        else
        {
            dimension.Put(OnnxField.DimensionName, _name);
        }
    }
}
