using System.Buffers;

namespace FixPix.RawFiles.Tiff;

/// <summary>
/// LZW as TIFF 6.0 section 13 has it: codes of 9 to 12 bits, high bit first, each width left one code early.
/// </summary>
internal static class TiffLzw
{
    private const int Clear = 256;
    private const int EndOfData = 257;
    private const int FirstFree = 258;
    private const int TableSize = 4096;

    /// <summary>Decodes until the destination is full, the end code, or the end of the data.</summary>
    /// <returns>Bytes written.</returns>
    /// <exception cref="CorruptFileException">A code that the table does not have yet.</exception>
    public static int Expand(ReadOnlySpan<byte> packed, Span<byte> bytes)
    {
        if (packed.Length >= 2 && packed[0] == 0 && (packed[1] & 1) == 1)
        {
            throw new UnsupportedFileException("LZW of the old kind, low bit first (before TIFF 6.0)");
        }

        // Each table entry is a piece of what has been written already: where it begins and how long it is.
        Span<int> starts = stackalloc int[TableSize];
        Span<int> lengths = stackalloc int[TableSize];
        CodeReader codes = new(packed);
        (int free, int width, int filled, int previousStart, int previousLength) = (FirstFree, 9, 0, 0, 0);
        while (filled < bytes.Length && codes.TryRead(width, out int code) && code != EndOfData)
        {
            if (code == Clear)
            {
                (free, width, previousLength) = (FirstFree, 9, 0);
                continue;
            }

            int start = filled;
            if (code < Clear)
            {
                bytes[filled++] = (byte)code;
            }
            else
            {
                if (code >= free && !(code == free && previousLength > 0))
                {
                    throw new CorruptFileException($"LZW code {code}: the table has {free} codes");
                }

                // The code that is being made right now stands for the previous piece and its own first byte.
                (int from, int length) = code == free ? (previousStart, previousLength + 1) : (starts[code], lengths[code]);
                length = Math.Min(length, bytes.Length - filled);
                for (int index = 0; index < length; index++)
                {
                    bytes[filled++] = bytes[from + index];
                }
            }

            if (previousLength > 0 && free < TableSize)
            {
                (starts[free], lengths[free]) = (previousStart, previousLength + 1);
                free++;
            }

            (previousStart, previousLength) = (start, filled - start);
            width = WidthFor(free + 1);
        }

        return filled;
    }

    /// <summary>Encodes bytes.</summary>
    public static void Pack(ReadOnlySpan<byte> bytes, IBufferWriter<byte> packed)
    {
        // Children of the table's strings, found by (string, next byte) in a hash table with open places.
        int[] keys = new int[TableSize * 4];
        short[] values = new short[keys.Length];
        CodeWriter codes = new(packed);
        codes.Write(Clear, 9);
        (int free, int width, int current) = (FirstFree, 9, -1);
        Array.Fill(keys, -1);
        foreach (byte next in bytes)
        {
            if (current < 0)
            {
                current = next;
                continue;
            }

            int key = (current << 8) | next;
            int place = PlaceOf(keys, key);
            if (keys[place] == key)
            {
                current = values[place];
                continue;
            }

            codes.Write(current, width);
            (keys[place], values[place]) = (key, (short)free++);
            width = WidthFor(free);
            if (free == TableSize - 2)
            {
                codes.Write(Clear, width);
                (free, width) = (FirstFree, 9);
                Array.Fill(keys, -1);
            }

            current = next;
        }

        if (current >= 0)
        {
            codes.Write(current, width);
            width = WidthFor(free + 1);
        }

        codes.Write(EndOfData, width);
        codes.Flush();
    }

    // The width changes one code before the table needs it ("early change").
    private static int WidthFor(int next) => next switch
    {
        < 512 => 9,
        < 1024 => 10,
        < 2048 => 11,
        _ => 12,
    };

    private static int PlaceOf(int[] keys, int key)
    {
        int place = (int)((uint)(key * 0x9E3779B1) >> 18) & (keys.Length - 1);
        while (keys[place] >= 0 && keys[place] != key)
        {
            place = (place + 1) & (keys.Length - 1);
        }

        return place;
    }

    private ref struct CodeReader(ReadOnlySpan<byte> bytes)
    {
        private readonly ReadOnlySpan<byte> _bytes = bytes;
        private uint _pending;
        private int _pendingBits;
        private int _at;

        public bool TryRead(int width, out int code)
        {
            while (_pendingBits < width)
            {
                if (_at == _bytes.Length)
                {
                    code = EndOfData;
                    return false;
                }

                _pending = (_pending << 8) | _bytes[_at++];
                _pendingBits += 8;
            }

            _pendingBits -= width;
            code = (int)(_pending >> _pendingBits) & ((1 << width) - 1);
            return true;
        }
    }

    private ref struct CodeWriter(IBufferWriter<byte> packed)
    {
        private uint _pending;
        private int _pendingBits;

        public void Write(int code, int width)
        {
            _pending = (_pending << width) | (uint)code;
            _pendingBits += width;
            while (_pendingBits >= 8)
            {
                _pendingBits -= 8;
                packed.Write([(byte)(_pending >> _pendingBits)]);
            }
        }

        public readonly void Flush()
        {
            if (_pendingBits > 0)
            {
                packed.Write([(byte)(_pending << (8 - _pendingBits))]);
            }
        }
    }
}
