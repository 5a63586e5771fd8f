using System.Buffers.Binary;

namespace FixPix.Neural.Weights;

/// <summary>The number types of safetensors files, in the format's words; three of them are read as floats, all of these without loss.</summary>
internal static class SafetensorsType
{
    /// <summary>IEEE 754 binary32: what we write.</summary>
    public const string Float32 = "F32";

    private const string Float16 = "F16";
    private const string BrainFloat16 = "BF16";

    /// <summary>Bytes of a number, or null where the format has no such type.</summary>
    public static int? Bytes(string type) => type switch
    {
        "BOOL" or "U8" or "I8" or "F8_E5M2" or "F8_E4M3" => 1,
        "I16" or "U16" or Float16 or BrainFloat16 => 2,
        "I32" or "U32" or Float32 => 4,
        "I64" or "U64" or "F64" => 8,
        _ => null,
    };

    /// <summary>Whether <see cref="Decode"/> reads it.</summary>
    public static bool IsRead(string type) => type is Float32 or Float16 or BrainFloat16;

    /// <summary>Turns little-endian bytes into floats; as many bytes as <paramref name="values"/> need.</summary>
    public static void Decode(string type, ReadOnlySpan<byte> bytes, Span<float> values)
    {
        switch (type)
        {
            case Float32:
                for (int index = 0; index < values.Length; index++)
                {
                    values[index] = BinaryPrimitives.ReadSingleLittleEndian(bytes[(4 * index)..]);
                }

                break;
            case Float16:
                for (int index = 0; index < values.Length; index++)
                {
                    values[index] = (float)BinaryPrimitives.ReadHalfLittleEndian(bytes[(2 * index)..]);
                }

                break;
            default:
                for (int index = 0; index < values.Length; index++)
                {
                    values[index] = BitConverter.Int32BitsToSingle(BinaryPrimitives.ReadInt16LittleEndian(bytes[(2 * index)..]) << 16);
                }

                break;
        }
    }
}
