namespace FixPix.RawFiles.LosslessJpeg;

/// <summary>
/// A prefix code for difference categories (the SSSS of ITU-T T.81, table H.2): 0 to 16, codes of 1 to 16 bits, given out
/// in order of length (annex C).
/// </summary>
internal sealed class HuffmanCode
{
    /// <summary>Bits of the longest code.</summary>
    public const int MaxLength = 16;

    /// <summary>Number of categories: a difference has 0 to 16 bits.</summary>
    public const int Categories = 17;

    /// <summary>Makes a code from what a DHT segment holds.</summary>
    /// <param name="counts">How many codes have 1, 2, … 16 bits.</param>
    /// <param name="categories">The categories, shortest code first.</param>
    /// <exception cref="CorruptFileException">There are more codes than bits allow, or a category is above 16.</exception>
    public HuffmanCode(ReadOnlySpan<byte> counts, ReadOnlySpan<byte> categories)
    {
        (Counts, Values) = (counts.ToArray(), categories.ToArray());
        int free = 1;
        foreach (byte count in counts)
        {
            free = (free << 1) - count;
            if (free < 0)
            {
                throw new CorruptFileException("lossless JPEG: a Huffman table has more codes than bits allow");
            }
        }

        foreach (byte category in categories)
        {
            if (category >= Categories)
            {
                throw new CorruptFileException($"lossless JPEG: difference category {category} in a Huffman table, 0 to 16 expected");
            }
        }
    }

    /// <summary>How many codes have 1, 2, … 16 bits.</summary>
    public byte[] Counts { get; }

    /// <summary>The categories, shortest code first.</summary>
    public byte[] Values { get; }

    /// <summary>Reads a table of a DHT segment, after its class and number.</summary>
    /// <param name="body">The rest of the segment.</param>
    /// <param name="length">Bytes of the table.</param>
    public static HuffmanCode Parse(ReadOnlySpan<byte> body, out int length)
    {
        int codes = 0;
        for (int index = 0; index < MaxLength && index < body.Length; index++)
        {
            codes += body[index];
        }

        length = MaxLength + codes;
        if (codes > 256 || body.Length < length)
        {
            throw new CorruptFileException($"lossless JPEG: a Huffman table of {codes} codes in {body.Length} bytes");
        }

        return new HuffmanCode(body[..MaxLength], body[MaxLength..length]);
    }
}
