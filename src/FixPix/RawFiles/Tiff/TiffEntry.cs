namespace FixPix.RawFiles.Tiff;

/// <summary>One entry of a directory: what it is and where its value lies, not the value.</summary>
/// <param name="Tag">Tag number, <see cref="TiffTag"/>.</param>
/// <param name="Type">Type of the elements.</param>
/// <param name="Count">Number of elements.</param>
/// <param name="Position">Where the entry itself begins in the file.</param>
/// <param name="ValuePosition">Where the value begins: inside the entry when it is small, else elsewhere. Not yet checked.</param>
internal readonly record struct TiffEntry(ushort Tag, TiffType Type, long Count, long Position, long ValuePosition)
{
    /// <summary>Bytes of the value; 0 when the type is not known; −1 when the product is absurd.</summary>
    public long ByteCount => Count > long.MaxValue / 8 ? -1 : Count * Type.Size();
}
