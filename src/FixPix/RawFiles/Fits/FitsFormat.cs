using FixPix.Mosaics;

namespace FixPix.RawFiles.Fits;

/// <summary>FITS: what astronomical cameras write.</summary>
internal sealed class FitsFormat : RawFormat
{
    /// <inheritdoc/>
    public override string Name => "FITS";

    /// <inheritdoc/>
    public override IReadOnlyList<string> Extensions { get; } = [".fits", ".fit", ".fts"];

    /// <inheritdoc/>
    public override bool CanWrite => true;

    /// <inheritdoc/>
    public override bool Recognizes(FileBytes file, string extension) => file.Head(9).AsSpan().SequenceEqual("SIMPLE  ="u8);

    /// <inheritdoc/>
    public override RawContents Read(FileBytes file, RawReadSettings settings) => FitsReader.Read(file, settings);

    /// <inheritdoc/>
    public override void Write(Stream output, Mosaic mosaic, FileBytes? source, RawReadSettings sourceSettings, RawWriteSettings settings)
    {
        if (source is null)
        {
            FitsWriter.Write(output, mosaic);
        }
        else
        {
            FitsPatcher.Write(output, mosaic, source);
        }
    }
}
