namespace FixPix.RawFiles.Tiff;

/// <summary>
/// A copy of a file without the bytes of one image's samples. What lay behind them moves up by a multiple of 16 bytes, and
/// every offset that TIFF, EXIF and DNG define is set anew. Maker notes may hold offsets that nobody else knows: a file in
/// which one would move is refused.
/// </summary>
internal sealed class TiffRelocation
{
    private const int Step = 16;

    // Tags whose values are file offsets. Old-style JPEG has its tables elsewhere too.
    private static readonly HashSet<ushort> s_offsets =
    [
        TiffTag.StripOffsets, TiffTag.TileOffsets, TiffTag.FreeOffsets, TiffTag.SubIfds, TiffTag.ExifIfd, TiffTag.GpsIfd,
        TiffTag.InteroperabilityIfd, TiffTag.JpegInterchangeFormat, 519, 520, 521,
    ];

    private readonly TiffStructure _source;
    private readonly List<(long Start, long End)> _cuts = [];

    private TiffRelocation(TiffRaster raster)
    {
        _source = raster.Structure;
        FindCuts(raster);
        Structure = _source.Moved(NewPosition);
        RequireMovable();
    }

    /// <summary>The directories where they are in the copy. Only positions may be asked of it, no values.</summary>
    public TiffStructure Structure { get; }

    /// <summary>Plans the copy without an image's samples.</summary>
    /// <exception cref="UnsupportedFileException">Strips share bytes with something else, or a maker note would have to move.</exception>
    public static TiffRelocation CutOut(TiffRaster raster) => new(raster);

    /// <summary>A directory of the source where it is in the copy.</summary>
    public TiffDirectory DirectoryOf(TiffDirectory directory)
    {
        int index = 0;
        while (_source.Directories[index] != directory)
        {
            index++;
        }

        return Structure.Directories[index];
    }

    /// <summary>Writes the copy.</summary>
    public void Write(Stream output)
    {
        long done = 0;
        foreach ((long start, long end) in _cuts)
        {
            FileCopy.Copy(_source.File, done, start - done, output);
            done = end;
        }

        FileCopy.Copy(_source.File, done, _source.File.Length - done, output);
        foreach (TiffDirectory directory in _source.Directories)
        {
            // The pointer to each directory, its value pointers, and the offsets in its values.
            Put(output, NewPosition(directory.PointerPosition), PointerSize(directory), NewPosition(directory.Position));
            foreach (TiffEntry entry in directory.Entries)
            {
                Move(output, entry);
            }
        }
    }

    private int PointerSize(TiffDirectory directory)
    {
        foreach (TiffDirectory parent in _source.Directories)
        {
            if (parent.TryFind(directory.ParentTag, out TiffEntry entry) && directory.PointerPosition >= entry.ValuePosition
                && directory.PointerPosition < entry.ValuePosition + entry.ByteCount)
            {
                return entry.Type.Size();
            }
        }

        return _source.OffsetSize;
    }

    private void Move(Stream output, TiffEntry entry)
    {
        bool isInline = entry.ByteCount <= _source.OffsetSize;
        if (!isInline && NewPosition(entry.ValuePosition) is long moved && moved != entry.ValuePosition)
        {
            Put(output, NewPosition(entry.Position) + _source.EntrySize - _source.OffsetSize, _source.OffsetSize, moved);
        }

        bool isWhole = entry.Type is TiffType.Short or TiffType.Long or TiffType.Ifd or TiffType.Long8 or TiffType.Ifd8;
        if (!isWhole || !(s_offsets.Contains(entry.Tag) || entry.Type is TiffType.Ifd or TiffType.Ifd8))
        {
            return;
        }

        long[] offsets = _source.Integers(entry);
        int size = entry.Type.Size();
        for (int index = 0; index < offsets.Length; index++)
        {
            Put(output, NewPosition(entry.ValuePosition) + ((long)index * size), size, NewPosition(offsets[index]));
        }
    }

    private void Put(Stream output, long position, int size, long value)
    {
        byte[] bytes = new byte[size];
        TiffValue.WriteInteger(bytes, _source.BigEndian, value);
        output.Position = position;
        output.Write(bytes);
    }

    private void FindCuts(TiffRaster raster)
    {
        List<(long Start, long End)> samples = [];
        for (int index = 0; index < raster.ChunkCount; index++)
        {
            TiffChunk chunk = raster.Chunk(index);
            samples.Add((chunk.Offset, chunk.Offset + ((long)chunk.Rows * raster.RowBytes)));
        }

        samples.Sort();
        foreach ((long start, long end) in samples)
        {
            if (_cuts.Count > 0 && start < _cuts[^1].End)
            {
                throw new UnsupportedFileException("strips or tiles that share bytes: they can be read, not compressed anew");
            }

            if (_cuts.Count > 0 && start == _cuts[^1].End)
            {
                _cuts[^1] = (_cuts[^1].Start, end);
            }
            else
            {
                _cuts.Add((start, end));
            }
        }

        // What follows moves by whole steps, so that it keeps its alignment; at the file's end nothing follows.
        for (int index = 0; index < _cuts.Count; index++)
        {
            (long start, long end) = _cuts[index];
            _cuts[index] = end == _source.File.Length ? (start, end) : (start, start + ((end - start) / Step * Step));
        }
    }

    private long NewPosition(long position)
    {
        long removed = 0;
        foreach ((long start, long end) in _cuts)
        {
            if (position < end)
            {
                break;
            }

            removed += end - start;
        }

        return position - removed;
    }

    private void RequireMovable()
    {
        bool isSafe = _source.Integer(_source.First, TiffTag.MakerNoteSafety, 0) == 1;
        foreach (TiffDirectory directory in _source.Directories)
        {
            RequireKept(directory.Position, "a TIFF directory");
            foreach (TiffEntry entry in directory.Entries)
            {
                if (entry.ByteCount <= _source.OffsetSize)
                {
                    continue;
                }

                RequireKept(entry.ValuePosition, $"the value of TIFF tag {entry.Tag}");
                if (entry.Tag == TiffTag.MakerNote && !isSafe && NewPosition(entry.ValuePosition) != entry.ValuePosition)
                {
                    throw new UnsupportedFileException(
                        "the maker note lies behind the samples and may hold offsets that would be wrong if it moved: "
                        + "this file can be written without compression only");
                }
            }
        }
    }

    private void RequireKept(long position, string what)
    {
        foreach ((long start, long end) in _cuts)
        {
            if (position >= start && position < end)
            {
                throw new UnsupportedFileException($"{what} lies within the samples: this file can be written without compression only");
            }
        }
    }
}
