using FixPix.Mosaics;
using FixPix.RawFiles;
using FixPix.RawFiles.Dumps;

namespace FixPix.Tests.RawFiles.Dumps;

public sealed class DumpFormatTests
{
    private static readonly DumpFormat s_format = new();

    public static TheoryData<DumpPacking, byte[], ushort[]> KnownBytes() => new()
    {
        { DumpPacking.Bytes8, [0, 1, 127, 255], [0, 1, 127, 255] },
        { DumpPacking.LittleEndian16, [0x34, 0x12, 0xFF, 0x00, 0, 0, 0xFF, 0xFF], [0x1234, 255, 0, 65535] },
        { DumpPacking.BigEndian16, [0x12, 0x34, 0x00, 0xFF, 0, 0, 0xFF, 0xFF], [0x1234, 255, 0, 65535] },

        // Low bits of the first sample are the lowest of the last byte.
        { DumpPacking.MipiRaw10, [0x80, 0x01, 0x00, 0xFF, 0b11_00_10_01], [0x201, 6, 0, 1023] },
        { DumpPacking.MipiRaw12, [0xAB, 0x12, 0x3C, 0xFF, 0x00, 0x0F], [0xABC, 0x123, 0xFFF, 0] },
    };

    [Theory]
    [MemberData(nameof(KnownBytes))]
    public void Dump_is_read_as_the_packing_says(DumpPacking packing, byte[] bytes, ushort[] samples)
    {
        RawReadSettings settings = new() { Width = 4, Height = 1, Packing = packing };
        RawContents contents = s_format.Read(bytes, settings);
        Assert.Equal(samples, contents.Mosaic.Samples);
        Assert.Equal(bytes, s_format.Write(contents.Mosaic, bytes, settings));
    }

    [Theory]
    [InlineData(DumpPacking.Bytes8, 255)]
    [InlineData(DumpPacking.LittleEndian16, 65535)]
    [InlineData(DumpPacking.MipiRaw10, 1023)]
    [InlineData(DumpPacking.MipiRaw12, 4095)]
    public void Dump_of_odd_width_keeps_header_trailer_and_unused_bits(DumpPacking packing, int white)
    {
        byte[] bytes = new byte[11 + (SamplePacking.RowBytes(packing, 7) * 5) + 1];
        new Random(3).NextBytes(bytes);
        RawReadSettings settings = new() { Width = 7, Height = 5, Packing = packing, HeaderBytes = 11, WhiteDn = white };
        RawContents contents = s_format.Read(bytes, settings);
        Assert.Equal(bytes, s_format.Write(contents.Mosaic, bytes, settings));
        byte[] mended = s_format.Write(contents.Mended(2, 6, white), bytes, settings);
        Assert.Equal(white, s_format.Read(mended, settings).Mosaic[2, 6]);
        Assert.InRange(bytes.Zip(mended).Count(pair => pair.First != pair.Second), 1, 2);
    }

    [Theory]
    [InlineData(24 * 10, null, 8)]
    [InlineData(48 * 10, null, 16)]
    [InlineData(30 * 10, null, 10)]
    [InlineData(36 * 10, null, 12)]
    [InlineData(64 * 10, null, 16)]
    [InlineData(32 * 10, null, 10)]
    [InlineData(64 * 10, 12, 12)]
    [InlineData(64 * 10, 10, 10)]
    public void Packing_is_guessed_from_the_length(int length, int? bits, int storedBits)
    {
        RawContents contents = s_format.Read(new byte[length], new RawReadSettings { Width = 24, Height = 10, Bits = bits });
        Assert.Equal(storedBits, contents.StoredBits);
        Assert.Contains(contents.Notes, note => note.StartsWith("packing guessed", StringComparison.Ordinal));
    }

    [Fact]
    public void Rows_padded_to_a_power_of_two_are_read_and_kept()
    {
        byte[] bytes = new byte[32 * 6];
        new Random(4).NextBytes(bytes);
        RawReadSettings settings = new() { Width = 20, Height = 6, Packing = DumpPacking.MipiRaw10 };
        RawContents contents = s_format.Read(bytes, settings);
        Assert.Equal((bytes[32] << 2) | (bytes[36] & 3), contents.Mosaic[1, 0]);
        Assert.Contains(contents.Notes, note => note.Contains("padded to 32", StringComparison.Ordinal));
        Assert.Equal(bytes, s_format.Write(contents.Mosaic, bytes, settings));
    }

    [Fact]
    public void Dump_without_its_size_says_which_options_to_give()
    {
        string message = Assert.Throws<UnsupportedFileException>(() => s_format.Read(new byte[100])).Message;
        Assert.Contains("--width and --height", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(11, 10, 0, DumpPacking.Guess)]
    [InlineData(11, 10, 0, DumpPacking.Bytes8)]
    [InlineData(10, 10, 1, DumpPacking.Bytes8)]
    [InlineData(10, 10, 101, DumpPacking.Guess)]
    [InlineData(10, 10, -1, DumpPacking.Guess)]
    [InlineData(0, 10, 0, DumpPacking.Guess)]
    [InlineData(1 << 20, 1 << 20, 0, DumpPacking.Guess)]
    public void Size_that_does_not_go_with_the_length_is_refused(int width, int height, int header, DumpPacking packing) =>
        Assert.ThrowsAny<FixPixException>(
            () => s_format.Read(new byte[100], new RawReadSettings { Width = width, Height = height, HeaderBytes = header, Packing = packing }));

    [Fact]
    public void Sample_that_does_not_fit_is_refused_with_its_place()
    {
        byte[] bytes = new byte[12];
        RawReadSettings settings = new() { Width = 4, Height = 3 };
        Mosaic mosaic = s_format.Read(bytes, settings).Mended(1, 2, 256);
        string message = Assert.Throws<FixPixException>(() => s_format.Write(mosaic, bytes, settings)).Message;
        Assert.Contains("256 at row 1, column 2", message, StringComparison.Ordinal);
    }

    [Fact]
    public void New_dump_is_16_bit_little_endian()
    {
        Mosaic mosaic = FormatFixture.Noise(3, 2, 4095);
        mosaic[0, 0] = 0x0102;
        byte[] bytes = s_format.Write(mosaic);
        Assert.Equal((12, 2, 1), (bytes.Length, bytes[0], bytes[1]));
    }

    [Fact]
    public void Dump_is_told_by_its_name_unless_a_signature_says_otherwise()
    {
        Assert.IsType<DumpFormat>(RawFormats.Of(FileBytes.FromMemory("x.raw", new byte[] { 73, 73, 73, 73 })));
        Assert.IsNotType<DumpFormat>(RawFormats.Of(FileBytes.FromMemory("x.raw", "P5 1 1 255\nx"u8.ToArray())));
        Assert.Throws<UnsupportedFileException>(() => RawFormats.Of(FileBytes.FromMemory("x.xyz", new byte[4])));
    }
}
