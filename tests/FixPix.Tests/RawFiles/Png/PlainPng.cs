using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace FixPix.Tests.RawFiles.Png;

/// <summary>A PNG writer by the book: every depth and kind, a filter for each row, passes. It shares no line with the product.</summary>
internal sealed class PlainPng
{
    public int Width { get; init; }

    public int Height { get; init; }

    public int BitDepth { get; init; } = 8;

    public int ColorType { get; init; }

    public bool Interlaced { get; init; }

    /// <summary>The filter of every row, or null: they take turns.</summary>
    public int? Filter { get; init; }

    /// <summary>Bytes of an IDAT chunk.</summary>
    public int DataLength { get; init; } = 100;

    public int Channels => ColorType switch { 2 => 3, 4 => 2, 6 => 4, _ => 1 };

    /// <param name="channel">The value at row, column, channel.</param>
    public byte[] Encode(Func<int, int, int, int> channel)
    {
        using MemoryStream raw = new();
        if (Interlaced)
        {
            int[][] passes = [[0, 0, 8, 8], [0, 4, 8, 8], [4, 0, 8, 4], [0, 2, 4, 4], [2, 0, 4, 2], [0, 1, 2, 2], [1, 0, 2, 1]];
            foreach (int[] pass in passes)
            {
                WritePass(raw, channel, pass[0], pass[1], pass[2], pass[3]);
            }
        }
        else
        {
            WritePass(raw, channel, 0, 0, 1, 1);
        }

        using MemoryStream compressed = new();
        using (ZLibStream zlib = new(compressed, CompressionLevel.Optimal, leaveOpen: true))
        {
            zlib.Write(raw.ToArray());
        }

        byte[] header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, Width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), Height);
        (header[8], header[9], header[12]) = ((byte)BitDepth, (byte)ColorType, (byte)(Interlaced ? 1 : 0));
        List<byte> file = [0x89, .. "PNG\r\n\x1A\n"u8, .. Chunk("IHDR", header), .. Chunk("tEXt", "Title\0before"u8.ToArray())];
        foreach (byte[] part in compressed.ToArray().Chunk(DataLength))
        {
            file.AddRange(Chunk("IDAT", part));
        }

        return [.. file, .. Chunk("prVt", [1, 2, 3]), .. Chunk("IEND", [])];
    }

    public static byte[] Chunk(string type, byte[] data)
    {
        byte[] body = [.. Encoding.ASCII.GetBytes(type), .. data];
        uint crc = uint.MaxValue;
        foreach (byte value in body)
        {
            crc ^= value;
            for (int bit = 0; bit < 8; bit++)
            {
                crc = (crc & 1) != 0 ? (crc >> 1) ^ 0xEDB88320 : crc >> 1;
            }
        }

        byte[] chunk = [0, 0, 0, 0, .. body, 0, 0, 0, 0];
        BinaryPrimitives.WriteInt32BigEndian(chunk, data.Length);
        BinaryPrimitives.WriteUInt32BigEndian(chunk.AsSpan(chunk.Length - 4), ~crc);
        return chunk;
    }

    private void WritePass(MemoryStream raw, Func<int, int, int, int> channel, int firstRow, int firstColumn, int rowStep, int columnStep)
    {
        byte[]? above = null;
        for (int row = firstRow; row < Height && firstColumn < Width; row += rowStep)
        {
            List<int> bits = [];
            for (int column = firstColumn; column < Width; column += columnStep)
            {
                for (int index = 0; index < Channels; index++)
                {
                    int value = channel(row, column, index);
                    for (int bit = BitDepth - 1; bit >= 0; bit--)
                    {
                        bits.Add((value >> bit) & 1);
                    }
                }
            }

            byte[] bytes = [.. bits.Chunk(8).Select(chunk => (byte)chunk.Select((bit, place) => bit << (7 - place)).Sum())];
            above ??= new byte[bytes.Length];
            WriteFiltered(raw, Filter ?? (row % 5), above, bytes);
            above = bytes;
        }
    }

    private void WriteFiltered(MemoryStream raw, int filter, byte[] above, byte[] row)
    {
        raw.WriteByte((byte)filter);
        int step = Math.Max(1, Channels * BitDepth / 8);
        for (int index = 0; index < row.Length; index++)
        {
            int a = index >= step ? row[index - step] : 0;
            int b = above[index];
            int c = index >= step ? above[index - step] : 0;
            int p = a + b - c;
            (int pa, int pb, int pc) = (Math.Abs(p - a), Math.Abs(p - b), Math.Abs(p - c));
            int paeth = pa <= pb && pa <= pc ? a : pb <= pc ? b : c;
            raw.WriteByte((byte)(row[index] - new[] { 0, a, b, (a + b) / 2, paeth }[filter]));
        }
    }
}
