using System.IO.Compression;
using System.Runtime.InteropServices;

namespace FixPix.RawFiles.Tiff;

/// <summary>Undoes the byte-wise compressions of TIFF.</summary>
internal static class TiffExpander
{
    /// <summary>Fills <paramref name="bytes"/> from compressed data.</summary>
    /// <exception cref="CorruptFileException">The data is damaged or too short.</exception>
    public static void Expand(int compression, ReadOnlyMemory<byte> stored, Span<byte> bytes)
    {
        int filled = compression switch
        {
            TiffCompression.PackBits => PackBits.Expand(stored.Span, bytes),
            TiffCompression.Lzw => TiffLzw.Expand(stored.Span, bytes),
            TiffCompression.Deflate or TiffCompression.OldDeflate => Inflate(stored, bytes),
            _ => throw new UnsupportedFileException($"samples compressed as {TiffCompression.Name(compression)}"),
        };
        if (filled < bytes.Length)
        {
            throw new CorruptFileException($"{TiffCompression.Name(compression)} data ends after {filled} of {bytes.Length} bytes");
        }
    }

    private static int Inflate(ReadOnlyMemory<byte> stored, Span<byte> bytes)
    {
        MemoryMarshal.TryGetArray(stored, out ArraySegment<byte> segment);
        using MemoryStream source = new(segment.Array!, segment.Offset, segment.Count, writable: false);
        using ZLibStream inflater = new(source, CompressionMode.Decompress);
        try
        {
            return inflater.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
        }
        catch (InvalidDataException failure)
        {
            throw new CorruptFileException("Deflate data is damaged", failure);
        }
    }
}
