using System.Buffers.Binary;

namespace FixPix.RawFiles.Png;

/// <summary>A chunk's place in a file (PNG specification, 5.3).</summary>
/// <param name="Type">Its four letters as a number, the first one on top.</param>
/// <param name="Offset">Where its data begins.</param>
/// <param name="Length">Bytes of its data.</param>
internal readonly record struct PngChunk(uint Type, long Offset, int Length)
{
    public const uint Header = 0x49484452;
    public const uint Palette = 0x504C5445;
    public const uint Data = 0x49444154;
    public const uint End = 0x49454E44;

    private const int PieceBytes = 1 << 16;

    /// <summary>The eight bytes that a file begins with.</summary>
    public static ReadOnlySpan<byte> Signature => [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A];

    /// <summary>Whether a reader that does not know it must give up: its first letter is upper case.</summary>
    public bool IsCritical => (Type & 0x20000000) == 0;

    /// <summary>Its letters; a question mark for what is none.</summary>
    public string Name
    {
        get
        {
            Span<char> letters = stackalloc char[4];
            for (int index = 0; index < letters.Length; index++)
            {
                char letter = (char)((Type >> (24 - (8 * index))) & 0xFF);
                letters[index] = char.IsAsciiLetter(letter) ? letter : '?';
            }

            return new string(letters);
        }
    }

    /// <summary>The chunks of a file up to its end chunk; none reaches beyond the file.</summary>
    public static List<PngChunk> FindAll(FileBytes file)
    {
        List<PngChunk> chunks = [];
        byte[] head = new byte[8];
        for (long offset = Signature.Length; chunks.Count == 0 || chunks[^1].Type != End;)
        {
            file.Read(offset, head, "PNG chunk");
            uint length = BinaryPrimitives.ReadUInt32BigEndian(head);
            PngChunk chunk = new(BinaryPrimitives.ReadUInt32BigEndian(head.AsSpan(4)), offset + 8, (int)Math.Min(length, int.MaxValue));
            file.Require(chunk.Offset, length + 4L, $"PNG chunk {chunk.Name} at byte {offset}");
            chunks.Add(chunk);
            offset = chunk.Offset + length + 4;
        }

        return chunks;
    }

    /// <summary>Reads the data of a small chunk and checks it.</summary>
    public byte[] Read(FileBytes file)
    {
        byte[] data = file.Read(Offset, Length, $"PNG chunk {Name}");
        Verify(Crc32.Of(data, TypeChecksum), file);
        return data;
    }

    /// <summary>The checksum of the type, which stands before the data's.</summary>
    public uint TypeChecksum
    {
        get
        {
            Span<byte> type = stackalloc byte[4];
            BinaryPrimitives.WriteUInt32BigEndian(type, Type);
            return Crc32.Of(type);
        }
    }

    /// <summary>Compares a checksum of type and data with the one in the file.</summary>
    /// <exception cref="CorruptFileException">They differ.</exception>
    public void Verify(uint checksum, FileBytes file)
    {
        Span<byte> stored = stackalloc byte[4];
        file.Read(Offset + Length, stored, "PNG checksum");
        if (BinaryPrimitives.ReadUInt32BigEndian(stored) != checksum)
        {
            throw new CorruptFileException($"PNG chunk {Name} at byte {Offset - 8}: wrong checksum");
        }
    }

    /// <summary>Copies the whole chunk as it is.</summary>
    public void CopyTo(Stream output, FileBytes file)
    {
        byte[] piece = new byte[Math.Min(PieceBytes, Length + 12L)];
        for (long offset = Offset - 8; offset < Offset + Length + 4;)
        {
            Span<byte> part = piece.AsSpan(0, (int)Math.Min(piece.Length, Offset + Length + 4 - offset));
            file.Read(offset, part, $"PNG chunk {Name}");
            output.Write(part);
            offset += part.Length;
        }
    }
}
