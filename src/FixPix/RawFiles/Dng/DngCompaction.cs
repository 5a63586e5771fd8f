using FixPix.Mosaics;
using FixPix.RawFiles.Tiff;

namespace FixPix.RawFiles.Dng;

/// <summary>
/// Writes a DNG with uncompressed samples as one with lossless-JPEG tiles that is really smaller: the bytes of the samples are
/// cut out, what lay behind them moves up, and tiles and their directory go to the end. See docs/decisions/dng-writing.md.
/// </summary>
internal static class DngCompaction
{
    /// <summary>Writes the compressed copy.</summary>
    /// <returns>False, with nothing in the output, when the samples would not get smaller.</returns>
    /// <exception cref="UnsupportedFileException">Something behind the samples must not move.</exception>
    public static bool TryWrite(Stream output, TiffRaster raster, Mosaic mosaic, SampleMerge merge, RawWriteSettings settings)
    {
        (ushort[] codes, bool changed) = Codes(raster, mosaic, merge, settings.Work);
        TiffRelocation relocation = TiffRelocation.CutOut(raster);
        relocation.Write(output);
        TiffStructure moved = relocation.Structure;
        TiffDirectory raw = relocation.DirectoryOf(raster.Directory);
        TiffEdits edits = new(moved);
        DngTiles tiles = new(mosaic.Layout, codes, raster.Bits);
        edits.SeekEnd(output);
        tiles.Write(output, settings.Work);
        edits.SeekEnd(output);
        if (output.Length >= raster.Structure.File.Length)
        {
            output.SetLength(0);
            output.Position = 0;
            return false;
        }

        SetTags(edits, raw, tiles);
        DngUpdate.Annotate(edits, moved, raster, raw, changed, settings);
        edits.Write(output);
        return true;
    }

    // Without a linearisation table the mosaic's samples are what is stored, and no second array of them is needed.
    private static (ushort[] Codes, bool Changed) Codes(TiffRaster raster, Mosaic mosaic, SampleMerge merge, WorkSettings work)
    {
        if (!merge.StoresSamples)
        {
            ushort[] codes = TiffSampleReader.Read(raster, work);
            bool changed = merge.Merge(mosaic.Samples, codes);
            return (codes, changed);
        }

        return (mosaic.Samples, TiffSampleWriter.Differs(raster, mosaic, merge, work));
    }

    private static void SetTags(TiffEdits edits, TiffDirectory raw, DngTiles tiles)
    {
        ReadOnlySpan<ushort> old =
        [
            TiffTag.StripOffsets, TiffTag.StripByteCounts, TiffTag.RowsPerStrip,
            TiffTag.TileWidth, TiffTag.TileLength, TiffTag.TileOffsets, TiffTag.TileByteCounts, TiffTag.Predictor,
        ];
        foreach (ushort tag in old)
        {
            edits.Remove(raw, tag);
        }

        foreach ((ushort tag, TiffType type, long[] values) in tiles.Tags())
        {
            edits.Set(raw, tag, type, values);
        }
    }
}
