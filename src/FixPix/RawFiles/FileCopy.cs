namespace FixPix.RawFiles;

/// <summary>Copies ranges of an input in pieces, so that no file is ever in memory as a whole.</summary>
internal static class FileCopy
{
    private const int PieceBytes = 1 << 20;

    /// <summary>Appends a range at the output's position.</summary>
    public static void Copy(FileBytes file, long offset, long count, Stream output)
    {
        byte[] piece = GC.AllocateUninitializedArray<byte>((int)Math.Min(PieceBytes, Math.Max(count, 0)));
        while (count > 0)
        {
            Span<byte> part = piece.AsSpan(0, (int)Math.Min(count, piece.Length));
            file.Read(offset, part, "copying");
            output.Write(part);
            offset += part.Length;
            count -= part.Length;
        }
    }
}
