using System.Buffers.Text;

namespace FixPix.RawFiles.Maps;

/// <summary>Text written to a stream piece by piece, without a string for each number.</summary>
internal sealed class TextOutput(Stream output) : IDisposable
{
    private readonly byte[] _buffer = new byte[1 << 16];
    private int _used;

    public TextOutput Append(ReadOnlySpan<byte> text)
    {
        if (text.Length > _buffer.Length - _used)
        {
            Flush();
        }

        if (text.Length > _buffer.Length)
        {
            output.Write(text);
            return this;
        }

        text.CopyTo(_buffer.AsSpan(_used));
        _used += text.Length;
        return this;
    }

    public TextOutput Append(int number)
    {
        if (!Utf8Formatter.TryFormat(number, _buffer.AsSpan(_used), out int written))
        {
            Flush();
            Utf8Formatter.TryFormat(number, _buffer, out written);
        }

        _used += written;
        return this;
    }

    /// <summary>Hands what was appended to the stream, which stays open.</summary>
    public void Dispose() => Flush();

    private void Flush()
    {
        output.Write(_buffer.AsSpan(0, _used));
        _used = 0;
    }
}
