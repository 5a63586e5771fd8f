using System.Buffers;
using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace FixPix.RawFiles.LosslessJpeg;

/// <summary>Writes differences as codes: first plain bits into a buffer, then the buffer with byte stuffing to the output.</summary>
internal ref struct EntropyWriter
{
    private const int RunSamples = 3072;

    // At most 31 bits a sample, and a store writes 8 bytes at once.
    private const int BufferLength = (RunSamples * 4) + 16;

    // Places for a code's categories in the table.
    private const int CodeEntries = 32;

    private readonly Stream _output;
    private readonly int _components;
    private readonly ulong[] _entries;
    private readonly byte[] _buffer;
    private readonly byte[] _stuffed;
    private ulong _bits;
    private int _count;

    /// <param name="output">Gets the bytes.</param>
    /// <param name="codes">A code for each component.</param>
    public EntropyWriter(Stream output, HuffmanCode[] codes)
    {
        (_output, _components) = (output, codes.Length);
        _entries = new ulong[codes.Length * CodeEntries];
        for (int component = 0; component < codes.Length; component++)
        {
            FillEntries(codes[component], _entries.AsSpan(component * CodeEntries, CodeEntries));
        }

        _buffer = ArrayPool<byte>.Shared.Rent(BufferLength);
        _stuffed = ArrayPool<byte>.Shared.Rent(2 * BufferLength);
    }

    /// <summary>Bytes written.</summary>
    public long Written { get; private set; }

    /// <summary>Writes a row of differences, components interleaved.</summary>
    public void Write(ReadOnlySpan<ushort> differences)
    {
        while (differences.Length > 0)
        {
            // A run is a multiple of 1, 2, 3 and 4 components, so that each begins with the first one.
            int run = Math.Min(RunSamples, differences.Length);
            Flush(Pack(differences[..run]));
            differences = differences[run..];
        }
    }

    /// <summary>Fills the last byte with ones, as F.1.2.3 wants it, and writes it.</summary>
    public void Finish()
    {
        if (_count > 0)
        {
            _buffer[0] = (byte)((_bits >> 56) | (0xFFu >> _count));
            Flush(1);
        }
    }

    public readonly void Dispose()
    {
        ArrayPool<byte>.Shared.Return(_buffer);
        ArrayPool<byte>.Shared.Return(_stuffed);
    }

    // Returns the number of whole bytes in the buffer; 0 to 7 bits stay behind in _bits.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private int Pack(ReadOnlySpan<ushort> differences)
    {
        ref byte start = ref MemoryMarshal.GetArrayDataReference(_buffer);
        ref ulong entries = ref MemoryMarshal.GetArrayDataReference(_entries);
        ref short signed = ref Unsafe.As<ushort, short>(ref MemoryMarshal.GetReference(differences));
        (int end, int table) = (_components * CodeEntries, 0);
        (ulong bits, int count, nint position) = (_bits, _count, 0);
        for (nint index = 0; index < differences.Length; index++)
        {
            ulong code = Code(Unsafe.Add(ref signed, index), ref Unsafe.Add(ref entries, table), out int length);
            table = table + CodeEntries == end ? 0 : table + CodeEntries;
            if (index + 1 < differences.Length)
            {
                // Two codes at once, unless they do not fit beside the 7 bits that may be left.
                ulong second = Code(Unsafe.Add(ref signed, ++index), ref Unsafe.Add(ref entries, table), out int secondLength);
                table = table + CodeEntries == end ? 0 : table + CodeEntries;
                if (length + secondLength > 56)
                {
                    Append(code, length, ref start, ref bits, ref count, ref position);
                    (code, length) = (0, 0);
                }

                code = (code << secondLength) | second;
                length += secondLength;
            }

            Append(code, length, ref start, ref bits, ref count, ref position);
        }

        (_bits, _count) = (bits, count);
        return (int)position;
    }

    // A negative difference is stored less one, in as many bits as its category (F.1.2.1).
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Code(int difference, ref ulong entries, out int length)
    {
        ulong entry = Unsafe.Add(ref entries, DifferenceCategories.Of(difference));
        length = (int)(entry >> 32) & 63;
        return (uint)entry | ((uint)(difference + (difference >> 31)) & (entry >> 40));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Append(ulong code, int length, ref byte start, ref ulong bits, ref int count, ref nint position)
    {
        bits |= code << (64 - count - length);
        count += length;
        Unsafe.WriteUnaligned(ref Unsafe.Add(ref start, position), BitConverter.IsLittleEndian ? BinaryPrimitives.ReverseEndianness(bits) : bits);
        position += count >> 3;
        bits <<= count & ~7;
        count &= 7;
    }

    // Writes the first bytes of the buffer, a 0 behind each FF.
    private void Flush(int count)
    {
        int length = 0;
        ReadOnlySpan<byte> rest = _buffer.AsSpan(0, count);
        while (rest.Length > 0)
        {
            int escape = rest.IndexOf((byte)0xFF);
            int plain = escape < 0 ? rest.Length : escape + 1;
            rest[..plain].CopyTo(_stuffed.AsSpan(length));
            length += plain;
            if (escape >= 0)
            {
                _stuffed[length++] = 0;
            }

            rest = rest[plain..];
        }

        _output.Write(_stuffed, 0, length);
        Written += length;
    }

    // By category: the code with room for the difference's bits below it (bits 0 to 31), the length of both (32 to 39),
    // the mask of the difference's bits (40 to 55).
    private static void FillEntries(HuffmanCode code, Span<ulong> entries)
    {
        (uint next, int value) = (0, 0);
        for (int length = 1; length <= HuffmanCode.MaxLength; length++)
        {
            for (int index = 0; index < code.Counts[length - 1]; index++, value++, next++)
            {
                int category = code.Values[value];
                int extra = category == 16 ? 0 : category;
                entries[category] = (next << extra) | ((ulong)(length + extra) << 32) | (((1UL << extra) - 1) << 40);
            }

            next <<= 1;
        }
    }
}
