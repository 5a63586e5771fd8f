using System.Buffers.Binary;

namespace FixPix.RawFiles.Png;

/// <summary>A photograph from a PNG file: red, green and blue of each pixel, as they are stored.</summary>
public sealed class ColorPng
{
    private const uint GammaChunk = 0x67414D41;
    private const int GammaOne = 100_000;

    private ColorPng(PngHeader header, ushort[] samples, bool isLinear) =>
        (Width, Height, MaxValue, Samples, IsLinear) = (header.Width, header.Height, header.Range, samples, isLinear);

    /// <summary>Columns.</summary>
    public int Width { get; }

    /// <summary>Rows.</summary>
    public int Height { get; }

    /// <summary>The largest value of a channel: 255 or 65535, less for grey of few bits.</summary>
    public int MaxValue { get; }

    /// <summary>Whether the file says that its values are proportional to light (chunk gAMA with 1.0); sRGB otherwise.</summary>
    public bool IsLinear { get; }

    /// <summary>Height × Width × 3 samples, row-major: red, green, blue; all three the same where the file is grey.</summary>
    public ushort[] Samples { get; }

    /// <summary>Reads a file. Opacity is left aside.</summary>
    /// <exception cref="FixPixException">It cannot be opened, is broken, has a palette, or is too large.</exception>
    public static ColorPng Open(string path) => RawFile.ReadNamed(path, Read);

    /// <summary>Reads a file's bytes.</summary>
    /// <exception cref="RawFileException">It is broken, has a palette, or is too large.</exception>
    internal static ColorPng Read(FileBytes file)
    {
        PngReader reader = PngReader.Open(file);
        PngHeader header = reader.Header;
        if (3L * header.Width * header.Height > Array.MaxLength)
        {
            throw new UnsupportedFileException($"PNG of {header.Width}×{header.Height}: at most {Array.MaxLength / 3} pixels are read as colours");
        }

        int gamma = reader.Chunks.FindIndex(chunk => chunk is { Type: GammaChunk, Length: 4 });
        bool isLinear = gamma >= 0 && BinaryPrimitives.ReadUInt32BigEndian(reader.Chunks[gamma].Read(file)) == GammaOne;
        return new ColorPng(header, reader.ReadColors(), isLinear);
    }
}
