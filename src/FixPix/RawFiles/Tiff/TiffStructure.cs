using System.Buffers.Binary;

namespace FixPix.RawFiles.Tiff;

/// <summary>
/// The directories of a TIFF file (TIFF 6.0 section 2; BigTIFF as the libtiff design page describes it): the main chain, SubIFDs,
/// and the EXIF, GPS and interoperability directories. Values are read from the file when they are asked for.
/// </summary>
internal sealed partial class TiffStructure
{
    // Far above what cameras and scanners write; keeps a hostile file from costing more memory than it has bytes.
    private const int MaxDirectories = 1024;
    private const int MaxEntries = 1 << 16;

    private readonly List<TiffDirectory> _directories = [];
    private readonly HashSet<long> _seen = [];
    private int _entryCount;

    private TiffStructure(FileBytes file, bool bigEndian, bool isBig) => (File, BigEndian, IsBig) = (file, bigEndian, isBig);

    public FileBytes File { get; }

    /// <summary>Whether numbers are stored high byte first.</summary>
    public bool BigEndian { get; }

    /// <summary>Whether this is a BigTIFF: 64-bit offsets.</summary>
    public bool IsBig { get; }

    /// <summary>Bytes of an offset.</summary>
    public int OffsetSize => IsBig ? 8 : 4;

    /// <summary>Bytes of an entry.</summary>
    public int EntrySize => IsBig ? 20 : 12;

    /// <summary>Bytes of the number of entries, with which a directory begins.</summary>
    public int EntryCountSize => IsBig ? 8 : 2;

    /// <summary>All directories: each of the main chain is followed by those that hang below it.</summary>
    public IReadOnlyList<TiffDirectory> Directories => _directories;

    /// <summary>The first directory.</summary>
    public TiffDirectory First => _directories[0];

    /// <summary>Whether a file begins as TIFF files do.</summary>
    public static bool HasSignature(FileBytes file) => file.Length >= 8 && Signature(file.Head(4)) is not null;

    /// <summary>Reads all directories.</summary>
    /// <exception cref="CorruptFileException">A directory lies outside the file, or is reached twice.</exception>
    public static TiffStructure Read(FileBytes file)
    {
        byte[] head = file.Head(16);
        if (head.Length < 8 || Signature(head) is not (bool bigEndian, bool isBig))
        {
            throw new CorruptFileException("not a TIFF file: it does not begin with II or MM and the version 42 or 43");
        }

        TiffStructure structure = new(file, bigEndian, isBig);
        structure.ReadChain(isBig ? 8 : 4);
        return structure;
    }

    /// <summary>The directory that hangs below one of the main chain by this tag, or null.</summary>
    public TiffDirectory? Below(ushort parentTag)
    {
        foreach (TiffDirectory directory in _directories)
        {
            if (directory.ParentTag == parentTag)
            {
                return directory;
            }
        }

        return null;
    }

    /// <summary>The same directories at other places, for a copy of the file in which they have moved.</summary>
    /// <param name="newPosition">Where a byte of this file is in the copy.</param>
    public TiffStructure Moved(Func<long, long> newPosition)
    {
        TiffStructure moved = new(File, BigEndian, IsBig);
        foreach (TiffDirectory directory in _directories)
        {
            TiffEntry[] entries = [.. directory.Entries.Select(entry =>
                entry with { Position = newPosition(entry.Position), ValuePosition = newPosition(entry.ValuePosition) })];
            moved._directories.Add(new TiffDirectory(
                newPosition(directory.Position), newPosition(directory.PointerPosition), directory.ParentTag, entries, directory.Next));
        }

        return moved;
    }

    private static (bool BigEndian, bool IsBig)? Signature(ReadOnlySpan<byte> head) => head switch
    {
        [(byte)'I', (byte)'I', 42, 0, ..] => (false, false),
        [(byte)'M', (byte)'M', 0, 42, ..] => (true, false),
        [(byte)'I', (byte)'I', 43, 0, ..] => (false, true),
        [(byte)'M', (byte)'M', 0, 43, ..] => (true, true),
        _ => null,
    };

    private void ReadChain(long pointerPosition)
    {
        for (long position = ReadOffset(pointerPosition, "first directory"); position != 0;)
        {
            TiffDirectory directory = ReadDirectory(position, pointerPosition, parentTag: 0);
            ReadBelow(directory);
            pointerPosition = position + EntryCountSize + (directory.Entries.Count * (long)EntrySize);
            position = directory.Next;
        }

        if (_directories.Count == 0)
        {
            throw new CorruptFileException("TIFF without a directory");
        }
    }

    // Each directory enters _seen once, so the recursion ends; its depth is bounded by MaxDirectories.
    private void ReadBelow(TiffDirectory directory)
    {
        foreach (TiffEntry entry in directory.Entries)
        {
            bool points = entry.Tag is TiffTag.SubIfds or TiffTag.ExifIfd or TiffTag.GpsIfd or TiffTag.InteroperabilityIfd;
            if (!points || entry.Type is not (TiffType.Long or TiffType.Ifd or TiffType.Long8 or TiffType.Ifd8))
            {
                continue;
            }

            long[] positions = Integers(entry, MaxDirectories);
            for (int index = 0; index < positions.Length; index++)
            {
                if (positions[index] != 0)
                {
                    ReadBelow(ReadDirectory(positions[index], entry.ValuePosition + (index * (long)entry.Type.Size()), entry.Tag));
                }
            }
        }
    }

    private TiffDirectory ReadDirectory(long position, long pointerPosition, ushort parentTag)
    {
        if (!_seen.Add(position))
        {
            throw new CorruptFileException($"TIFF directory at byte {position} is reached twice");
        }

        long count = ReadEntryCount(position);
        _entryCount += (int)Math.Min(count, MaxEntries);
        if (_directories.Count >= MaxDirectories || _entryCount > MaxEntries)
        {
            throw new CorruptFileException($"TIFF with over {MaxDirectories} directories or {MaxEntries} entries");
        }

        string what = $"TIFF directory at byte {position}";
        byte[] bytes = File.Read(position + EntryCountSize, (count * EntrySize) + OffsetSize, what);
        TiffEntry[] entries = new TiffEntry[count];
        for (int index = 0; index < entries.Length; index++)
        {
            entries[index] = Entry(bytes.AsSpan(index * EntrySize), position + EntryCountSize + (index * (long)EntrySize));
        }

        TiffDirectory directory = new(position, pointerPosition, parentTag, entries, Offset(bytes.AsSpan(entries.Length * EntrySize)));
        _directories.Add(directory);
        return directory;
    }

    private TiffEntry Entry(ReadOnlySpan<byte> bytes, long position)
    {
        ushort tag = UInt16(bytes);
        TiffType type = (TiffType)UInt16(bytes[2..]);
        long count = IsBig ? Offset(bytes[4..]) : UInt32(bytes[4..]);
        int valueStart = IsBig ? 12 : 8;
        TiffEntry inline = new(tag, type, count, position, position + valueStart);
        return inline.ByteCount >= 0 && inline.ByteCount <= OffsetSize ? inline : inline with { ValuePosition = Offset(bytes[valueStart..]) };
    }

    private long ReadEntryCount(long position)
    {
        byte[] bytes = File.Read(position, EntryCountSize, $"TIFF directory at byte {position}");
        long count = IsBig ? Offset(bytes) : UInt16(bytes);
        File.Require(position, count > MaxEntries ? long.MaxValue / 2 : (count * EntrySize) + EntryCountSize, $"TIFF directory at byte {position}");
        return count;
    }

    private long ReadOffset(long position, string what) => Offset(File.Read(position, OffsetSize, what));

    /// <summary>An offset; one beyond what a file can have becomes the largest number, which no file reaches.</summary>
    private long Offset(ReadOnlySpan<byte> bytes) =>
        !IsBig ? UInt32(bytes)
        : (long)Math.Min(BigEndian ? BinaryPrimitives.ReadUInt64BigEndian(bytes) : BinaryPrimitives.ReadUInt64LittleEndian(bytes), long.MaxValue);

    private ushort UInt16(ReadOnlySpan<byte> bytes) =>
        BigEndian ? BinaryPrimitives.ReadUInt16BigEndian(bytes) : BinaryPrimitives.ReadUInt16LittleEndian(bytes);

    private uint UInt32(ReadOnlySpan<byte> bytes) =>
        BigEndian ? BinaryPrimitives.ReadUInt32BigEndian(bytes) : BinaryPrimitives.ReadUInt32LittleEndian(bytes);
}
