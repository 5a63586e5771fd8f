using FixPix.Defects;
using FixPix.Mosaics;
using FixPix.RawFiles.Tiff;

namespace FixPix.RawFiles.Dng;

/// <summary>
/// Writes a DNG that came from a DNG: the original's bytes, other samples, and the few tags that would no longer be true.
/// </summary>
internal static class DngUpdate
{
    /// <summary>Writes the copy.</summary>
    /// <param name="output">Empty, can seek and be read.</param>
    /// <param name="mosaic">The samples.</param>
    /// <param name="source">The DNG that they were read from.</param>
    /// <param name="settings">What was mended; whether to compress; threads.</param>
    public static void Write(Stream output, Mosaic mosaic, FileBytes source, RawWriteSettings settings)
    {
        settings.Mended?.RequireFits(mosaic.Layout);
        TiffStructure structure = TiffStructure.Read(source);
        TiffRaster raster = DngReader.RawImage(structure);
        SampleMerge merge = MergeFor(raster);
        if (settings.Compress && raster.Compression == TiffCompression.None && DngCompaction.TryWrite(output, raster, mosaic, merge, settings))
        {
            return;
        }

        TiffEdits edits = new(structure);
        bool changed = TiffSampleWriter.CopyWith(output, raster, mosaic, merge, edits, settings.Work);
        Annotate(edits, structure, raster, raster.Directory, changed, settings);
        edits.Write(output);
    }

    /// <summary>Sets the tags that speak of the samples.</summary>
    /// <param name="edits">Gets the changes.</param>
    /// <param name="structure">The file's directories, as they lie in the output.</param>
    /// <param name="source">The image in the source.</param>
    /// <param name="raw">Its directory, as it lies in the output.</param>
    /// <param name="changed">Whether any sample has changed.</param>
    /// <param name="settings">What was mended.</param>
    public static void Annotate(
        TiffEdits edits, TiffStructure structure, TiffRaster source, TiffDirectory raw, bool changed, RawWriteSettings settings)
    {
        if (changed)
        {
            // A digest of other samples would make readers call the file damaged.
            foreach (TiffDirectory directory in new HashSet<TiffDirectory> { structure.First, raw })
            {
                edits.Remove(directory, TiffTag.RawImageDigest);
                edits.Remove(directory, TiffTag.NewRawImageDigest);
            }
        }

        if (settings.Mended is { Count: > 0 } mended && RemainingOpcodes(source, mended, settings.Work) is { } remaining)
        {
            DngOpcodeList.Set(edits, raw, remaining);
        }
    }

    /// <summary>How samples of this image are stored: with its linearisation table where it has one.</summary>
    private static SampleMerge MergeFor(TiffRaster raster)
    {
        ushort largest = (ushort)((1 << raster.Bits) - 1);
        return LinearizationTable.Of(raster) is { } table ? new LinearizedMerge(table, largest) : new SampleMerge(raster.SamplesPerPixel, largest);
    }

    private static IReadOnlyList<DngOpcode>? RemainingOpcodes(TiffRaster raster, DefectMap mended, WorkSettings work)
    {
        try
        {
            List<DngOpcode> opcodes = DngOpcodeList.Of(raster);
            IReadOnlyList<DngOpcode> remaining = EmbeddedDefects.Without(opcodes, mended.ToMask(), () => TiffSampleReader.Read(raster, work));
            return ReferenceEquals(remaining, opcodes) ? null : remaining;
        }
        catch (CorruptFileException)
        {
            // The reader has said in a note that it does not understand the list; it stays as it is.
            return null;
        }
    }
}
