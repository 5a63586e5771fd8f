namespace FixPix.RawFiles.Png;

/// <summary>The data of the IDAT chunks as one stream; each chunk's checksum is compared when its end is reached.</summary>
internal sealed class PngDataStream : Stream
{
    private readonly FileBytes _file;
    private readonly List<PngChunk> _chunks;
    private int _chunk;
    private int _position;
    private uint _checksum;

    /// <param name="file">The file.</param>
    /// <param name="chunks">Its IDAT chunks, at least one.</param>
    public PngDataStream(FileBytes file, List<PngChunk> chunks) => (_file, _chunks, _checksum) = (file, chunks, chunks[0].TypeChecksum);

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override int Read(Span<byte> buffer)
    {
        while (_chunk < _chunks.Count)
        {
            PngChunk chunk = _chunks[_chunk];
            int count = Math.Min(buffer.Length, chunk.Length - _position);
            _file.Read(chunk.Offset + _position, buffer[..count], "PNG data");
            _checksum = Crc32.Of(buffer[..count], _checksum);
            _position += count;
            if (_position == chunk.Length)
            {
                chunk.Verify(_checksum, _file);
                (_chunk, _position, _checksum) = (_chunk + 1, 0, chunk.TypeChecksum);
            }

            if (count > 0 || buffer.Length == 0)
            {
                return count;
            }
        }

        return 0;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
