using FixPix.Mosaics;

namespace FixPix.RawFiles;

/// <summary>How the samples of a headerless dump are stored.</summary>
public enum DumpPacking
{
    /// <summary>Guess from the file's length: one byte, two bytes little-endian, or MIPI packed.</summary>
    Guess = 0,

    /// <summary>One byte a sample.</summary>
    Bytes8,

    /// <summary>Two bytes a sample, low byte first.</summary>
    LittleEndian16,

    /// <summary>Two bytes a sample, high byte first.</summary>
    BigEndian16,

    /// <summary>MIPI CSI-2 RAW10: four high bytes, then one byte with the four low bit pairs.</summary>
    MipiRaw10,

    /// <summary>MIPI CSI-2 RAW12: two high bytes, then one byte with the two low nibbles.</summary>
    MipiRaw12,
}

/// <summary>
/// What the user says about a file: needed where a format cannot say it (dumps, PNG, PGM, NPY), and stronger than
/// what the file says where both do.
/// </summary>
public sealed record RawReadSettings
{
    /// <summary>Nothing said.</summary>
    public static RawReadSettings Default { get; } = new();

    /// <summary>Columns of a headerless dump.</summary>
    public int? Width { get; init; }

    /// <summary>Rows of a headerless dump.</summary>
    public int? Height { get; init; }

    /// <summary>The colour filter array.</summary>
    public CfaPattern? Cfa { get; init; }

    /// <summary>Significant bits of a sample; gives the white level where nothing else does.</summary>
    public int? Bits { get; init; }

    /// <summary>Black level, DN, at every position.</summary>
    public float? BlackDn { get; init; }

    /// <summary>White level, DN.</summary>
    public int? WhiteDn { get; init; }

    /// <summary>How a headerless dump is packed.</summary>
    public DumpPacking Packing { get; init; }

    /// <summary>Bytes before the first sample of a headerless dump.</summary>
    public int HeaderBytes { get; init; }

    /// <summary>Threads for decoding, cancellation, progress.</summary>
    public WorkSettings Work { get; init; } = WorkSettings.Default;
}
