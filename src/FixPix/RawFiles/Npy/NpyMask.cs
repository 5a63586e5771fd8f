namespace FixPix.RawFiles.Npy;

/// <summary>Masks in NPY files: an array of truth values, or of numbers of which 0 is false.</summary>
internal static class NpyMask
{
    /// <summary>Reads an array of any supported type.</summary>
    /// <returns>Its size, and height × width samples.</returns>
    public static (int Width, int Height, ushort[] Samples) Read(FileBytes file)
    {
        PackedRows rows = NpyHeader.Read(file).Rows;
        return (rows.Width, rows.Height, rows.Read(file));
    }

    /// <summary>Writes truth values (type b1).</summary>
    /// <param name="output">Gets the file.</param>
    /// <param name="mask">height × width bytes, 0 or 1.</param>
    /// <param name="width">Columns.</param>
    /// <param name="height">Rows.</param>
    public static void Write(Stream output, ReadOnlySpan<byte> mask, int width, int height)
    {
        output.Write(NpyHeader.Make("|b1", height, width));
        output.Write(mask[..checked(width * height)]);
    }
}
