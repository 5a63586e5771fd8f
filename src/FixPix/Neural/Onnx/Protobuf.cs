using Google.Protobuf;

namespace FixPix.Neural.Onnx;

/// <summary>Protocol buffers on the wire: fields by number, messages inside messages.</summary>
internal static class Protobuf
{
    /// <summary>The bytes of a message.</summary>
    public static byte[] Message(Action<CodedOutputStream> write)
    {
        using MemoryStream memory = new();
        using (CodedOutputStream output = new(memory, leaveOpen: true))
        {
            write(output);
        }

        return memory.ToArray();
    }

    /// <summary>Writes a text.</summary>
    public static void Put(this CodedOutputStream output, int field, string text)
    {
        output.WriteTag(field, WireFormat.WireType.LengthDelimited);
        output.WriteString(text);
    }

    /// <summary>Writes a whole number.</summary>
    public static void Put(this CodedOutputStream output, int field, long number)
    {
        output.WriteTag(field, WireFormat.WireType.Varint);
        output.WriteInt64(number);
    }

    /// <summary>Writes a float.</summary>
    public static void Put(this CodedOutputStream output, int field, float number)
    {
        output.WriteTag(field, WireFormat.WireType.Fixed32);
        output.WriteFloat(number);
    }

    /// <summary>Writes a message inside this one.</summary>
    public static void Put(this CodedOutputStream output, int field, byte[] message)
    {
        output.WriteTag(field, WireFormat.WireType.LengthDelimited);
        output.WriteBytes(UnsafeByteOperations.UnsafeWrap(message));
    }

    /// <summary>Writes a message inside this one, by what it holds.</summary>
    public static void Put(this CodedOutputStream output, int field, Action<CodedOutputStream> write) => output.Put(field, Message(write));

    /// <summary>Begins bytes or a message of known length; whoever calls writes them straight to the stream, which is up to date.</summary>
    public static void Begin(this CodedOutputStream output, int field, long length)
    {
        output.WriteTag(field, WireFormat.WireType.LengthDelimited);
        output.WriteLength(checked((int)length));
        output.Flush();
    }

    /// <summary>How many bytes a field of so many bytes takes.</summary>
    public static long FieldBytes(int field, long length) => CodedOutputStream.ComputeTagSize(field) + CodedOutputStream.ComputeUInt64Size((ulong)length) + length;
}
