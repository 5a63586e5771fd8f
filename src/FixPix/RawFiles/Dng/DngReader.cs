using FixPix.Defects;
using FixPix.Mosaics;
using FixPix.RawFiles.Tiff;

namespace FixPix.RawFiles.Dng;

/// <summary>Reads the raw image of a DNG (specification 1.7.1).</summary>
internal static class DngReader
{
    private const int Cfa = 32803;
    private const int LinearRaw = 34892;

    public static RawContents Read(FileBytes file, RawReadSettings settings)
    {
        TiffStructure structure = TiffStructure.Read(file);
        TiffRaster raster = RawImage(structure);
        LinearizationTable? table = LinearizationTable.Of(raster);
        List<string> notes = [];
        MosaicLayout layout = Layout(raster, table, settings, notes);
        Mosaic mosaic = new(layout, TiffSampleReader.Read(raster, settings.Work), TiffCamera.Read(structure));
        DefectMap? embedded = Embedded(raster, mosaic, notes);
        table?.Apply(mosaic.Samples, settings.Work);
        return new RawContents(mosaic)
        {
            StoredBits = raster.Bits,
            Storage = table is null ? raster.Storage : $"{raster.Storage}, linearisation table",
            EmbeddedDefects = embedded,
            Notes = notes,
        };
    }

    /// <summary>The image with the sensor's samples: full size, one sample a pixel; the largest of several.</summary>
    /// <exception cref="UnsupportedFileException">The DNG holds no mosaic that can be read.</exception>
    public static TiffRaster RawImage(TiffStructure structure)
    {
        TiffDirectory? raw = null;
        long largest = 0;
        foreach (TiffDirectory directory in structure.Directories)
        {
            long photometric = structure.Integer(directory, TiffTag.PhotometricInterpretation, -1);
            bool isRaw = directory.IsImage && photometric is Cfa or LinearRaw && structure.Integer(directory, TiffTag.NewSubfileType, 0) == 0;
            long width = structure.Integer(directory, TiffTag.ImageWidth, 0);
            long pixels = width * Math.Min(structure.Integer(directory, TiffTag.ImageLength, 0), int.MaxValue);
            if (isRaw && width <= int.MaxValue && (raw is null || pixels > largest))
            {
                (raw, largest) = (directory, pixels);
            }
        }

        if (raw is null)
        {
            throw new UnsupportedFileException("DNG without a raw image (NewSubfileType 0, PhotometricInterpretation CFA or LinearRaw)");
        }

        RequireMosaic(structure, raw);
        return TiffRaster.Of(structure, raw);
    }

    // A list that cannot be read is no reason to refuse the samples. It stays in the file as it is.
    private static DefectMap? Embedded(TiffRaster raster, Mosaic mosaic, List<string> notes)
    {
        try
        {
            return EmbeddedDefects.Find(DngOpcodeList.Of(raster), SensorIdentity.Of(mosaic), mosaic.Samples);
        }
        catch (CorruptFileException failure)
        {
            notes.Add($"the file's own list of bad pixels is not used: {failure.Message}");
            return null;
        }
    }

    private static void RequireMosaic(TiffStructure structure, TiffDirectory raw)
    {
        long samples = structure.Integer(raw, TiffTag.SamplesPerPixel, 1);
        if (samples != 1)
        {
            throw new UnsupportedFileException($"a demosaiced DNG ({samples} samples a pixel): FixPix works on mosaics");
        }

        if (structure.Integer(raw, TiffTag.CfaLayout, 1) is not 1 and long layout)
        {
            throw new UnsupportedFileException($"staggered sensor (CFALayout {layout}): FixPix reads rectangular ones");
        }

        if (structure.Integer(raw, TiffTag.RowInterleaveFactor, 1) != 1 || structure.Integer(raw, TiffTag.ColumnInterleaveFactor, 1) != 1)
        {
            throw new UnsupportedFileException("samples stored as interleaved fields (RowInterleaveFactor, ColumnInterleaveFactor)");
        }

        if (raw.TryFind(TiffTag.SubTileBlockSize, out TiffEntry block) && Array.Exists(structure.Integers(block, maxCount: 2), size => size != 1))
        {
            throw new UnsupportedFileException("samples stored in blocks (SubTileBlockSize)");
        }
    }

    private static MosaicLayout Layout(TiffRaster raster, LinearizationTable? table, RawReadSettings settings, List<string> notes)
    {
        CfaPattern? cfa = TiffLevels.Cfa(raster, TiffLevels.ActiveArea(raster));
        if (cfa is null && settings.Cfa is null && raster.Structure.Integer(raster.Directory, TiffTag.PhotometricInterpretation, 0) == Cfa)
        {
            throw new CorruptFileException("DNG with PhotometricInterpretation CFA but no CFAPattern (--cfa sets it)");
        }

        int range = table?.Largest ?? ((1 << raster.Bits) - 1);
        return TiffLevels.Layout(raster, settings, TiffLevels.White(raster, range, range), range, cfa, notes);
    }
}
