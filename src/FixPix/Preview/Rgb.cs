namespace FixPix.Preview;

/// <summary>A colour as screens have it (sRGB).</summary>
internal readonly record struct Rgb(byte Red, byte Green, byte Blue)
{
    /// <summary>A colour from 0xRRGGBB.</summary>
    public static Rgb FromHex(int hex) => new((byte)(hex >> 16), (byte)(hex >> 8), (byte)hex);
}
