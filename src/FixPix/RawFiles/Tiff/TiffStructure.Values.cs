using System.Buffers.Binary;
using System.Text;

namespace FixPix.RawFiles.Tiff;

/// <content>Values of entries.</content>
internal sealed partial class TiffStructure
{
    // Text of a tag that a person reads; a longer one is cut.
    private const int MaxTextBytes = 4096;

    /// <summary>The value's bytes as they stand in the file.</summary>
    public byte[] Bytes(TiffEntry entry) => File.Read(entry.ValuePosition, entry.ByteCount, $"TIFF tag {entry.Tag}");

    /// <summary>Whole numbers, of any whole-number type.</summary>
    /// <param name="maxCount">More elements than this are refused.</param>
    /// <exception cref="CorruptFileException">Another type, too many, or outside the file.</exception>
    public long[] Integers(TiffEntry entry, long maxCount = 1 << 24)
    {
        if (entry.Count > maxCount)
        {
            throw new CorruptFileException($"TIFF tag {entry.Tag}: {entry.Count} values, at most {maxCount} expected");
        }

        byte[] bytes = Bytes(entry);
        int size = entry.Type.Size();
        long[] values = new long[entry.Count];
        for (int index = 0; index < values.Length; index++)
        {
            values[index] = Integer(entry, bytes.AsSpan(index * size));
        }

        return values;
    }

    /// <summary>Numbers of any numeric type. A fraction with denominator 0 is NaN.</summary>
    public double[] Numbers(TiffEntry entry, int maxCount = 4096)
    {
        if (entry.Type is not (TiffType.Rational or TiffType.SignedRational or TiffType.Float or TiffType.Double))
        {
            return Array.ConvertAll(Integers(entry, maxCount), value => (double)value);
        }

        if (entry.Count > maxCount)
        {
            throw new CorruptFileException($"TIFF tag {entry.Tag}: {entry.Count} values, at most {maxCount} expected");
        }

        byte[] bytes = Bytes(entry);
        int size = entry.Type.Size();
        double[] values = new double[entry.Count];
        for (int index = 0; index < values.Length; index++)
        {
            values[index] = Fraction(entry.Type, bytes.AsSpan(index * size));
        }

        return values;
    }

    /// <summary>The numbers of a tag, or null when the directory does not have it.</summary>
    public double[]? Numbers(TiffDirectory directory, ushort tag) =>
        directory.TryFind(tag, out TiffEntry entry) ? Numbers(entry) : null;

    /// <summary>The first whole number of a tag, or the default when the directory does not have it or it is empty.</summary>
    public long Integer(TiffDirectory directory, ushort tag, long otherwise) =>
        directory.TryFind(tag, out TiffEntry entry) && entry.Count > 0 ? Integers(entry with { Count = 1 })[0] : otherwise;

    /// <summary>Text without its closing zeros and blanks; null when there is none.</summary>
    public string? Text(TiffDirectory directory, ushort tag)
    {
        if (!directory.TryFind(tag, out TiffEntry entry) || entry.Type is not (TiffType.Ascii or TiffType.Byte or TiffType.Undefined))
        {
            return null;
        }

        byte[] bytes = Bytes(entry with { Count = Math.Min(entry.Count, MaxTextBytes) });
        int end = Array.IndexOf(bytes, (byte)0);
        string text = Encoding.UTF8.GetString(bytes, 0, end < 0 ? bytes.Length : end).ReplaceLineEndings(" ").Trim();
        return text.Length == 0 ? null : text;
    }

    private long Integer(TiffEntry entry, ReadOnlySpan<byte> bytes) => entry.Type switch
    {
        TiffType.Byte or TiffType.Undefined or TiffType.Ascii => bytes[0],
        TiffType.SignedByte => (sbyte)bytes[0],
        TiffType.Short => UInt16(bytes),
        TiffType.SignedShort => (short)UInt16(bytes),
        TiffType.Long or TiffType.Ifd => UInt32(bytes),
        TiffType.SignedLong => (int)UInt32(bytes),
        TiffType.Long8 or TiffType.SignedLong8 or TiffType.Ifd8 => (long)Math.Min(UInt64(bytes), long.MaxValue),
        _ => throw new CorruptFileException($"TIFF tag {entry.Tag}: type {(int)entry.Type}, a whole number expected"),
    };

    private double Fraction(TiffType type, ReadOnlySpan<byte> bytes) => type switch
    {
        TiffType.Rational => UInt32(bytes[4..]) is > 0 and uint below ? UInt32(bytes) / (double)below : double.NaN,
        TiffType.SignedRational => (int)UInt32(bytes[4..]) is not 0 and int below ? (int)UInt32(bytes) / (double)below : double.NaN,
        TiffType.Float => BitConverter.UInt32BitsToSingle(UInt32(bytes)),
        _ => BitConverter.UInt64BitsToDouble(UInt64(bytes)),
    };

    private ulong UInt64(ReadOnlySpan<byte> bytes) =>
        BigEndian ? BinaryPrimitives.ReadUInt64BigEndian(bytes) : BinaryPrimitives.ReadUInt64LittleEndian(bytes);
}
