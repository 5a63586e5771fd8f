using FixPix.Defects;

namespace FixPix.RawFiles;

/// <summary>How a raw file is written.</summary>
public sealed record RawWriteSettings
{
    /// <summary>No compression, nothing replaced.</summary>
    public static RawWriteSettings Default { get; } = new();

    /// <summary>Whether a file that is there may be replaced. The input itself never is.</summary>
    public bool Overwrite { get; init; }

    /// <summary>Whether a DNG's samples are stored as lossless JPEG.</summary>
    public bool Compress { get; init; }

    /// <summary>
    /// The defects that the samples were mended of, or null when they are as they were. Bad-pixel opcodes of a DNG whose
    /// sites are all among them are removed; those with other sites keep the others.
    /// </summary>
    public DefectMap? Mended { get; init; }

    /// <summary>Threads for encoding, cancellation, progress.</summary>
    public WorkSettings Work { get; init; } = WorkSettings.Default;
}
