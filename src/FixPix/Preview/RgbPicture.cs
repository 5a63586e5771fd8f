using FixPix.RawFiles.Png;

namespace FixPix.Preview;

/// <summary>A picture to look at: sRGB, 8 bits a channel.</summary>
public sealed class RgbPicture
{
    /// <summary>Makes a black picture.</summary>
    /// <param name="width">Columns, at least 1.</param>
    /// <param name="height">Rows, at least 1.</param>
    public RgbPicture(int width, int height)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(height, 1);
        (Width, Height) = (width, height);
        Pixels = new byte[3L * width * height];
    }

    /// <summary>Columns.</summary>
    public int Width { get; }

    /// <summary>Rows.</summary>
    public int Height { get; }

    /// <summary>Height × Width × 3 bytes, row-major: red, green, blue.</summary>
    public byte[] Pixels { get; }

    /// <summary>Writes the picture as a PNG file, which appears whole or not at all.</summary>
    /// <param name="path">The new file.</param>
    /// <param name="overwrite">Whether a file that is there may be replaced.</param>
    /// <exception cref="FixPixException">The file exists, or cannot be written.</exception>
    public void WritePng(string path, bool overwrite = false) =>
        AtomicFile.Write(path, overwrite, stream => PngWriter.WriteRgb8(stream, Pixels, Width, Height));

    internal Rgb this[int row, int column]
    {
        get
        {
            int at = 3 * ((row * Width) + column);
            return new Rgb(Pixels[at], Pixels[at + 1], Pixels[at + 2]);
        }

        set
        {
            int at = 3 * ((row * Width) + column);
            (Pixels[at], Pixels[at + 1], Pixels[at + 2]) = (value.Red, value.Green, value.Blue);
        }
    }
}
