using System.Buffers.Text;
using System.Text;

namespace FixPix.RawFiles.Maps;

/// <summary>The words of a line, parted by blanks and tabs.</summary>
internal ref struct TextFields(ReadOnlySpan<byte> line)
{
    // Sums of a few such numbers cannot overflow.
    private const long Largest = 1L << 53;

    private readonly ReadOnlySpan<byte> _line = line;
    private ReadOnlySpan<byte> _rest = line;

    /// <summary>Whether there is no further word.</summary>
    public readonly bool AtEnd => _rest.IndexOfAnyExcept((byte)' ', (byte)'\t') < 0;

    /// <summary>The next word; empty at the end.</summary>
    public ReadOnlySpan<byte> Word()
    {
        int start = _rest.IndexOfAnyExcept((byte)' ', (byte)'\t');
        if (start < 0)
        {
            return [];
        }

        _rest = _rest[start..];
        int length = _rest.IndexOfAny((byte)' ', (byte)'\t');
        ReadOnlySpan<byte> word = length < 0 ? _rest : _rest[..length];
        _rest = _rest[word.Length..];
        return word;
    }

    /// <summary>The next word as a whole number of less than 2^53. False when it is none; the word is used up.</summary>
    public bool TryInteger(out long number)
    {
        ReadOnlySpan<byte> word = Word();
        return Utf8Parser.TryParse(word, out number, out int used) && used == word.Length && number is > -Largest and < Largest;
    }

    /// <summary>The error for a line that is not as it should be.</summary>
    /// <param name="number">The line's number.</param>
    /// <param name="expected">What the line should look like.</param>
    public readonly CorruptFileException Malformed(int number, string expected) =>
        new($"line {number}: '{Quote(_line)}', expected {expected}");

    /// <summary>A few bytes as text for a message: one line, no control characters, not too long.</summary>
    internal static string Quote(ReadOnlySpan<byte> bytes)
    {
        StringBuilder text = new();
        foreach (byte value in bytes[..Math.Min(bytes.Length, 40)])
        {
            text.Append(value is >= 0x20 and < 0x7F ? (char)value : '?');
        }

        return bytes.Length > 40 ? text.Append('…').ToString() : text.ToString();
    }
}
