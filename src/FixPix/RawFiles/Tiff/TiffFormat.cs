using FixPix.Mosaics;

namespace FixPix.RawFiles.Tiff;

/// <summary>TIFF pictures with one sample a pixel, read as mosaics.</summary>
internal sealed class TiffFormat : RawFormat
{
    public override string Name => "TIFF";

    public override IReadOnlyList<string> Extensions { get; } = [".tif", ".tiff"];

    public override bool CanWrite => true;

    // Many camera formats are TIFFs too; those have names and pictures of their own.
    public override bool Recognizes(FileBytes file, string extension) =>
        TiffStructure.HasSignature(file) && (Extensions.Contains(extension) || TiffReader.LooksPlain(file));

    public override RawContents Read(FileBytes file, RawReadSettings settings) => TiffReader.Read(file, settings);

    public override void Write(Stream output, Mosaic mosaic, FileBytes? source, RawReadSettings sourceSettings, RawWriteSettings settings)
    {
        if (source is null)
        {
            TiffWriter.WriteNew(output, mosaic);
        }
        else
        {
            TiffWriter.Update(output, mosaic, source, settings.Work);
        }
    }
}
