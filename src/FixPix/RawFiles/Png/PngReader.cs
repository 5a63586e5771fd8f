namespace FixPix.RawFiles.Png;

/// <summary>Reads PNG pictures: as one number a pixel (grey of 1 to 16 bits, or colour with equal channels), or as colours.</summary>
internal sealed class PngReader
{
    // Adam7 (PNG specification, 8.2): first row, first column, steps.
    private static readonly (int Row, int Column, int RowStep, int ColumnStep)[] s_passes =
        [(0, 0, 8, 8), (0, 4, 8, 8), (4, 0, 8, 4), (0, 2, 4, 4), (2, 0, 4, 2), (0, 1, 2, 2), (1, 0, 2, 1)];

    private readonly FileBytes _file;

    private PngReader(FileBytes file, List<PngChunk> chunks, PngHeader header) => (_file, Chunks, Header) = (file, chunks, header);

    /// <summary>Size and kind.</summary>
    public PngHeader Header { get; }

    /// <summary>All chunks of the file, in their order.</summary>
    public List<PngChunk> Chunks { get; }

    /// <summary>Reads a file's structure.</summary>
    /// <exception cref="RawFileException">It is broken, or of a kind that holds no mosaic.</exception>
    public static PngReader Open(FileBytes file)
    {
        if (!file.Head(PngChunk.Signature.Length).AsSpan().SequenceEqual(PngChunk.Signature))
        {
            throw new CorruptFileException("PNG: the signature is missing");
        }

        List<PngChunk> chunks = PngChunk.FindAll(file);
        if (chunks[0] is not { Type: PngChunk.Header, Length: PngHeader.Length })
        {
            throw new CorruptFileException($"PNG: begins with a chunk {chunks[0].Name} of {chunks[0].Length} bytes, IHDR of {PngHeader.Length} expected");
        }

        PngHeader header = PngHeader.Parse(chunks[0].Read(file));
        foreach (PngChunk chunk in chunks)
        {
            if (chunk.IsCritical && chunk.Type is not (PngChunk.Header or PngChunk.Palette or PngChunk.Data or PngChunk.End))
            {
                throw new UnsupportedFileException($"PNG chunk {chunk.Name} at byte {chunk.Offset - 8}, which is needed to read the picture");
            }
        }

        int first = chunks.FindIndex(chunk => chunk.Type == PngChunk.Data);
        int last = chunks.FindLastIndex(chunk => chunk.Type == PngChunk.Data);
        if (first < 0 || last - first + 1 != chunks.Count(chunk => chunk.Type == PngChunk.Data))
        {
            throw new CorruptFileException("PNG: no data, or data with other chunks in between");
        }

        return header.ColorType == PngColorType.Palette || (header.IsInterlaced && header.Channels is 2 or 4)
            ? throw new UnsupportedFileException("a PNG with a palette, or interlaced with opacity: not a mosaic")
            : new PngReader(file, chunks, header);
    }

    /// <summary>Reads a picture: its size, its bits, and height × width samples.</summary>
    public static (PngHeader Header, ushort[] Samples) ReadGrey(FileBytes file)
    {
        PngReader reader = Open(file);
        return (reader.Header, reader.ReadSamples());
    }

    /// <summary>The rows as they are stored; not for interlaced pictures.</summary>
    public PngRows OpenRows() => new(_file, Chunks, Header);

    /// <summary>Reads height × width samples.</summary>
    /// <exception cref="UnsupportedFileException">The colour channels differ.</exception>
    public ushort[] ReadSamples() => Read(1);

    /// <summary>Reads height × width × 3 samples: red, green, blue of each pixel; grey is all three.</summary>
    public ushort[] ReadColors() => Read(3);

    private ushort[] Read(int channels)
    {
        using PngRows rows = OpenRows();
        ushort[] samples = GC.AllocateUninitializedArray<ushort>(checked(Header.Width * Header.Height * channels));
        if (Header.IsInterlaced)
        {
            ReadPasses(rows, samples, channels);
        }
        else
        {
            ReadRows(rows, samples, channels);
        }

        rows.Finish();
        return samples;
    }

    private void ReadRows(PngRows rows, ushort[] samples, int channels)
    {
        rows.Begin(Header.Width);
        int length = Header.Width * channels;
        for (int row = 0; row < Header.Height; row++)
        {
            UnpackRow(rows, samples.AsSpan(row * length, length), row, channels);
        }
    }

    private void ReadPasses(PngRows rows, ushort[] samples, int channels)
    {
        foreach ((int firstRow, int firstColumn, int rowStep, int columnStep) in s_passes)
        {
            int pixels = (Header.Width - firstColumn + columnStep - 1) / columnStep;
            if (pixels <= 0)
            {
                continue;
            }

            rows.Begin(pixels);
            ushort[] line = new ushort[pixels * channels];
            for (int row = firstRow; row < Header.Height; row += rowStep)
            {
                UnpackRow(rows, line, row, channels);
                for (int index = 0; index < line.Length; index++)
                {
                    int column = firstColumn + (index / channels * columnStep);
                    samples[(((row * Header.Width) + column) * channels) + (index % channels)] = line[index];
                }
            }
        }
    }

    private void UnpackRow(PngRows rows, Span<ushort> samples, int row, int channels)
    {
        if (channels == 3)
        {
            PngChannels.UnpackColors(Header, rows.Next(), samples);
            return;
        }

        int colored = PngChannels.Unpack(Header, rows.Next(), samples);
        if (colored >= 0)
        {
            throw new UnsupportedFileException($"a colour picture, not a mosaic: its channels differ at row {row}, pixel {colored}");
        }
    }
}
