using FixPix.Mosaics;

namespace FixPix.RawFiles.Tiff;

/// <summary>Reads a TIFF picture as a mosaic.</summary>
internal static class TiffReader
{
    private const int WhiteIsZero = 0;
    private const int BlackIsZero = 1;
    private const int Rgb = 2;
    private const int Cfa = 32803;
    private const int LinearRaw = 34892;

    public static RawContents Read(FileBytes file, RawReadSettings settings)
    {
        TiffStructure structure = TiffStructure.Read(file);
        TiffDirectory picture = Picture(structure);
        RequireMosaic(structure, picture);
        TiffRaster raster = TiffRaster.Of(structure, picture);
        List<string> notes = [];
        CfaPattern? cfa = TiffLevels.Cfa(raster, TiffLevels.ActiveArea(raster));
        if (cfa is null && settings.Cfa is null)
        {
            notes.Add("the file does not say what colours its filters have: read as monochrome (--cfa sets them)");
        }

        int range = (1 << raster.Bits) - 1;
        int white = TiffLevels.White(raster, settings.Bits is >= 1 and <= 16 and int bits ? (1 << bits) - 1 : range, range);
        MosaicLayout layout = TiffLevels.Layout(raster, settings, white, range, cfa, notes);
        AddNotes(structure, raster, notes);
        Mosaic mosaic = new(layout, TiffSampleReader.Read(raster, settings.Work), TiffCamera.Read(structure));
        return new RawContents(mosaic) { StoredBits = raster.Bits, Storage = raster.Storage, Notes = notes };
    }

    /// <summary>The picture: the first that is not a smaller version of another.</summary>
    public static TiffDirectory Picture(TiffStructure structure)
    {
        foreach (TiffDirectory directory in structure.Directories)
        {
            if (directory.IsImage && directory.Has(TiffTag.ImageWidth) && (structure.Integer(directory, TiffTag.NewSubfileType, 0) & 1) == 0)
            {
                return directory;
            }
        }

        return structure.First;
    }

    /// <summary>Whether a file that is not called .tif is nevertheless a plain picture, not a camera's own format.</summary>
    public static bool LooksPlain(FileBytes file)
    {
        try
        {
            TiffStructure structure = TiffStructure.Read(file);
            return structure.Directories.Count(directory => directory.IsImage) == 1
                && structure.Integer(structure.First, TiffTag.PhotometricInterpretation, -1) is BlackIsZero or Cfa
                && structure.Integer(structure.First, TiffTag.SamplesPerPixel, 1) == 1
                && TiffCompression.IsKnown((int)structure.Integer(structure.First, TiffTag.Compression, 1));
        }
        catch (RawFileException)
        {
            return false;
        }
    }

    private static void RequireMosaic(TiffStructure structure, TiffDirectory picture)
    {
        long photometric = structure.Integer(picture, TiffTag.PhotometricInterpretation, BlackIsZero);
        if (photometric is not (BlackIsZero or Rgb or Cfa or LinearRaw))
        {
            string kind = photometric switch
            {
                WhiteIsZero => "white is zero",
                3 => "colours from a palette",
                _ => $"PhotometricInterpretation {photometric}",
            };
            throw new UnsupportedFileException($"TIFF samples with {kind}: FixPix reads one sample a pixel, black is zero");
        }
    }

    private static void AddNotes(TiffStructure structure, TiffRaster raster, List<string> notes)
    {
        if (raster.SamplesPerPixel > 1)
        {
            notes.Add($"{raster.SamplesPerPixel} samples a pixel, all equal: read as one");
        }

        int pictures = structure.Directories.Count(directory => directory.ParentTag == 0);
        if (pictures > 1)
        {
            notes.Add($"the file has {pictures} pictures: the first full-size one is read");
        }
    }
}
