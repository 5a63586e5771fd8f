using System.Buffers.Binary;
using System.Text;

namespace FixPix.Tests.RawFiles.Tiff;

/// <summary>Makes small TIFF and DNG files entry by entry, the way the standard says, independently of the product's writers.</summary>
internal sealed class TiffBuilder(bool bigEndian = false, bool bigTiff = false)
{
    public const int Byte = 1, Ascii = 2, Short = 3, Long = 4, Rational = 5, Undefined = 7;

    private readonly List<(ushort Tag, ushort Type, long Count, byte[] Bytes)> _entries = [];
    private readonly List<(ushort Tag, TiffBuilder Directory)> _below = [];

    public bool BigEndian => bigEndian;

    /// <summary>Bytes of each chunk, and the tag pair that lists them.</summary>
    public (ushort OffsetsTag, ushort CountsTag, List<byte[]> Chunks)? Data { get; set; }

    public TiffBuilder Add(int tag, int type, params long[] values)
    {
        int size = type switch { Short => 2, Long => 4, Rational => 8, _ => 1 };
        byte[] bytes = new byte[values.Length * size];
        for (int index = 0; index < values.Length; index++)
        {
            Put(bytes.AsSpan(index * size), values[index], type == Rational ? 4 : size);
            if (type == Rational)
            {
                Put(bytes.AsSpan((index * 8) + 4), 1, 4);
            }
        }

        return AddBytes(tag, type, values.Length, bytes);
    }

    public TiffBuilder AddText(int tag, string text) => AddBytes(tag, Ascii, text.Length + 1, Encoding.ASCII.GetBytes(text + "\0"));

    public TiffBuilder AddBytes(int tag, int type, long count, byte[] bytes)
    {
        _entries.RemoveAll(entry => entry.Tag == tag);
        _entries.Add(((ushort)tag, (ushort)type, count, bytes));
        return this;
    }

    public TiffBuilder Remove(int tag)
    {
        _entries.RemoveAll(entry => entry.Tag == tag);
        return this;
    }

    public TiffBuilder AddBelow(int tag, TiffBuilder directory)
    {
        _below.Add(((ushort)tag, directory));
        return this;
    }

    public byte[] Build()
    {
        List<byte> file = bigEndian ? [.. "MM"u8] : [.. "II"u8];
        file.AddRange(Number(bigTiff ? 43 : 42, 2));
        if (bigTiff)
        {
            file.AddRange([.. Number(8, 2), .. Number(0, 2)]);
        }

        int pointer = file.Count;
        file.AddRange(new byte[bigTiff ? 8 : 4]);
        int first = Write(file, this);
        byte[] bytes = [.. file];
        Number(first, bigTiff ? 8 : 4).CopyTo(bytes, pointer);
        return bytes;
    }

    private int Write(List<byte> file, TiffBuilder directory)
    {
        int offsetSize = bigTiff ? 8 : 4;
        List<(ushort Tag, ushort Type, long Count, byte[] Bytes)> entries = [.. directory._entries];
        foreach ((ushort tag, TiffBuilder below) in directory._below)
        {
            entries.Add((tag, Long, 1, Number(Write(file, below), 4)));
        }

        if (directory.Data is var (offsetsTag, countsTag, chunks))
        {
            List<byte> offsets = [];
            foreach (byte[] chunk in chunks)
            {
                Align(file);
                offsets.AddRange(Number(file.Count, 4));
                file.AddRange(chunk);
            }

            entries.Add((offsetsTag, Long, chunks.Count, [.. offsets]));
            entries.Add((countsTag, Long, chunks.Count, [.. chunks.SelectMany(chunk => Number(chunk.Length, 4))]));
        }

        entries.Sort((one, other) => one.Tag.CompareTo(other.Tag));
        List<byte> table = [.. Number(entries.Count, bigTiff ? 8 : 2)];
        foreach ((ushort tag, ushort type, long count, byte[] bytes) in entries)
        {
            table.AddRange([.. Number(tag, 2), .. Number(type, 2), .. Number(count, offsetSize)]);
            if (bytes.Length <= offsetSize)
            {
                table.AddRange([.. bytes, .. new byte[offsetSize - bytes.Length]]);
                continue;
            }

            Align(file);
            table.AddRange(Number(file.Count, offsetSize));
            file.AddRange(bytes);
        }

        Align(file);
        int position = file.Count;
        file.AddRange(table);
        file.AddRange(new byte[offsetSize]);
        return position;
    }

    private static void Align(List<byte> file)
    {
        if (file.Count % 2 == 1)
        {
            file.Add(0);
        }
    }

    private byte[] Number(long value, int size)
    {
        byte[] bytes = new byte[size];
        Put(bytes, value, size);
        return bytes;
    }

    private void Put(Span<byte> bytes, long value, int size)
    {
        Span<byte> eight = stackalloc byte[8];
        if (bigEndian)
        {
            BinaryPrimitives.WriteInt64BigEndian(eight, value);
            eight[(8 - size)..].CopyTo(bytes);
        }
        else
        {
            BinaryPrimitives.WriteInt64LittleEndian(eight, value);
            eight[..size].CopyTo(bytes);
        }
    }
}
