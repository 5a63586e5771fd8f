namespace FixPix.RawFiles.Tiff;

/// <content>What is refused, before memory is taken for it.</content>
internal sealed partial class TiffRaster
{
    private void RequireSupported()
    {
        if (!TiffCompression.IsKnown(Compression))
        {
            throw new UnsupportedFileException(
                $"samples compressed as {TiffCompression.Name(Compression)}; FixPix reads uncompressed, lossless JPEG, Deflate, LZW and PackBits");
        }

        if (Bits is < 8 or > 16)
        {
            throw new UnsupportedFileException($"{Bits} bits a sample: FixPix reads 8 to 16");
        }

        if (Value(TiffTag.SampleFormat, 1) is not (1 or 4) and long format)
        {
            string kind = format == 3 ? "floating point" : $"of format {format}";
            throw new UnsupportedFileException($"samples that are {kind}: FixPix reads unsigned whole numbers");
        }

        if (Value(TiffTag.FillOrder, 1) != 1)
        {
            throw new UnsupportedFileException("samples with the low bit first (FillOrder 2)");
        }

        RequirePixels();
        RequirePredictor();
    }

    private void RequirePixels()
    {
        bool isApart = SamplesPerPixel > 1 && Value(TiffTag.PlanarConfiguration, 1) != 1;
        bool isJpeg = SamplesPerPixel > 1 && Compression == TiffCompression.LosslessJpeg;
        if (SamplesPerPixel is < 1 or > 4 || isApart || isJpeg)
        {
            string how = isJpeg ? " as JPEG" : isApart ? ", plane after plane" : "";
            throw new UnsupportedFileException($"{SamplesPerPixel} samples a pixel{how}: FixPix reads mosaics, which have 1");
        }
    }

    private void RequirePredictor()
    {
        bool applies = Compression is TiffCompression.Lzw or TiffCompression.Deflate or TiffCompression.OldDeflate;
        if (applies && Predictor != 1 && (Predictor is not (2 or 34892 or 34893) || Bits is not (8 or 16)))
        {
            throw new UnsupportedFileException(
                $"predictor {Predictor} for {Bits}-bit samples: FixPix reads 1, and for 8 and 16 bits 2, 34892 and 34893");
        }
    }

    private void RequireFits()
    {
        long maxExpansion = TiffCompression.MaxExpansion(Compression);
        long total = 0;
        for (int index = 0; index < ChunkCount; index++)
        {
            TiffChunk chunk = Chunk(index);
            string what = IsTiled ? "tile" : "strip";
            Structure.File.Require(chunk.Offset, chunk.ByteCount, $"{what} {index}");
            long needed = (long)RowBytes * chunk.Rows;
            total += needed;
            if (needed > chunk.ByteCount * maxExpansion || total > Structure.File.Length * maxExpansion)
            {
                throw new CorruptFileException(
                    $"{what} {index}: {chunk.ByteCount} bytes cannot hold {chunk.Columns}×{chunk.Rows} samples of {Bits} bits");
            }
        }
    }
}
