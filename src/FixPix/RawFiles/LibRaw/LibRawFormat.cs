using FixPix.Mosaics;

namespace FixPix.RawFiles.LibRaw;

/// <summary>
/// Every camera format, through the system's LibRaw. Has to be asked after DNG and before TIFF: most camera files are TIFF
/// files too, with an ending of their own.
/// </summary>
internal sealed class LibRawFormat(IReadOnlyList<string> libraryNames) : RawFormat
{
    /// <summary>The formats that the system's library reads.</summary>
    public LibRawFormat()
        : this(LibRawLibrary.Names)
    {
    }

    /// <inheritdoc/>
    public override string Name => "camera raw";

    /// <inheritdoc/>
    public override IReadOnlyList<string> Extensions { get; } =
    [
        ".3fr", ".ari", ".arw", ".bay", ".cap", ".cr2", ".cr3", ".crw", ".cs1", ".dc2", ".dcr", ".dcs", ".drf", ".eip", ".erf", ".fff", ".gpr",
        ".iiq", ".k25", ".kdc", ".mdc", ".mef", ".mos", ".mrw", ".nef", ".nrw", ".orf", ".ori", ".pef", ".ptx", ".pxn", ".qtk", ".raf", ".rw2",
        ".rwl", ".rwz", ".sr2", ".srf", ".srw", ".sti", ".x3f",
    ];

    /// <inheritdoc/>
    public override bool CanWrite => false;

    /// <inheritdoc/>
    public override bool Recognizes(FileBytes file, string extension) =>
        Extensions.Contains(extension) || HasSignature(file.Head(26));

    /// <inheritdoc/>
    public override RawContents Read(FileBytes file, RawReadSettings settings)
    {
        if (!File.Exists(file.Name))
        {
            throw new UnsupportedFileException("LibRaw reads files on a disk only");
        }

        LibRawLibrary.Require(libraryNames);
        return LibRawDecoder.Read(file, settings);
    }

    /// <inheritdoc/>
    public override void Write(Stream output, Mosaic mosaic, FileBytes? source, RawReadSettings sourceSettings, RawWriteSettings settings) =>
        throw new UnsupportedFileException("camera formats are not written; a DNG takes their place");

    // Canon CR2, CR3 and CRW, Fujifilm, Olympus, Panasonic and Leica, Minolta, Sigma.
    private static bool HasSignature(ReadOnlySpan<byte> head) =>
        At(head, 8, "CR\x02"u8) || At(head, 4, "ftypcrx "u8) || At(head, 6, "HEAPCCDR"u8) || At(head, 0, "FUJIFILM"u8)
        || At(head, 0, "IIRO"u8) || At(head, 0, "IIRS"u8) || At(head, 0, "MMOR"u8) || At(head, 0, "IIU\0"u8)
        || At(head, 0, "\0MRM"u8) || At(head, 0, "FOVb"u8);

    private static bool At(ReadOnlySpan<byte> head, int offset, ReadOnlySpan<byte> signature) =>
        head.Length >= offset && head[offset..].StartsWith(signature);
}
