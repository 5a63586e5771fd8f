namespace FixPix.RawFiles.Tiff;

/// <summary>
/// Changes to the directories of a file that has been copied byte for byte. What is not changed keeps its place: a
/// directory that does not grow is rewritten where it is, and a value that does not grow too; what grows goes to the end of the file.
/// </summary>
internal sealed class TiffEdits(TiffStructure structure)
{
    private readonly Dictionary<TiffDirectory, SortedDictionary<ushort, TiffValue?>> _changes = [];

    /// <summary>Sets a tag, whether the directory has it or not.</summary>
    public void Set(TiffDirectory directory, ushort tag, TiffValue value) => ChangesOf(directory)[tag] = value;

    /// <summary>Sets a tag to whole numbers.</summary>
    public void Set(TiffDirectory directory, ushort tag, TiffType type, params ReadOnlySpan<long> numbers) =>
        Set(directory, tag, TiffValue.Integers(type, structure.BigEndian, numbers));

    /// <summary>Sets a tag to file offsets or lengths, wide enough for this file.</summary>
    public void SetPlaces(TiffDirectory directory, ushort tag, ReadOnlySpan<long> places) =>
        Set(directory, tag, structure.IsBig ? TiffType.Long8 : TiffType.Long, places);

    /// <summary>Removes a tag if the directory has it.</summary>
    public void Remove(TiffDirectory directory, ushort tag)
    {
        if (directory.Has(tag))
        {
            ChangesOf(directory)[tag] = null;
        }
    }

    /// <summary>Carries the changes out on the copy.</summary>
    /// <param name="output">Holds the copy, and what was appended to it.</param>
    public void Write(Stream output)
    {
        // From the last to the first: those below come after their parents, and write into them where they have moved to.
        for (int index = structure.Directories.Count - 1; index >= 0; index--)
        {
            if (_changes.TryGetValue(structure.Directories[index], out SortedDictionary<ushort, TiffValue?>? changes))
            {
                Write(output, structure.Directories[index], changes);
            }
        }
    }

    /// <summary>Goes to the end of the output, on an even byte as TIFF wants it.</summary>
    /// <returns>The position.</returns>
    /// <exception cref="UnsupportedFileException">The file has become too long for its offsets.</exception>
    public long SeekEnd(Stream output)
    {
        output.Seek(0, SeekOrigin.End);
        if (output.Position % 2 == 1)
        {
            output.WriteByte(0);
        }

        return output.Position <= uint.MaxValue || structure.IsBig
            ? output.Position
            : throw new UnsupportedFileException($"the file would have {output.Position} bytes, more than a TIFF can address");
    }

    private SortedDictionary<ushort, TiffValue?> ChangesOf(TiffDirectory directory)
    {
        if (!_changes.TryGetValue(directory, out SortedDictionary<ushort, TiffValue?>? changes))
        {
            _changes.Add(directory, changes = []);
        }

        return changes;
    }

    private void Write(Stream output, TiffDirectory directory, SortedDictionary<ushort, TiffValue?> changes)
    {
        int size = structure.EntrySize;
        byte[] old = new byte[(directory.Entries.Count * size) + structure.OffsetSize];
        output.Position = directory.Position + structure.EntryCountSize;
        output.ReadExactly(old);
        List<byte[]> entries = [];
        for (int index = 0; index < directory.Entries.Count; index++)
        {
            TiffEntry entry = directory.Entries[index];
            if (!changes.Remove(entry.Tag, out TiffValue? change))
            {
                entries.Add(old.AsSpan(index * size, size).ToArray());
            }
            else if (change is TiffValue value)
            {
                entries.Add(EntryFor(output, entry.Tag, value, entry));
            }
        }

        foreach ((ushort tag, TiffValue? change) in changes)
        {
            if (change is TiffValue value)
            {
                Insert(entries, tag, EntryFor(output, tag, value, null));
            }
        }

        WriteTable(output, directory, entries, old.AsSpan(directory.Entries.Count * size));
    }

    private void WriteTable(Stream output, TiffDirectory directory, List<byte[]> entries, ReadOnlySpan<byte> next)
    {
        bool fits = entries.Count <= directory.Entries.Count;
        long position = fits ? directory.Position : SeekEnd(output);
        output.Position = position;
        output.Write(Number(entries.Count, structure.EntryCountSize));
        foreach (byte[] entry in entries)
        {
            output.Write(entry);
        }

        output.Write(next);
        if (fits)
        {
            output.Write(new byte[(directory.Entries.Count - entries.Count) * structure.EntrySize]);
        }
        else
        {
            output.Position = directory.PointerPosition;
            output.Write(Number(position, structure.OffsetSize));
        }
    }

    private byte[] EntryFor(Stream output, ushort tag, TiffValue value, TiffEntry? old)
    {
        byte[] entry = new byte[structure.EntrySize];
        int valueStart = structure.EntrySize - structure.OffsetSize;
        TiffValue.WriteInteger(entry.AsSpan(0, 2), structure.BigEndian, tag);
        TiffValue.WriteInteger(entry.AsSpan(2, 2), structure.BigEndian, (long)value.Type);
        TiffValue.WriteInteger(entry.AsSpan(4, valueStart - 4), structure.BigEndian, value.Count);
        if (value.Bytes.Length <= structure.OffsetSize)
        {
            value.Bytes.CopyTo(entry, valueStart);
            return entry;
        }

        bool fits = old is TiffEntry before && before.ByteCount > structure.OffsetSize && value.Bytes.Length <= before.ByteCount;
        long position = fits ? old!.Value.ValuePosition : SeekEnd(output);
        output.Position = position;
        output.Write(value.Bytes);
        TiffValue.WriteInteger(entry.AsSpan(valueStart), structure.BigEndian, position);
        return entry;
    }

    private void Insert(List<byte[]> entries, ushort tag, byte[] entry)
    {
        int place = entries.FindIndex(other => TagOf(other) > tag);
        entries.Insert(place < 0 ? entries.Count : place, entry);
    }

    private int TagOf(byte[] entry) => structure.BigEndian ? (entry[0] << 8) | entry[1] : (entry[1] << 8) | entry[0];

    private byte[] Number(long value, int size)
    {
        byte[] bytes = new byte[size];
        TiffValue.WriteInteger(bytes, structure.BigEndian, value);
        return bytes;
    }
}
