using System.Globalization;
using System.Text;

namespace FixPix.RawFiles.Fits;

/// <summary>The cards of one header: keyword, value, and where in the file each stands (FITS 4.0, section 4).</summary>
internal sealed class FitsHeader
{
    /// <summary>Bytes of a block; headers and data fill whole ones.</summary>
    public const int BlockLength = 2880;

    /// <summary>Bytes of a card.</summary>
    public const int CardLength = 80;

    /// <summary>More blocks than this are no header: 147,456 cards.</summary>
    private const int MostBlocks = 4096;

    private readonly Dictionary<string, (string Value, long Offset)> _cards = [];

    private FitsHeader(long offset) => Offset = offset;

    /// <summary>Where the header begins.</summary>
    public long Offset { get; }

    /// <summary>Where it ends and the data begins.</summary>
    public long End { get; private set; }

    /// <summary>Reads a header, up to its END.</summary>
    /// <exception cref="CorruptFileException">There is no END.</exception>
    public static FitsHeader Read(FileBytes file, long offset)
    {
        FitsHeader header = new(offset);
        byte[] block = new byte[BlockLength];
        for (int index = 0; index < MostBlocks; index++)
        {
            long blockOffset = offset + ((long)index * BlockLength);
            file.Read(blockOffset, block, "FITS header without END");
            for (int card = 0; card < BlockLength; card += CardLength)
            {
                if (header.Add(block.AsSpan(card, CardLength), blockOffset + card))
                {
                    header.End = blockOffset + BlockLength;
                    return header;
                }
            }
        }

        throw new CorruptFileException($"FITS header at byte {offset}: no END within {MostBlocks} blocks");
    }

    /// <summary>Whether the keyword is there.</summary>
    public bool Has(string keyword) => _cards.ContainsKey(keyword);

    /// <summary>Where in the file a keyword's card stands, or null.</summary>
    public long? OffsetOf(string keyword) => _cards.TryGetValue(keyword, out (string Value, long Offset) card) ? card.Offset : null;

    /// <summary>A text value without its quotes, or null.</summary>
    public string? Text(string keyword)
    {
        if (!_cards.TryGetValue(keyword, out (string Value, long Offset) card) || !card.Value.StartsWith('\''))
        {
            return null;
        }

        StringBuilder text = new();
        for (int index = 1; index < card.Value.Length; index++)
        {
            // Two quotes are one in the text; a single one ends it.
            if (card.Value[index] == '\'' && (++index == card.Value.Length || card.Value[index] != '\''))
            {
                break;
            }

            text.Append(card.Value[index]);
        }

        string found = text.ToString().Trim();
        return found.Length == 0 ? null : found;
    }

    /// <summary>A number, or null when it is not there or is none.</summary>
    public double? Number(string keyword)
    {
        string? value = Bare(keyword)?.Replace('D', 'E');
        return double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) && double.IsFinite(number) ? number : null;
    }

    /// <summary>A whole number that has to be there.</summary>
    /// <exception cref="CorruptFileException">It is not there, or not from minimum to maximum.</exception>
    public int Integer(string keyword, int minimum, int maximum, int? absent = null)
    {
        if (absent is int value && !Has(keyword))
        {
            return value;
        }

        return int.TryParse(Bare(keyword), NumberStyles.Integer, CultureInfo.InvariantCulture, out int number) && number >= minimum && number <= maximum
            ? number
            : throw new CorruptFileException($"FITS {keyword} '{Bare(keyword) ?? "missing"}': a whole number from {minimum} to {maximum} expected");
    }

    /// <summary>Whether a logical value is true.</summary>
    public bool IsTrue(string keyword) => Bare(keyword) == "T";

    private string? Bare(string keyword)
    {
        if (!_cards.TryGetValue(keyword, out (string Value, long Offset) card))
        {
            return null;
        }

        int comment = card.Value.IndexOf('/', StringComparison.Ordinal);
        return (comment < 0 ? card.Value : card.Value[..comment]).Trim();
    }

    // The first of two cards with one keyword counts. True at END.
    private bool Add(ReadOnlySpan<byte> card, long offset)
    {
        string text = string.Create(CardLength, card, static (characters, bytes) =>
        {
            for (int index = 0; index < characters.Length; index++)
            {
                characters[index] = bytes[index] is >= 0x20 and < 0x7F ? (char)bytes[index] : '?';
            }
        });
        string keyword = text[..8].TrimEnd();
        if (text[8] == '=' && keyword.Length > 0)
        {
            _cards.TryAdd(keyword, (text[10..].Trim(), offset));
        }

        return keyword == "END";
    }
}
