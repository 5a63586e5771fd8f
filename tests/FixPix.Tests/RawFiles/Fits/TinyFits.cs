using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using FixPix.RawFiles;
using FixPix.RawFiles.Fits;

namespace FixPix.Tests.RawFiles.Fits;

/// <summary>FITS parts made card by card, independently of the product's writer.</summary>
internal static class TinyFits
{
    /// <summary>A primary part: the cards that have to be there, then those given, then the data, both filled up.</summary>
    public static byte[] Image(int bitPix, int width, int height, double[] stored, params string[] cards) =>
        Part(["SIMPLE  =                    T", .. Structure(bitPix, width, height), .. cards], Bytes(bitPix, stored));

    public static byte[] Extension(int bitPix, int width, int height, double[] stored, params string[] cards) =>
        Part(["XTENSION= 'IMAGE   '", .. Structure(bitPix, width, height), "PCOUNT  = 0", "GCOUNT  = 1", .. cards], Bytes(bitPix, stored));

    public static byte[] Part(string[] cards, byte[] data)
    {
        string header = string.Concat(cards.Append("END").Select(card => card.PadRight(80)));
        return [.. Encoding.ASCII.GetBytes(header.PadRight(Filled(header.Length))), .. data, .. new byte[Filled(data.Length) - data.Length]];
    }

    public static RawContents Read(byte[] bytes, RawReadSettings? settings = null)
    {
        using FileBytes file = FileBytes.FromMemory("a.fits", bytes);
        return new FitsFormat().Read(file, settings ?? RawReadSettings.Default);
    }

    public static byte[] Patch(byte[] source, FixPix.Mosaics.Mosaic mosaic)
    {
        using FileBytes file = FileBytes.FromMemory("a.fits", source);
        using MemoryStream output = new();
        new FitsFormat().Write(output, mosaic, file, RawReadSettings.Default, RawWriteSettings.Default);
        return output.ToArray();
    }

    public static byte[] WriteNew(FixPix.Mosaics.Mosaic mosaic)
    {
        using MemoryStream output = new();
        new FitsFormat().Write(output, mosaic, null, RawReadSettings.Default, RawWriteSettings.Default);
        return output.ToArray();
    }

    public static byte[] Bytes(int bitPix, double[] stored)
    {
        byte[] bytes = new byte[stored.Length * Math.Abs(bitPix) / 8];
        for (int index = 0; index < stored.Length; index++)
        {
            Span<byte> place = bytes.AsSpan(index * Math.Abs(bitPix) / 8);
            switch (bitPix)
            {
                case 8: place[0] = (byte)stored[index]; break;
                case 16: BinaryPrimitives.WriteInt16BigEndian(place, (short)stored[index]); break;
                case 32: BinaryPrimitives.WriteInt32BigEndian(place, (int)stored[index]); break;
                case -32: BinaryPrimitives.WriteSingleBigEndian(place, (float)stored[index]); break;
                default: BinaryPrimitives.WriteDoubleBigEndian(place, stored[index]); break;
            }
        }

        return bytes;
    }

    private static string[] Structure(int bitPix, int width, int height) =>
        [Card("BITPIX", bitPix), "NAXIS   =                    2", Card("NAXIS1", width), Card("NAXIS2", height)];

    private static string Card(string keyword, int value) => keyword.PadRight(8) + "= " + value.ToString(CultureInfo.InvariantCulture).PadLeft(20);

    private static int Filled(int length) => (length + 2879) / 2880 * 2880;
}
