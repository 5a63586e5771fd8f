using System.Buffers.Binary;
using System.Globalization;
using System.Text;

namespace FixPix.RawFiles.Fits;

/// <summary>The DATASUM and CHECKSUM cards (FITS 4.0, section 4.4.2.7 and appendix J).</summary>
internal static class FitsChecksum
{
    private const int ChunkBytes = 1 << 20;

    /// <summary>Makes the two cards of a picture's header right again, where it has them.</summary>
    public static void Renew(Stream file, FitsImage image)
    {
        long blocks = (image.DataBytes + FitsHeader.BlockLength - 1) / FitsHeader.BlockLength;
        long dataEnd = Math.Min(image.Header.End + (blocks * FitsHeader.BlockLength), file.Length);
        uint data = Sum(file, image.Header.End, dataEnd);
        if (image.Header.OffsetOf("DATASUM") is long sumOffset)
        {
            Put(file, sumOffset, FitsWriter.Card("DATASUM", data.ToString(CultureInfo.InvariantCulture), "data unit checksum"));
        }

        if (image.Header.OffsetOf("CHECKSUM") is long checkOffset)
        {
            Put(file, checkOffset, FitsWriter.Card("CHECKSUM", "0000000000000000", "HDU checksum"));
            uint all = Add(data, Sum(file, image.Header.Offset, image.Header.End));
            Put(file, checkOffset, FitsWriter.Card("CHECKSUM", Encode(~all), "HDU checksum"));
        }
    }

    /// <summary>A sum as sixteen letters and digits that, added to the header, make all bits 1 (appendix J, "ASCII encoding").</summary>
    internal static string Encode(uint value)
    {
        char[] text = new char[16];
        Span<byte> quarters = stackalloc byte[4];
        for (int index = 0; index < 4; index++)
        {
            byte part = (byte)(value >> (24 - (8 * index)));
            quarters.Fill((byte)((part / 4) + '0'));
            quarters[0] += (byte)(part % 4);
            AvoidPunctuation(quarters);
            for (int place = 0; place < 4; place++)
            {
                // The text begins at the last byte of a 32-bit word, hence the step.
                text[((4 * place) + index + 1) % 16] = (char)quarters[place];
            }
        }

        return new string(text);
    }

    // Pairs move apart by one until neither is punctuation; their sum stays.
    private static void AvoidPunctuation(Span<byte> quarters)
    {
        for (bool again = true; again;)
        {
            again = false;
            for (int pair = 0; pair < 4; pair += 2)
            {
                if (!char.IsAsciiLetterOrDigit((char)quarters[pair]) || !char.IsAsciiLetterOrDigit((char)quarters[pair + 1]))
                {
                    quarters[pair]++;
                    quarters[pair + 1]--;
                    again = true;
                }
            }
        }
    }

    private static uint Sum(Stream file, long start, long end)
    {
        byte[] chunk = new byte[ChunkBytes];
        uint sum = 0;
        file.Position = start;
        for (long offset = start; offset < end;)
        {
            // A last word that the file cuts short counts as if filled with zeros.
            int count = (int)Math.Min(chunk.Length, end - offset);
            chunk.AsSpan(count, Math.Min(3, chunk.Length - count)).Clear();
            file.ReadExactly(chunk.AsSpan(0, count));
            ulong words = 0;
            for (int index = 0; index < count; index += 4)
            {
                words += BinaryPrimitives.ReadUInt32BigEndian(chunk.AsSpan(index));
            }

            sum = Add(sum, Fold(words));
            offset += count;
        }

        return sum;
    }

    // Ones' complement: what overflows is added at the bottom.
    private static uint Fold(ulong sum)
    {
        sum = (sum & uint.MaxValue) + (sum >> 32);
        return (uint)((sum & uint.MaxValue) + (sum >> 32));
    }

    private static uint Add(uint one, uint other) => Fold((ulong)one + other);

    private static void Put(Stream file, long offset, string card)
    {
        file.Position = offset;
        file.Write(Encoding.ASCII.GetBytes(card));
    }
}
