using FixPix.Mosaics;
using FixPix.RawFiles.LosslessJpeg;
using FixPix.RawFiles.Tiff;

namespace FixPix.RawFiles.Dng;

/// <summary>
/// Samples as lossless-JPEG tiles, so that readers can decode them in parallel. Tiles have sides of multiples of 16, as TIFF
/// wants it, and are no wider than the image, as some readers want it; an image too narrow for that is one strip.
/// </summary>
internal sealed class DngTiles
{
    private const int TileSide = 512;
    private const int TileStep = 16;

    private readonly MosaicLayout _layout;
    private readonly ReadOnlyMemory<ushort> _samples;
    private readonly int _columns;
    private readonly int _rows;
    private readonly int _components;
    private readonly int _precision;

    /// <summary>Plans the tiles.</summary>
    /// <param name="layout">Size and colours.</param>
    /// <param name="samples">Height × Width samples as they are to be stored.</param>
    /// <param name="precision">Bits of a sample.</param>
    public DngTiles(MosaicLayout layout, ReadOnlyMemory<ushort> samples, int precision)
    {
        (_layout, _samples, _precision) = (layout, samples, precision);
        IsTiled = layout.Width >= TileStep;
        _columns = IsTiled ? Math.Min(SideFor(layout.Width), layout.Width / TileStep * TileStep) : layout.Width;
        _rows = IsTiled ? SideFor(layout.Height) : layout.Height;
        if (2 * _columns == layout.Width)
        {
            // LibRaw up to 0.20 takes tiles of two components and half the image's width for rows of the whole image.
            _columns += TileStep;
        }

        // Two components: the predictor, the sample to the left, then has the same colour in a Bayer row.
        _components = layout.Cfa.IsMonochrome || _columns % 2 == 1 ? 1 : 2;
    }

    /// <summary>Whether the image is cut into tiles; else it is one strip.</summary>
    public bool IsTiled { get; }

    /// <summary>Where each tile begins in the file, once it has been written.</summary>
    public long[] Offsets { get; private set; } = [];

    /// <summary>The bytes of each tile, once it has been written.</summary>
    public long[] ByteCounts { get; private set; } = [];

    private int Across => ((_layout.Width - 1) / _columns) + 1;

    private int Down => ((_layout.Height - 1) / _rows) + 1;

    /// <summary>The tags of the tiles, with what is known of their values by now: their lengths are final.</summary>
    public IEnumerable<(ushort Tag, TiffType Type, long[] Values)> Tags()
    {
        int count = Across * Down;
        long[] offsets = Offsets.Length > 0 ? Offsets : new long[count];
        long[] byteCounts = ByteCounts.Length > 0 ? ByteCounts : new long[count];
        yield return (TiffTag.Compression, TiffType.Short, [TiffCompression.LosslessJpeg]);
        if (IsTiled)
        {
            yield return (TiffTag.TileWidth, TiffType.Long, [_columns]);
            yield return (TiffTag.TileLength, TiffType.Long, [_rows]);
        }
        else
        {
            yield return (TiffTag.RowsPerStrip, TiffType.Long, [_rows]);
        }

        yield return (IsTiled ? TiffTag.TileOffsets : TiffTag.StripOffsets, TiffType.Long, offsets);
        yield return (IsTiled ? TiffTag.TileByteCounts : TiffTag.StripByteCounts, TiffType.Long, byteCounts);
    }

    /// <summary>Encodes all tiles and writes them from the output's position on, each on an even byte.</summary>
    public void Write(Stream output, WorkSettings work)
    {
        long[] offsets = new long[Across * Down];
        long[] byteCounts = new long[offsets.Length];
        MemoryStream[] encoded = new MemoryStream[Across];
        work = work with { Progress = null };
        for (int band = 0; band < Down; band++)
        {
            int top = band * _rows;
            RowBands.Run(Across, 1, work, static () => new TiffScratch(), (tile, _, scratch) =>
            {
                encoded[tile] ??= new MemoryStream(_rows * _columns);
                encoded[tile].SetLength(0);
                Encode(top, tile * _columns, scratch, encoded[tile]);
            });
            for (int tile = 0; tile < Across; tile++)
            {
                if (output.Position % 2 == 1)
                {
                    output.WriteByte(0);
                }

                offsets[(band * Across) + tile] = output.Position;
                byteCounts[(band * Across) + tile] = encoded[tile].Length;
                encoded[tile].WriteTo(output);
            }
        }

        (Offsets, ByteCounts) = (offsets, byteCounts);
    }

    // As many equal tiles as keep the side near TileSide, so that little lies outside the image.
    private static int SideFor(int length)
    {
        int tiles = ((length - 1) / TileSide) + 1;
        int side = ((length - 1) / tiles) + 1;
        return (side + TileStep - 1) / TileStep * TileStep;
    }

    private void Encode(int top, int left, TiffScratch scratch, MemoryStream encoded)
    {
        int rows = Math.Min(_rows, _layout.Height - top);
        int columns = Math.Min(_columns, _layout.Width - left);
        ReadOnlySpan<ushort> inside = _samples.Span[((top * _layout.Width) + left)..];
        if (rows == _rows && columns == _columns)
        {
            LosslessJpegEncoder.Encode(inside, _layout.Width, _columns, _rows, _components, _precision, encoded);
            return;
        }

        Span<ushort> tile = scratch.Samples(_rows * _columns).AsSpan(0, _rows * _columns);
        for (int row = 0; row < _rows; row++)
        {
            Span<ushort> line = tile.Slice(row * _columns, _columns);
            int filled = row < rows ? columns : Math.Min(_components, columns);
            (row < rows ? inside.Slice(row * _layout.Width, filled) : tile.Slice((row - 1) * _columns, filled)).CopyTo(line);
            Extend(line, filled);
        }

        LosslessJpegEncoder.Encode(tile, _columns, _columns, _rows, _components, _precision, encoded);
    }

    // What lies outside the image repeats what the predictor expects: it costs a bit a sample.
    private void Extend(Span<ushort> line, int filled)
    {
        for (int column = filled; column < line.Length; column++)
        {
            line[column] = line[Math.Max(column - _components, 0)];
        }
    }
}
