namespace FixPix.RawFiles.Tiff;

/// <summary>The values of the Compression tag that matter here.</summary>
internal static class TiffCompression
{
    public const int None = 1;
    public const int Lzw = 5;
    public const int LosslessJpeg = 7;
    public const int Deflate = 8;
    public const int PackBits = 32773;
    public const int OldDeflate = 32946;

    /// <summary>Whether FixPix reads and writes it.</summary>
    public static bool IsKnown(int compression) =>
        compression is None or Lzw or LosslessJpeg or Deflate or PackBits or OldDeflate;

    /// <summary>A name for messages.</summary>
    public static string Name(int compression) => compression switch
    {
        None => "uncompressed",
        Lzw => "LZW",
        LosslessJpeg => "lossless JPEG",
        Deflate or OldDeflate => "Deflate",
        PackBits => "PackBits",
        2 or 3 or 4 => "fax (CCITT)",
        6 => "JPEG of TIFF 6.0",
        9 => "VC-5 (compression 9)",
        34713 => "Nikon NEF",
        34892 => "lossy JPEG (compression 34892)",
        52546 => "JPEG XL (compression 52546)",
        _ => $"compression {compression}",
    };

    /// <summary>
    /// The most bytes that one stored byte can stand for, so that a size in a header can be held against the file's length before
    /// memory is taken. LZW: a code of at least 9 bits stands for at most 4096 bytes. Deflate: RFC 1951's best case, a
    /// pair of 1-bit codes for 258 bytes. PackBits: two bytes for 128. Lossless JPEG: one bit for a sample of two bytes.
    /// </summary>
    public static int MaxExpansion(int compression) => compression switch
    {
        Lzw => 4096,
        Deflate or OldDeflate => 1032,
        PackBits => 64,
        LosslessJpeg => 16,
        _ => 1,
    };
}
