using System.Buffers;

namespace FixPix.RawFiles.Tiff;

/// <summary>PackBits run-length coding (TIFF 6.0 section 9).</summary>
internal static class PackBits
{
    private const int MaxRun = 128;

    /// <summary>Decodes until the destination is full or the data ends.</summary>
    /// <returns>Bytes written.</returns>
    public static int Expand(ReadOnlySpan<byte> packed, Span<byte> bytes)
    {
        int at = 0;
        int filled = 0;
        while (at < packed.Length && filled < bytes.Length)
        {
            int code = (sbyte)packed[at++];
            if (code >= 0)
            {
                int count = Math.Min(Math.Min(code + 1, packed.Length - at), bytes.Length - filled);
                packed.Slice(at, count).CopyTo(bytes[filled..]);
                at += count;
                filled += count;
            }
            else if (code != -128 && at < packed.Length)
            {
                int count = Math.Min(1 - code, bytes.Length - filled);
                bytes.Slice(filled, count).Fill(packed[at++]);
                filled += count;
            }
        }

        return filled;
    }

    /// <summary>Encodes one row; rows are packed one by one, as the standard asks.</summary>
    public static void Pack(ReadOnlySpan<byte> row, IBufferWriter<byte> packed)
    {
        int at = 0;
        while (at < row.Length)
        {
            int run = RunAt(row, at);
            if (run >= 2)
            {
                packed.Write([(byte)(1 - run), row[at]]);
                at += run;
                continue;
            }

            int literal = 1;
            while (literal < MaxRun && at + literal < row.Length && RunAt(row, at + literal) < 3)
            {
                literal++;
            }

            packed.Write([(byte)(literal - 1)]);
            packed.Write(row.Slice(at, literal));
            at += literal;
        }
    }

    private static int RunAt(ReadOnlySpan<byte> row, int at)
    {
        int run = 1;
        while (run < MaxRun && at + run < row.Length && row[at + run] == row[at])
        {
            run++;
        }

        return run;
    }
}
