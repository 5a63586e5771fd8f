namespace FixPix.RawFiles.Tiff;

/// <summary>The types of a TIFF value, numbered as in the file.</summary>
internal enum TiffType : ushort
{
    Byte = 1,
    Ascii = 2,
    Short = 3,
    Long = 4,
    Rational = 5,
    SignedByte = 6,
    Undefined = 7,
    SignedShort = 8,
    SignedLong = 9,
    SignedRational = 10,
    Float = 11,
    Double = 12,
    Ifd = 13,
    Long8 = 16,
    SignedLong8 = 17,
    Ifd8 = 18,
}

/// <summary>Sizes of the types.</summary>
internal static class TiffTypes
{
    /// <summary>Bytes of one element; 0 for a type that nobody knows.</summary>
    public static int Size(this TiffType type) => type switch
    {
        TiffType.Byte or TiffType.Ascii or TiffType.SignedByte or TiffType.Undefined => 1,
        TiffType.Short or TiffType.SignedShort => 2,
        TiffType.Long or TiffType.SignedLong or TiffType.Float or TiffType.Ifd => 4,
        TiffType.Rational or TiffType.SignedRational or TiffType.Double => 8,
        TiffType.Long8 or TiffType.SignedLong8 or TiffType.Ifd8 => 8,
        _ => 0,
    };
}
