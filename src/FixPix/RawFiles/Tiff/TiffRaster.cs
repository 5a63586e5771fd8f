using FixPix.Mosaics;

namespace FixPix.RawFiles.Tiff;

/// <summary>
/// How the samples of one image lie in a TIFF: its size, how a sample is packed, and its strips or tiles. Everything has been
/// checked against the file's length: the samples can be read into memory of <see cref="SampleBytes"/>.
/// </summary>
internal sealed partial class TiffRaster
{
    private readonly long[] _offsets;
    private readonly long[] _byteCounts;

    private TiffRaster(TiffStructure structure, TiffDirectory directory)
    {
        (Structure, Directory) = (structure, directory);
        Width = Dimension(TiffTag.ImageWidth, "ImageWidth");
        Height = Dimension(TiffTag.ImageLength, "ImageLength");
        if ((long)Width * Height > MosaicLayout.MaxSamples)
        {
            throw new CorruptFileException($"TIFF image of {Width}×{Height}: at most {MosaicLayout.MaxSamples} samples allowed");
        }

        Compression = (int)Value(TiffTag.Compression, TiffCompression.None);
        SamplesPerPixel = (int)Value(TiffTag.SamplesPerPixel, 1);
        Bits = (int)Value(TiffTag.BitsPerSample, 1);
        Predictor = (int)Value(TiffTag.Predictor, 1);
        RequireSupported();
        IsTiled = directory.Has(TiffTag.TileOffsets);
        ChunkColumns = IsTiled ? Dimension(TiffTag.TileWidth, "TileWidth") : Width;
        ChunkRows = IsTiled ? Dimension(TiffTag.TileLength, "TileLength") : (int)Math.Clamp(Value(TiffTag.RowsPerStrip, Height), 1, Height);
        if ((long)ChunkColumns * ChunkRows * SamplesPerPixel > MosaicLayout.MaxSamples)
        {
            throw new CorruptFileException($"TIFF strips or tiles of {ChunkColumns}×{ChunkRows}: at most {MosaicLayout.MaxSamples} samples allowed");
        }

        ChunksAcross = ((Width - 1) / ChunkColumns) + 1;
        int chunks = ChunksAcross * (((Height - 1) / ChunkRows) + 1);
        _offsets = Places(IsTiled ? TiffTag.TileOffsets : TiffTag.StripOffsets, chunks);
        _byteCounts = ByteCountsOf(chunks);
        RequireFits();
    }

    public TiffStructure Structure { get; }

    public TiffDirectory Directory { get; }

    public int Width { get; }

    public int Height { get; }

    public int Compression { get; }

    public int SamplesPerPixel { get; }

    /// <summary>Bits of a stored sample, 8 to 16.</summary>
    public int Bits { get; }

    /// <summary>1: none. 2, 34892, 34893: differences to the sample 1, 2 or 4 pixels to the left.</summary>
    public int Predictor { get; }

    public bool IsTiled { get; }

    /// <summary>Columns of a strip or tile.</summary>
    public int ChunkColumns { get; }

    /// <summary>Rows of a strip or tile; the last strip may have fewer.</summary>
    public int ChunkRows { get; }

    public int ChunksAcross { get; }

    public int ChunkCount => _offsets.Length;

    /// <summary>Bytes of a chunk's row when it is not compressed: rows begin on a byte.</summary>
    public int RowBytes => (int)((((long)ChunkColumns * SamplesPerPixel * Bits) + 7) / 8);

    /// <summary>Samples of a chunk's row.</summary>
    public int RowSamples => ChunkColumns * SamplesPerPixel;

    /// <summary>Whether 16-bit samples are stored high byte first.</summary>
    public bool BigEndian => Structure.BigEndian;

    /// <summary>Whether the bytes of a strip are the bytes of an array of its samples: no need for a detour.</summary>
    public bool IsMemoryLayout =>
        this is { Compression: TiffCompression.None, Bits: 16, SamplesPerPixel: 1, IsTiled: false } && BigEndian != BitConverter.IsLittleEndian;

    /// <summary>Bytes of the whole image in memory, two a sample.</summary>
    public long SampleBytes => (long)Width * Height * sizeof(ushort);

    /// <summary>The storage in words: "uncompressed strips, 14 bit".</summary>
    public string Storage =>
        $"{TiffCompression.Name(Compression)} {(IsTiled ? "tiles" : "strips")}, {Bits} bit{(BigEndian && Bits == 16 ? ", big-endian" : "")}";

    /// <summary>Reads what a directory says about its image's samples.</summary>
    /// <exception cref="CorruptFileException">Sizes that contradict each other or the file's length.</exception>
    /// <exception cref="UnsupportedFileException">A compression or a kind of sample that is not supported.</exception>
    public static TiffRaster Of(TiffStructure structure, TiffDirectory directory) => new(structure, directory);

    public TiffChunk Chunk(int index)
    {
        int row = index / ChunksAcross * ChunkRows;
        int column = index % ChunksAcross * ChunkColumns;
        int visibleRows = Math.Min(ChunkRows, Height - row);
        int visibleColumns = Math.Min(ChunkColumns, Width - column);
        int rows = IsTiled ? ChunkRows : visibleRows;
        return new TiffChunk(index, row, column, rows, ChunkColumns, visibleRows, visibleColumns, _offsets[index], _byteCounts[index]);
    }

    private long Value(ushort tag, long otherwise) => Structure.Integer(Directory, tag, otherwise);

    private int Dimension(ushort tag, string name)
    {
        long value = Value(tag, 0);
        return value is >= 1 and <= MosaicLayout.MaxSamples
            ? (int)value
            : throw new CorruptFileException($"TIFF {name} {value}: expected 1 to {MosaicLayout.MaxSamples}");
    }

    private long[] Places(ushort tag, int chunks)
    {
        if (!Directory.TryFind(tag, out TiffEntry entry) || entry.Count < chunks)
        {
            long count = Directory.Has(tag) ? entry.Count : 0;
            throw new CorruptFileException($"TIFF tag {tag}: {count} strips or tiles, {chunks} expected for {Width}×{Height}");
        }

        // A tile image may list more than it needs; the others are never looked at.
        return Structure.Integers(entry with { Count = chunks }, MosaicLayout.MaxSamples);
    }

    private long[] ByteCountsOf(int chunks)
    {
        ushort tag = IsTiled ? TiffTag.TileByteCounts : TiffTag.StripByteCounts;
        if (Compression != TiffCompression.None || Directory.Has(tag))
        {
            return Places(tag, chunks);
        }

        long[] counts = new long[chunks];
        for (int index = 0; index < chunks; index++)
        {
            int row = index / ChunksAcross * ChunkRows;
            counts[index] = (long)RowBytes * (IsTiled ? ChunkRows : Math.Min(ChunkRows, Height - row));
        }

        return counts;
    }
}
