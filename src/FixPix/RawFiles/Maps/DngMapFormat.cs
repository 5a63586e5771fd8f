using FixPix.Defects;

namespace FixPix.RawFiles.Maps;

/// <summary>
/// The bad pixels that a DNG lists itself (FixBadPixelsConstant and FixBadPixelsList, DNG 1.7 chapter 7), counted from the
/// first site of the full raw array. Read only: a list is written into a DNG by annotating it.
/// </summary>
internal sealed class DngMapFormat : MapFormat
{
    private readonly Dng.DngFormat _format = new();

    /// <inheritdoc/>
    public override string Name => "DNG";

    /// <inheritdoc/>
    public override IReadOnlyList<string> Extensions { get; } = [".dng"];

    /// <inheritdoc/>
    public override bool CanWrite => false;

    /// <inheritdoc/>
    public override bool HasSignature(FileBytes file) => _format.Recognizes(file, ".dng");

    /// <inheritdoc/>
    public override DefectMap Read(FileBytes file, DefectMapReadSettings settings, ICollection<string> notes) =>
        _format.Read(file, RawReadSettings.Default).EmbeddedDefects
            ?? throw new UnsupportedFileException("the DNG lists no bad pixels (opcodes FixBadPixelsConstant and FixBadPixelsList)");

    /// <inheritdoc/>
    public override void Write(Stream output, DefectMap map, DefectMapWriteSettings settings, ICollection<string> notes) =>
        throw new UnsupportedFileException("a map becomes part of a DNG by annotating the DNG");
}
