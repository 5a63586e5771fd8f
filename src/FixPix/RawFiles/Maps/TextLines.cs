namespace FixPix.RawFiles.Maps;

/// <summary>The lines of a text file, read in pieces. A line is handed out without its end (LF, CRLF or CR LF at the file's end).</summary>
internal sealed class TextLines(FileBytes file)
{
    /// <summary>Longer lines are no list of sites.</summary>
    private const int LongestLine = 4096;

    private readonly byte[] _buffer = new byte[1 << 16];
    private long _offset;
    private int _start;
    private int _end;

    /// <summary>Number of the line handed out last; the first is 1.</summary>
    public int Number { get; private set; }

    /// <summary>Hands out the next line.</summary>
    /// <param name="line">The line; valid until the next call.</param>
    /// <returns>False at the end of the file.</returns>
    public bool Next(out ReadOnlySpan<byte> line)
    {
        int length = _buffer.AsSpan(_start, _end - _start).IndexOf((byte)'\n');
        if (length < 0 && _offset < file.Length)
        {
            Refill();
            length = _buffer.AsSpan(_start, _end - _start).IndexOf((byte)'\n');
        }

        bool last = length < 0;
        length = last ? _end - _start : length;
        line = default;
        if (last && length == 0)
        {
            return false;
        }

        Number++;
        if (length > LongestLine)
        {
            throw new CorruptFileException($"line {Number}: longer than {LongestLine} bytes; not a list of sites");
        }

        line = _buffer.AsSpan(_start, length).TrimEnd((byte)'\r');
        _start += length + (last ? 0 : 1);
        return true;
    }

    private void Refill()
    {
        _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
        (_start, _end) = (0, _end - _start);
        int count = (int)Math.Min(_buffer.Length - _end, file.Length - _offset);
        file.Read(_offset, _buffer.AsSpan(_end, count), "lines");
        _offset += count;
        _end += count;
    }
}
