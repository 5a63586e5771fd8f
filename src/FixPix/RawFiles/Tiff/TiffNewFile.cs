using FixPix.Mosaics;

namespace FixPix.RawFiles.Tiff;

/// <summary>
/// The head of a new little-endian TIFF: one directory, the EXIF directory below it where it has entries, and their values.
/// The samples follow at <see cref="DataStart"/>.
/// </summary>
internal sealed class TiffNewFile
{
    private const int DataAlignment = 16;
    private const int HeaderBytes = 8;

    /// <summary>The entries of the only directory.</summary>
    public SortedDictionary<ushort, TiffValue> First { get; } = [];

    /// <summary>The entries of the EXIF directory.</summary>
    public SortedDictionary<ushort, TiffValue> Exif { get; } = [];

    /// <summary>Where samples may begin. All tags have to be there by then; their values may still change, not their lengths.</summary>
    public long DataStart
    {
        get
        {
            PointToExif();
            return Align(HeaderBytes + Size(First) + (Exif.Count > 0 ? Size(Exif) : 0), DataAlignment);
        }
    }

    /// <summary>Adds what TIFF and EXIF can say of a camera.</summary>
    public void Describe(CameraMetadata camera)
    {
        First[TiffTag.Orientation] = Integers(TiffType.Short, camera.Orientation);
        First[TiffTag.Software] = TiffValue.Text("FixPix");
        AddText(First, TiffTag.Make, camera.Make);
        AddText(First, TiffTag.Model, camera.Model);
        AddText(Exif, TiffTag.BodySerialNumber, camera.Serial);
        string? time = camera.TakenAt?.ToString("yyyy:MM:dd HH:mm:ss", System.Globalization.CultureInfo.InvariantCulture);
        AddText(First, TiffTag.DateTime, time);
        AddText(Exif, TiffTag.DateTimeOriginal, time);
        if (camera.ExposureSeconds is double seconds)
        {
            Exif[TiffTag.ExposureTime] = TiffValue.Rationals(bigEndian: false, signed: false, seconds);
        }

        if (camera.Iso is double iso)
        {
            // EXIF 2.3: a speed that 16 bits cannot hold goes to a tag of its own.
            Exif[TiffTag.IsoSpeedRatings] = Integers(TiffType.Short, (long)Math.Min(Math.Round(iso), ushort.MaxValue));
            Exif[TiffTag.SensitivityType] = Integers(TiffType.Short, 3);
            Exif[TiffTag.IsoSpeed] = Integers(TiffType.Long, (long)Math.Min(Math.Round(iso), uint.MaxValue));
        }

        if (Exif.Count > 0)
        {
            Exif[TiffTag.ExifVersion] = TiffValue.Undefined("0230"u8.ToArray());
        }
    }

    /// <summary>A value of whole numbers in this file's byte order.</summary>
    public static TiffValue Integers(TiffType type, params ReadOnlySpan<long> numbers) => TiffValue.Integers(type, bigEndian: false, numbers);

    /// <summary>Writes header, directories and values at the beginning of the output.</summary>
    public void WriteHead(Stream output)
    {
        PointToExif();
        output.Position = 0;
        output.Write([(byte)'I', (byte)'I', 42, 0, HeaderBytes, 0, 0, 0]);
        WriteDirectory(output, First, HeaderBytes);
        if (Exif.Count > 0)
        {
            WriteDirectory(output, Exif, HeaderBytes + Size(First));
        }
    }

    private void PointToExif()
    {
        if (Exif.Count > 0)
        {
            First[TiffTag.ExifIfd] = Integers(TiffType.Long, 0);
            First[TiffTag.ExifIfd] = Integers(TiffType.Long, HeaderBytes + Size(First));
        }
    }

    private static void AddText(SortedDictionary<ushort, TiffValue> entries, ushort tag, string? text)
    {
        if (text is not null)
        {
            entries[tag] = TiffValue.Text(text);
        }
    }

    private static long Size(SortedDictionary<ushort, TiffValue> entries)
    {
        long size = TableSize(entries);
        foreach (TiffValue value in entries.Values)
        {
            size += value.Bytes.Length > 4 ? Align(value.Bytes.Length, 2) : 0;
        }

        return size;
    }

    private static long TableSize(SortedDictionary<ushort, TiffValue> entries) => 2 + (12L * entries.Count) + 4;

    private static long Align(long position, int alignment) => (position + alignment - 1) / alignment * alignment;

    private static void WriteDirectory(Stream output, SortedDictionary<ushort, TiffValue> entries, long position)
    {
        byte[] bytes = new byte[Size(entries)];
        TiffValue.WriteInteger(bytes.AsSpan(0, 2), bigEndian: false, entries.Count);
        int place = 2;
        int free = (int)TableSize(entries);
        foreach ((ushort tag, TiffValue value) in entries)
        {
            Span<byte> entry = bytes.AsSpan(place, 12);
            TiffValue.WriteInteger(entry[..2], bigEndian: false, tag);
            TiffValue.WriteInteger(entry[2..4], bigEndian: false, (long)value.Type);
            TiffValue.WriteInteger(entry[4..8], bigEndian: false, value.Count);
            if (value.Bytes.Length <= 4)
            {
                value.Bytes.CopyTo(entry[8..]);
            }
            else
            {
                TiffValue.WriteInteger(entry[8..], bigEndian: false, position + free);
                value.Bytes.CopyTo(bytes, free);
                free += (int)Align(value.Bytes.Length, 2);
            }

            place += 12;
        }

        output.Position = position;
        output.Write(bytes);
    }
}
