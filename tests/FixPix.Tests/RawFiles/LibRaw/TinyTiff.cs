using System.Buffers.Binary;
using System.Text;

namespace FixPix.Tests.RawFiles.LibRaw;

/// <summary>One directory of a big-endian TIFF file, built entry by entry.</summary>
internal sealed class TinyTiff
{
    private readonly SortedDictionary<ushort, (ushort Type, int Count, byte[] Value)> _entries = [];

    public TinyTiff Ascii(ushort tag, string text) => Add(tag, 2, text.Length + 1, [.. Encoding.ASCII.GetBytes(text), 0]);

    public TinyTiff Bytes(ushort tag, params byte[] values) => Add(tag, 1, values.Length, values);

    public TinyTiff Shorts(ushort tag, params int[] values) =>
        Add(tag, 3, values.Length, [.. values.SelectMany(value => new[] { (byte)(value >> 8), (byte)value })]);

    public TinyTiff Longs(ushort tag, params int[] values) => Add(tag, 4, values.Length, [.. values.SelectMany(Big)]);

    public TinyTiff Rationals(ushort tag, bool signed, params (int Over, int Under)[] values) =>
        Add(tag, (ushort)(signed ? 10 : 5), values.Length, [.. values.SelectMany(value => Big(value.Over).Concat(Big(value.Under)))]);

    /// <summary>The directory with its values behind it.</summary>
    /// <param name="offset">Where in the file it will stand.</param>
    public byte[] Build(int offset)
    {
        List<byte> directory = [(byte)(_entries.Count >> 8), (byte)_entries.Count];
        List<byte> behind = [];
        int behindOffset = offset + 2 + (12 * _entries.Count) + 4;
        foreach ((ushort tag, (ushort type, int count, byte[] value)) in _entries)
        {
            directory.AddRange([(byte)(tag >> 8), (byte)tag, (byte)(type >> 8), (byte)type, .. Big(count)]);
            if (value.Length <= 4)
            {
                directory.AddRange([.. value, .. new byte[4 - value.Length]]);
                continue;
            }

            directory.AddRange(Big(behindOffset + behind.Count));
            behind.AddRange(value);
            behind.AddRange(new byte[value.Length & 1]);
        }

        return [.. directory, .. Big(0), .. behind];
    }

    public static byte[] Big(int value)
    {
        byte[] bytes = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(bytes, value);
        return bytes;
    }

    private TinyTiff Add(ushort tag, ushort type, int count, byte[] value)
    {
        _entries[tag] = (type, count, value);
        return this;
    }
}
