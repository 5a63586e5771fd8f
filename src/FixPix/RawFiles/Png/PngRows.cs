using System.IO.Compression;

namespace FixPix.RawFiles.Png;

/// <summary>The rows of a PNG's picture, one after another, uncompressed and unfiltered.</summary>
internal sealed class PngRows : IDisposable
{
    // Deflate turns a byte into 1032 at most (258 bytes by two bits).
    private const long MaxExpansion = 1032;

    private readonly ZLibStream _data;
    private byte[] _above = [];
    private byte[] _row = [];

    /// <param name="file">The file.</param>
    /// <param name="chunks">Its chunks.</param>
    /// <param name="header">Its header, checked against the length of the data before any row is read.</param>
    public PngRows(FileBytes file, List<PngChunk> chunks, PngHeader header)
    {
        Header = header;
        List<PngChunk> data = chunks.FindAll(chunk => chunk.Type == PngChunk.Data);
        long bytes = data.Sum(chunk => (long)chunk.Length);
        if ((long)header.RowBytes(header.Width) * header.Height > MaxExpansion * bytes)
        {
            throw new CorruptFileException($"PNG of {header.Width}×{header.Height}: {bytes} bytes of data cannot hold it");
        }

        _data = new ZLibStream(new PngDataStream(file, data), CompressionMode.Decompress);
    }

    public PngHeader Header { get; }

    /// <summary>Begins a picture, or a pass of one, of another width.</summary>
    /// <param name="pixels">Pixels of a row.</param>
    public void Begin(int pixels)
    {
        int length = 1 + Header.RowBytes(pixels);
        (_above, _row) = (new byte[length], new byte[length]);
    }

    /// <summary>The next row's bytes; valid until the next call but one.</summary>
    /// <exception cref="CorruptFileException">The data are broken or end early.</exception>
    public ReadOnlySpan<byte> Next()
    {
        (_above, _row) = (_row, _above);
        if (Read(_row) < _row.Length)
        {
            throw new CorruptFileException("PNG: the compressed data end early");
        }

        PngFilter.Undo(_row[0], Header.PixelBytes, _above.AsSpan(1), _row.AsSpan(1));
        return _row.AsSpan(1);
    }

    /// <summary>Reads on behind the last row, so that the last checksums are compared. Data that are left over do no harm.</summary>
    public void Finish() => Read(_row);

    public void Dispose() => _data.Dispose();

    private int Read(Span<byte> bytes)
    {
        try
        {
            return _data.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
        }
        catch (InvalidDataException failure)
        {
            throw new CorruptFileException("PNG: the compressed data are broken", failure);
        }
    }
}
