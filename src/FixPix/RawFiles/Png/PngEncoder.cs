using System.Buffers.Binary;
using System.IO.Compression;

namespace FixPix.RawFiles.Png;

/// <summary>Writes the rows of a picture as IDAT chunks.</summary>
internal sealed class PngEncoder : IDisposable
{
    private readonly PngHeader _header;
    private readonly ZLibStream _compressor;
    private readonly byte[] _filtered;
    private readonly byte[] _scratch;
    private byte[] _above;
    private byte[] _row;

    /// <param name="output">Where the data chunks go.</param>
    /// <param name="header">Size and kind; not interlaced.</param>
    /// <param name="hasNoise">
    /// Whether the rows are a sensor's: their bytes repeat by accident only, and searching for repetitions takes three
    /// times as long for 2 % of the size. Runs of one byte are still found.
    /// </param>
    public PngEncoder(Stream output, PngHeader header, bool hasNoise)
    {
        int rowBytes = header.RowBytes(header.Width);
        _header = header;
        ZLibCompressionStrategy strategy = hasNoise ? ZLibCompressionStrategy.RunLengthEncoding : ZLibCompressionStrategy.Default;
        _compressor = new ZLibStream(new PngDataWriter(output), new ZLibCompressionOptions { CompressionLevel = 6, CompressionStrategy = strategy });
        (_above, _row) = (new byte[rowBytes], new byte[rowBytes]);
        (_filtered, _scratch) = (new byte[rowBytes + 1], new byte[rowBytes + 1]);
    }

    /// <summary>The next row's bytes, to be filled in before <see cref="WriteRow"/>.</summary>
    public Span<byte> Row => _row;

    /// <summary>Writes a chunk.</summary>
    public static void WriteChunk(Stream output, uint type, ReadOnlySpan<byte> data)
    {
        Span<byte> word = stackalloc byte[8];
        BinaryPrimitives.WriteInt32BigEndian(word, data.Length);
        BinaryPrimitives.WriteUInt32BigEndian(word[4..], type);
        output.Write(word);
        output.Write(data);
        BinaryPrimitives.WriteUInt32BigEndian(word, Crc32.Of(data, Crc32.Of(word[4..])));
        output.Write(word[..4]);
    }

    /// <summary>Compresses <see cref="Row"/>.</summary>
    public void WriteRow()
    {
        PngFilter.Apply(_header.PixelBytes, _above, _row, _filtered, _scratch);
        _compressor.Write(_filtered);
        (_above, _row) = (_row, _above);
    }

    /// <summary>Writes what is left.</summary>
    public void Dispose() => _compressor.Dispose();
}
