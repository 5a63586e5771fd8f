using FixPix.Mosaics;

namespace FixPix.RawFiles.Pgm;

/// <summary>The header of a portable graymap (netpbm, "PGM Format Specification").</summary>
/// <param name="IsText">P2: the samples are decimal numbers; else P5: bytes.</param>
/// <param name="Width">Columns.</param>
/// <param name="Height">Rows.</param>
/// <param name="Maximum">The largest value that the samples may have, which is the white level, 1 to 65535.</param>
/// <param name="Offset">Where the samples begin.</param>
internal readonly record struct PgmHeader(bool IsText, int Width, int Height, int Maximum, int Offset)
{
    // Comments may make a header long; some programs put whole settings there.
    private const int MaxLength = 1 << 16;

    /// <summary>The binary samples: one byte each, or two with the high one first where the maximum needs it.</summary>
    public PackedRows Rows => new(Maximum > byte.MaxValue ? DumpPacking.BigEndian16 : DumpPacking.Bytes8, Width, Height, Offset);

    /// <summary>Reads a file's header.</summary>
    /// <exception cref="CorruptFileException">It is broken.</exception>
    public static PgmHeader Read(FileBytes file)
    {
        byte[] head = file.Head(MaxLength);
        if (head.Length < 3 || head[0] != 'P' || head[1] is not ((byte)'2' or (byte)'5'))
        {
            throw new CorruptFileException("PGM header: does not begin with P5 or P2");
        }

        int offset = 2;
        (int width, int height, int maximum) = (Number(head, ref offset), Number(head, ref offset), Number(head, ref offset));
        if (width < 1 || height < 1 || (long)width * height > MosaicLayout.MaxSamples || maximum is < 1 or > ushort.MaxValue)
        {
            throw new CorruptFileException($"PGM of {width}×{height}, maximum {maximum}: 1×1 to {MosaicLayout.MaxSamples} samples of at most 65535 expected");
        }

        // Exactly one blank character stands between the header and the samples; Number has seen that it is there.
        return new PgmHeader(head[1] == '2', width, height, maximum, offset + 1);
    }

    // The next number, at whose end the offset then stands. Comments run from # to the end of the line.
    private static int Number(byte[] head, ref int offset)
    {
        while (offset < head.Length && (IsBlank(head[offset]) || head[offset] == '#'))
        {
            if (head[offset] == '#')
            {
                int end = head.AsSpan(offset).IndexOfAny((byte)'\n', (byte)'\r');
                offset = end < 0 ? head.Length : offset + end;
            }
            else
            {
                offset++;
            }
        }

        (int number, int start) = (0, offset);
        for (; offset < head.Length && char.IsAsciiDigit((char)head[offset]) && number < int.MaxValue / 16; offset++)
        {
            number = (number * 10) + head[offset] - '0';
        }

        return offset > start && offset < head.Length && IsBlank(head[offset])
            ? number
            : throw new CorruptFileException($"PGM header: no number at byte {start}");
    }

    /// <summary>Whether a character separates numbers.</summary>
    public static bool IsBlank(byte letter) => letter is (byte)' ' or (>= 9 and <= 13);
}
