using System.Text;

namespace FixPix.Tests.RawFiles.LibRaw;

/// <summary>Small files that LibRaw decodes, made here byte by byte.</summary>
internal static class CameraFiles
{
    public const int Width = 48;
    public const int Height = 36;

    /// <summary>A Minolta DiMAGE 7Hi's MRW: PRD (sizes), TTW (a TIFF directory), WBG (white balance), samples of 16 bits.</summary>
    public static byte[] Minolta(ushort[] samples, int height = Height)
    {
        byte[] size = [0, (byte)height, 0, Width];
        byte[] body =
        [
            .. Block("PRD", [.. "27820001"u8, .. size, .. size, 16, 12, 0x52, 0, 0, 0, 0, 1]),
            .. Block("TTW", [.. "MM\0*"u8, .. TinyTiff.Big(8), .. Directories("Minolta Co., Ltd.", "DiMAGE 7Hi", new TinyTiff())]),
            .. Block("WBG", [0, 0, 0, 0, 1, 0xF4, 1, 0, 1, 0, 1, 0x90]),
        ];
        return [.. "\0MRM"u8, .. TinyTiff.Big(body.Length), .. body, .. BigEndian(samples)];
    }

    /// <summary>A DNG with a masked border of two rows above, four columns left, two right and four rows below.</summary>
    public static byte[] BorderedDng(ushort[] samples)
    {
        const int samplesOffset = 4096;
        TinyTiff image = new TinyTiff()
            .Longs(0xFE, 0).Longs(0x100, Width).Longs(0x101, Height).Shorts(0x102, 16).Shorts(0x103, 1).Shorts(0x106, 32803)
            .Longs(0x111, samplesOffset).Shorts(0x115, 1).Longs(0x116, Height).Longs(0x117, samples.Length * 2)
            .Shorts(0x828D, 2, 2).Bytes(0x828E, 1, 2, 0, 1).Bytes(0xC612, 1, 4, 0, 0).Ascii(0xC614, "Test One").Ascii(0xC62F, "SN-0042")
            .Longs(0xC68D, 2, 4, Height - 4, Width - 2).Shorts(0xC619, 2, 2).Shorts(0xC61A, 100, 101, 102, 103).Longs(0xC61D, 4000)
            .Rationals(0xC628, false, (1, 2), (1, 1), (5, 8)).Shorts(0xC65A, 21)
            .Rationals(0xC621, true, (9, 10), (-3, 10), (-1, 10), (-4, 10), (12, 10), (2, 10), (-1, 10), (2, 10), (6, 10));
        byte[] head = [.. "MM\0*"u8, .. TinyTiff.Big(8), .. Directories("Test", "One", image)];
        return [.. head, .. new byte[samplesOffset - head.Length], .. BigEndian(samples)];
    }

    /// <summary>Samples from 200 to 3000, every one different from its neighbours.</summary>
    public static ushort[] Samples(int count = Width * Height) => [.. Enumerable.Range(0, count).Select(index => (ushort)(200 + (index * 7919 % 2801)))];

    private static byte[] Directories(string make, string model, TinyTiff first)
    {
        first.Ascii(0x10F, make).Ascii(0x110, model).Shorts(0x112, 6).Longs(0x8769, 0);
        TinyTiff exif = new TinyTiff().Rationals(0x829A, false, (1, 125)).Shorts(0x8827, 200).Ascii(0x9003, "2005:06:07 08:09:10");
        int exifOffset = 8 + first.Build(8).Length;
        return [.. first.Longs(0x8769, exifOffset).Build(8), .. exif.Build(exifOffset)];
    }

    private static byte[] Block(string name, byte[] body) => [0, .. Encoding.ASCII.GetBytes(name), .. TinyTiff.Big(body.Length), .. body];

    private static byte[] BigEndian(ushort[] samples) => [.. samples.SelectMany(sample => new[] { (byte)(sample >> 8), (byte)sample })];
}
