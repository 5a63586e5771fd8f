using FixPix.Mosaics;
using FixPix.RawFiles.Tiff;

namespace FixPix.RawFiles.Dng;

/// <summary>Adobe's Digital Negative: a TIFF with the tag DNGVersion.</summary>
internal sealed class DngFormat : RawFormat
{
    public override string Name => "DNG";

    public override IReadOnlyList<string> Extensions { get; } = [".dng"];

    public override bool CanWrite => true;

    public override bool Recognizes(FileBytes file, string extension)
    {
        if (!TiffStructure.HasSignature(file))
        {
            return false;
        }

        try
        {
            return TiffStructure.Read(file).First.Has(TiffTag.DngVersion);
        }
        catch (RawFileException)
        {
            // Damaged: the name decides whose error message the user gets.
            return extension == ".dng";
        }
    }

    public override RawContents Read(FileBytes file, RawReadSettings settings) => DngReader.Read(file, settings);

    public override void Write(Stream output, Mosaic mosaic, FileBytes? source, RawReadSettings sourceSettings, RawWriteSettings settings)
    {
        if (source is null)
        {
            DngNewFile.Write(output, mosaic, settings);
        }
        else
        {
            DngUpdate.Write(output, mosaic, source, settings);
        }
    }
}
