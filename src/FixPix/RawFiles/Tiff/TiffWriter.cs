using FixPix.Mosaics;

namespace FixPix.RawFiles.Tiff;

/// <summary>Writes TIFFs: a copy of the source with other samples, or a new file.</summary>
internal static class TiffWriter
{
    private const int BlackIsZero = 1;

    /// <summary>Copies the source; only samples that differ, and what points to them, change.</summary>
    public static void Update(Stream output, Mosaic mosaic, FileBytes source, WorkSettings work)
    {
        TiffStructure structure = TiffStructure.Read(source);
        TiffRaster raster = TiffRaster.Of(structure, TiffReader.Picture(structure));
        TiffEdits edits = new(structure);
        SampleMerge merge = new(raster.SamplesPerPixel, (ushort)((1 << raster.Bits) - 1));
        TiffSampleWriter.CopyWith(output, raster, mosaic, merge, edits, work);
        edits.Write(output);
    }

    /// <summary>Writes a new file: 16 bits a sample, 8 where the white level and all samples fit.</summary>
    /// <remarks>Colours and levels are kept in the tags that DNG and TIFF/EP have for them, so that FixPix reads back what it wrote.</remarks>
    public static void WriteNew(Stream output, Mosaic mosaic)
    {
        MosaicLayout layout = mosaic.Layout;
        bool fitsByte = layout.WhiteDn <= byte.MaxValue && !mosaic.Samples.AsSpan().ContainsAnyInRange((ushort)256, ushort.MaxValue);
        int bits = fitsByte ? 8 : 16;
        TiffNewFile file = new();
        file.First[TiffTag.NewSubfileType] = TiffNewFile.Integers(TiffType.Long, 0);
        file.First[TiffTag.ImageWidth] = TiffNewFile.Integers(TiffType.Long, layout.Width);
        file.First[TiffTag.ImageLength] = TiffNewFile.Integers(TiffType.Long, layout.Height);
        file.First[TiffTag.PhotometricInterpretation] = TiffNewFile.Integers(TiffType.Short, BlackIsZero);
        file.First[TiffTag.SamplesPerPixel] = TiffNewFile.Integers(TiffType.Short, 1);
        file.Describe(mosaic.Camera);
        TiffLevels.Describe(file.First, layout);
        TiffStrips.Write(output, file, mosaic, bits);
    }
}
