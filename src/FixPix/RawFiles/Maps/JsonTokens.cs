using System.Text.Json;

namespace FixPix.RawFiles.Maps;

/// <summary>
/// Feeds a file to a <see cref="Utf8JsonReader"/> piece by piece, so that a map of millions of sites needs a buffer and no
/// document tree. The reader lives on the caller's stack; <c>Next</c> renews it when a piece is used up.
/// </summary>
internal sealed class JsonTokens(FileBytes file)
{
    /// <summary>The most bytes that one string or number may take.</summary>
    private const int LargestToken = 1 << 20;

    private byte[] _buffer = new byte[1 << 16];
    private int _start;
    private int _end;
    private long _offset;
    private int _linesBefore;

    /// <summary>A reader before the first token.</summary>
    public Utf8JsonReader Begin()
    {
        Refill();
        _start = _buffer.AsSpan(0, _end).StartsWith("\uFEFF"u8) ? 3 : 0;
        return new Utf8JsonReader(_buffer.AsSpan(_start, _end - _start), _offset == file.Length, new JsonReaderState());
    }

    /// <summary>Goes to the next token.</summary>
    /// <exception cref="CorruptFileException">The file ends before it, or the token is absurdly long.</exception>
    public void Next(ref Utf8JsonReader reader)
    {
        if (!TryNext(ref reader))
        {
            throw new CorruptFileException("the JSON text ends too early");
        }
    }

    /// <summary>Requires that nothing but white space follows.</summary>
    /// <exception cref="JsonException">Something does.</exception>
    public void RequireEnd(ref Utf8JsonReader reader)
    {
        if (TryNext(ref reader))
        {
            throw Unexpected(ref reader, "the end of the file");
        }
    }

    /// <summary>Goes to the next token and requires its type.</summary>
    public void Next(ref Utf8JsonReader reader, JsonTokenType type, string what)
    {
        Next(ref reader);
        if (reader.TokenType != type)
        {
            throw Unexpected(ref reader, what);
        }
    }

    /// <summary>Passes over the value that the reader is before, or whose name it is at.</summary>
    public void SkipValue(ref Utf8JsonReader reader)
    {
        Next(ref reader);
        int depth = reader.CurrentDepth;
        if (reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray)
        {
            do
            {
                Next(ref reader);
            }
            while (reader.CurrentDepth > depth);
        }
    }

    /// <summary>Number of the line that the reader's token begins on; the first is 1.</summary>
    public int Line(ref Utf8JsonReader reader) =>
        1 + _linesBefore + _buffer.AsSpan(0, _start + (int)reader.TokenStartIndex).Count((byte)'\n');

    /// <summary>The error for a token that is not what belongs there.</summary>
    public CorruptFileException Unexpected(ref Utf8JsonReader reader, string what)
    {
        string found = reader.TokenType switch
        {
            JsonTokenType.String or JsonTokenType.PropertyName => "text",
            JsonTokenType.Number => TextFields.Quote(reader.ValueSpan),
            JsonTokenType.StartObject => "an object",
            JsonTokenType.StartArray => "an array",
            JsonTokenType.Null => "null",
            _ => "something else",
        };
        return new CorruptFileException($"line {Line(ref reader)}: {found}, expected {what}");
    }

    private bool TryNext(ref Utf8JsonReader reader)
    {
        while (!reader.Read())
        {
            if (reader.IsFinalBlock)
            {
                return false;
            }

            int used = _start + (int)reader.BytesConsumed;
            JsonReaderState state = reader.CurrentState;
            _linesBefore += _buffer.AsSpan(0, used).Count((byte)'\n');
            _start = used;
            Refill();
            reader = new Utf8JsonReader(_buffer.AsSpan(0, _end), _offset == file.Length, state);
        }

        return true;
    }

    // Keeps what is not used yet, _start to _end, and reads on behind it.
    private void Refill()
    {
        int kept = _end - _start;
        if (kept == _buffer.Length)
        {
            if (kept >= LargestToken)
            {
                throw new CorruptFileException($"line {1 + _linesBefore}: a value of more than {LargestToken} bytes");
            }

            Array.Resize(ref _buffer, _buffer.Length * 2);
        }

        _buffer.AsSpan(_start, kept).CopyTo(_buffer);
        int count = (int)Math.Min(_buffer.Length - kept, file.Length - _offset);
        file.Read(_offset, _buffer.AsSpan(kept, count), "JSON text");
        _offset += count;
        (_start, _end) = (0, kept + count);
    }
}
