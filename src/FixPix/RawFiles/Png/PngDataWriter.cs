namespace FixPix.RawFiles.Png;

/// <summary>Cuts compressed data into IDAT chunks.</summary>
internal sealed class PngDataWriter : Stream
{
    private readonly Stream _output;
    private readonly byte[] _chunk = new byte[1 << 16];
    private int _length;

    /// <param name="output">Gets the chunks; stays open.</param>
    public PngDataWriter(Stream output) => _output = output;

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        while (buffer.Length > 0)
        {
            int count = Math.Min(buffer.Length, _chunk.Length - _length);
            buffer[..count].CopyTo(_chunk.AsSpan(_length));
            _length += count;
            buffer = buffer[count..];
            if (_length == _chunk.Length)
            {
                WriteOut();
            }
        }
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Flush()
    {
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing && _length > 0)
        {
            WriteOut();
        }

        base.Dispose(disposing);
    }

    private void WriteOut()
    {
        PngEncoder.WriteChunk(_output, PngChunk.Data, _chunk.AsSpan(0, _length));
        _length = 0;
    }
}
