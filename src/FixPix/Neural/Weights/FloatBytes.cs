using System.Buffers.Binary;

namespace FixPix.Neural.Weights;

/// <summary>Floats as files have them: 32 bits, little-endian.</summary>
internal static class FloatBytes
{
    private const int Chunk = 1 << 14;

    /// <summary>Writes all values.</summary>
    public static void Write(Stream stream, ReadOnlySpan<float> values)
    {
        byte[] bytes = new byte[Math.Min(values.Length, Chunk) * sizeof(float)];
        for (int first = 0; first < values.Length; first += Chunk)
        {
            ReadOnlySpan<float> part = values.Slice(first, Math.Min(Chunk, values.Length - first));
            for (int index = 0; index < part.Length; index++)
            {
                BinaryPrimitives.WriteSingleLittleEndian(bytes.AsSpan(sizeof(float) * index), part[index]);
            }

            stream.Write(bytes.AsSpan(0, part.Length * sizeof(float)));
        }
    }
}
