using System.Text;
using FixPix.Mosaics;
using FixPix.RawFiles;
using FixPix.RawFiles.Png;

namespace FixPix.Tests.RawFiles.Png;

public sealed class PngFormatTests
{
    private static readonly PngFormat s_format = new();

    public static TheoryData<int, int, bool> Kinds()
    {
        TheoryData<int, int, bool> kinds = [];
        foreach ((int type, int depth) in new[] { (0, 1), (0, 2), (0, 4), (0, 8), (0, 16), (2, 8), (2, 16), (4, 8), (4, 16), (6, 8), (6, 16) })
        {
            kinds.Add(type, depth, false);
            if (type is 0 or 2)
            {
                kinds.Add(type, depth, true);
            }
        }

        return kinds;
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Picture_is_read_in_every_kind_and_size(int type, int depth, bool interlaced)
    {
        foreach ((int width, int height) in new[] { (1, 1), (3, 1), (1, 9), (5, 7), (17, 12), (67, 6) })
        {
            PlainPng writer = new() { Width = width, Height = height, BitDepth = depth, ColorType = type, Interlaced = interlaced };
            Mosaic mosaic = FormatFixture.Noise(width, height, (1 << depth) - 1, seed: width + height);
            byte[] bytes = writer.Encode(Channel(writer, mosaic));
            RawContents contents = s_format.Read(bytes);
            Assert.Equal(mosaic.Samples, contents.Mosaic.Samples);
            Assert.Equal((depth, (1 << depth) - 1), (contents.StoredBits, contents.Mosaic.Layout.WhiteDn));
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Mended_picture_keeps_kind_opacity_and_other_chunks(int type, int depth, bool interlaced)
    {
        PlainPng writer = new() { Width = 13, Height = 9, BitDepth = depth, ColorType = type, Interlaced = interlaced };
        Mosaic mosaic = FormatFixture.Noise(13, 9, (1 << depth) - 1);
        byte[] bytes = writer.Encode(Channel(writer, mosaic));
        mosaic[4, 5] ^= 1;
        byte[] mended = s_format.Write(mosaic, bytes);
        PlainPng plain = new() { Width = 13, Height = 9, BitDepth = depth, ColorType = type, DataLength = 1 << 20 };
        Assert.Equal(mosaic.Samples, s_format.Read(mended).Mosaic.Samples);
        Assert.Equal(Rows(plain.Encode(Channel(plain, mosaic))), Rows(mended));
        Assert.Contains("tEXtTitle\0before", Encoding.Latin1.GetString(mended), StringComparison.Ordinal);
        Assert.True(mended.AsSpan().EndsWith([.. PlainPng.Chunk("prVt", [1, 2, 3]), .. PlainPng.Chunk("IEND", [])]));
    }

    [Theory]
    [InlineData(255, 8)]
    [InlineData(1023, 16)]
    public void New_picture_has_the_bits_that_its_white_level_needs(int white, int bits)
    {
        Mosaic mosaic = FormatFixture.Noise(40, 30, white);
        RawContents contents = s_format.Read(s_format.Write(mosaic));
        Assert.Equal(bits, contents.StoredBits);
        Assert.Equal(mosaic.Samples, contents.Mosaic.Samples);
    }

    [Fact]
    public void Colour_picture_is_no_mosaic()
    {
        PlainPng writer = new() { Width = 5, Height = 4, ColorType = 2 };
        byte[] bytes = writer.Encode((row, column, channel) => row == 2 && column == 3 && channel == 2 ? 9 : 8);
        string message = Assert.Throws<UnsupportedFileException>(() => s_format.Read(bytes)).Message;
        Assert.Contains("row 2, pixel 3", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Equal_channels_are_read_with_a_note()
    {
        byte[] bytes = new PlainPng { Width = 5, Height = 4, ColorType = 2 }.Encode((row, column, _) => (row * 5) + column + 200);
        Assert.Contains(s_format.Read(bytes).Notes, note => note.Contains("three equal", StringComparison.Ordinal));
    }

    [Fact]
    public void Truncated_picture_is_corrupt_wherever_it_ends()
    {
        byte[] bytes = s_format.Write(FormatFixture.Noise(24, 16, 4095));
        for (int length = 0; length < bytes.Length; length += 3)
        {
            Assert.Throws<CorruptFileException>(() => s_format.Read(bytes[..length]));
        }
    }

    [Fact]
    public void Flipped_bit_is_found_by_the_checksum()
    {
        byte[] bytes = s_format.Write(FormatFixture.Noise(24, 16, 4095));
        for (int place = 41; place < bytes.Length - 12; place += 7)
        {
            byte[] flipped = (byte[])bytes.Clone();
            flipped[place] ^= 16;
            Assert.Throws<CorruptFileException>(() => s_format.Read(flipped));
        }
    }

    [Fact]
    public void Size_that_the_data_cannot_hold_is_refused_before_memory_is_taken()
    {
        byte[] small = new PlainPng { Width = 20, Height = 20 }.Encode((_, _, _) => 1);
        byte[] header = small[16..29];
        (header[2], header[6]) = (100, 100);
        byte[] bytes = [.. small[..8], .. PlainPng.Chunk("IHDR", header), .. small[33..]];
        long before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Throws<CorruptFileException>(() => s_format.Read(bytes));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1 << 20);
    }

    [Fact]
    public void Sample_that_does_not_fit_is_refused_with_its_place()
    {
        byte[] bytes = new PlainPng { Width = 5, Height = 4 }.Encode((_, _, _) => 1);
        Mosaic mosaic = s_format.Read(bytes).Mended(3, 2, 256);
        string message = Assert.Throws<FixPixException>(() => s_format.Write(mosaic, bytes)).Message;
        Assert.Contains("256 at row 3, column 2", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Writer_of_previews_writes_colour_and_grey()
    {
        byte[] rgb = new byte[7 * 5 * 3];
        new Random(1).NextBytes(rgb);
        using MemoryStream color = new();
        PngWriter.WriteRgb8(color, rgb, 7, 5);
        PlainPng plain = new() { Width = 7, Height = 5, ColorType = 2 };
        Assert.Equal(Rows(plain.Encode((row, column, channel) => rgb[(((row * 7) + column) * 3) + channel])), Rows(color.ToArray()));

        using MemoryStream grey = new();
        PngWriter.WriteGrey8(grey, rgb, 15, 7);
        (PngHeader header, ushort[] samples) = PngReader.ReadGrey(FileBytes.FromMemory("grey", grey.ToArray()));
        Assert.Equal(new PngHeader(15, 7, 8, PngColorType.Grey, false), header);
        Assert.Equal(rgb.Select(value => (ushort)value), samples);

        using MemoryStream words = new();
        PngWriter.WriteGrey16(words, [1, 2, 65535, 256], 2, 2);
        Assert.Equal(new ushort[] { 1, 2, 65535, 256 }, PngReader.ReadGrey(FileBytes.FromMemory("words", words.ToArray())).Samples);
    }

    [Fact]
    public void Checksum_is_the_standards()
    {
        Assert.Equal(0xCBF43926, Crc32.Of("123456789"u8));
        byte[] bytes = new byte[100];
        new Random(2).NextBytes(bytes);
        Assert.Equal(Crc32.Of(bytes), Crc32.Of(bytes.AsSpan(37), Crc32.Of(bytes.AsSpan(0, 37))));
    }

    private static Func<int, int, int, int> Channel(PlainPng writer, Mosaic mosaic) => (row, column, channel) =>
        writer.Channels % 2 == 0 && channel == writer.Channels - 1 ? (row * 7) + column : mosaic[row, column];

    // All unfiltered rows of a picture without passes.
    private static byte[] Rows(byte[] bytes)
    {
        using FileBytes file = FileBytes.FromMemory("rows", bytes);
        PngReader reader = PngReader.Open(file);
        Assert.False(reader.Header.IsInterlaced);
        using PngRows rows = reader.OpenRows();
        rows.Begin(reader.Header.Width);
        return [.. Enumerable.Range(0, reader.Header.Height).SelectMany(_ => rows.Next().ToArray())];
    }
}
