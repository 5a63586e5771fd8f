using System.Buffers;
using System.IO.Compression;
using FixPix.Mosaics;
using FixPix.RawFiles;
using FixPix.RawFiles.Tiff;

namespace FixPix.Tests.RawFiles.Tiff;

public sealed class TiffReaderTests
{
    private const int Width = 37;
    private const int Height = 21;

    public static TheoryData<int, int, int, bool> Compressions()
    {
        TheoryData<int, int, int, bool> cases = [];
        foreach (int compression in new[] { 1, 5, 8, 32773, 32946 })
        {
            foreach (bool bigEndian in new[] { false, true })
            {
                cases.Add(compression, 1, 8, bigEndian);
                cases.Add(compression, 1, 12, bigEndian);
                cases.Add(compression, 1, 16, bigEndian);
                if (compression is 5 or 8)
                {
                    cases.Add(compression, 2, 8, bigEndian);
                    cases.Add(compression, 2, 16, bigEndian);
                }
            }
        }

        return cases;
    }

    [Theory]
    [MemberData(nameof(Compressions))]
    public void Compressed_strips_and_tiles_are_read_and_written(int compression, int predictor, int bits, bool bigEndian)
    {
        ushort[] samples = BuiltPicture.Smooth(Width, Height, bits);
        Func<ushort[], int, byte[]> pack = Packer(compression, predictor, bits, bigEndian);
        TiffBuilder Picture() => BuiltPicture.Picture(Width, Height, bits, bigEndian)
            .Add(TiffTag.Compression, TiffBuilder.Short, compression).Add(TiffTag.Predictor, TiffBuilder.Short, predictor);
        foreach (byte[] file in new[] { Picture().Strips(samples, Width, 8, pack).Build(), Picture().Tiles(samples, Width, 16, 16, pack).Build() })
        {
            Mosaic mosaic = Read(file).Mosaic;
            Assert.Equal(samples, mosaic.Samples);
            Assert.Equal(file, Write(mosaic, file));

            mosaic[4, 20] ^= 0x5A;
            Assert.Equal(mosaic.Samples, Read(Write(mosaic, file)).Mosaic.Samples);
        }
    }

    [Fact]
    public void Lzw_reads_the_standards_own_example()
    {
        // TIFF 6.0, section 13: 7 7 7 8 8 7 7 6 6 becomes Clear 7 258 8 8 258 6 6 End, nine bits each.
        int[] codes = [256, 7, 258, 8, 8, 258, 6, 6, 257];
        byte[] packed = new byte[((codes.Length * 9) + 7) / 8];
        for (int bit = 0; bit < codes.Length * 9; bit++)
        {
            packed[bit / 8] |= (byte)(((codes[bit / 9] >> (8 - (bit % 9))) & 1) << (7 - (bit % 8)));
        }

        byte[] bytes = new byte[9];
        Assert.Equal(9, TiffLzw.Expand(packed, bytes));
        Assert.Equal<byte>([7, 7, 7, 8, 8, 7, 7, 6, 6], bytes);
        ArrayBufferWriter<byte> again = new();
        TiffLzw.Pack(bytes, again);
        Assert.Equal(packed, again.WrittenSpan.ToArray());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(256)]
    public void Lzw_and_PackBits_give_back_long_data(int symbols)
    {
        Random random = new(symbols);
        byte[] bytes = [.. Enumerable.Range(0, 100_000).Select(_ => (byte)(random.Next(symbols) * (random.Next(9) == 0 ? 1 : 0)))];
        ArrayBufferWriter<byte> lzw = new();
        ArrayBufferWriter<byte> packBits = new();
        TiffLzw.Pack(bytes, lzw);
        PackBits.Pack(bytes, packBits);
        byte[] fromLzw = new byte[bytes.Length];
        byte[] fromPackBits = new byte[bytes.Length];

        Assert.Equal(bytes.Length, TiffLzw.Expand(lzw.WrittenSpan, fromLzw));
        Assert.Equal(bytes.Length, PackBits.Expand(packBits.WrittenSpan, fromPackBits));
        Assert.Equal(bytes, fromLzw);
        Assert.Equal(bytes, fromPackBits);
    }

    [Fact]
    public void Three_equal_channels_are_one_and_stay_three()
    {
        ushort[] samples = BuiltPicture.Samples(Width, Height, 16);
        ushort[] tripled = [.. samples.SelectMany(sample => new[] { sample, sample, sample })];
        TiffBuilder Picture() => BuiltPicture.Picture(Width, Height, 16)
            .Add(TiffTag.SamplesPerPixel, TiffBuilder.Short, 3).Add(TiffTag.BitsPerSample, TiffBuilder.Short, 16, 16, 16)
            .Add(TiffTag.PhotometricInterpretation, TiffBuilder.Short, 2);
        byte[] File(ushort[] pixels)
        {
            TiffBuilder picture = Picture().Strips(pixels, Width * 3, Height, BuiltPicture.Packed(16));
            return picture.Build();
        }

        Mosaic mosaic = Read(File(tripled)).Mosaic;
        Assert.Equal(samples, mosaic.Samples);
        mosaic[1, 1] = 12345;
        tripled.AsSpan(3 * (Width + 1), 3).Fill(12345);
        Assert.Equal(File(tripled), Write(mosaic, File([.. samples.SelectMany(sample => new[] { sample, sample, sample })])));

        tripled[5]++;
        Assert.Contains("colour", Assert.Throws<UnsupportedFileException>(() => Read(File(tripled))).Message);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void BigTiff_is_read_and_written(bool bigEndian)
    {
        ushort[] samples = BuiltPicture.Smooth(Width, Height, 16);
        byte[] file = BuiltPicture.Picture(Width, Height, 16, bigEndian, bigTiff: true).Add(TiffTag.Compression, TiffBuilder.Short, 8)
            .Strips(samples, Width, 5, Packer(8, 1, 16, bigEndian)).Build();
        Mosaic mosaic = Read(file).Mosaic;
        Assert.Equal(samples, mosaic.Samples);
        BuiltPicture.Samples(Width, 1, 16).CopyTo(mosaic.Row(7));

        Assert.Equal(mosaic.Samples, Read(Write(mosaic, file)).Mosaic.Samples);
    }

    [Fact]
    public void A_loop_of_directories_is_refused()
    {
        byte[] file = BuiltPicture.Picture(Width, Height, 16).Strips(new ushort[Width * Height], Width, Height, BuiltPicture.Packed(16)).Build();
        int first = BitConverter.ToInt32(file, 4);
        BitConverter.TryWriteBytes(file.AsSpan(file.Length - 4), first);

        Assert.Contains("twice", Assert.Throws<CorruptFileException>(() => Read(file)).Message);
    }

    [Fact]
    public void A_file_that_does_not_say_its_colours_is_monochrome_with_a_note()
    {
        byte[] file = BuiltPicture.Picture(Width, Height, 8).Strips(new ushort[Width * Height], Width, Height, BuiltPicture.Packed(8)).Build();

        RawContents silent = Read(file);
        RawContents told = new TiffFormat().Read(FileBytes.FromMemory("a.tif", file), new RawReadSettings { Cfa = CfaPattern.Bggr, WhiteDn = 200 });

        Assert.Equal(CfaPattern.Monochrome, silent.Mosaic.Layout.Cfa);
        Assert.Contains(silent.Notes, note => note.Contains("--cfa", StringComparison.Ordinal));
        Assert.Equal((CfaPattern.Bggr, 200), (told.Mosaic.Layout.Cfa, told.Mosaic.Layout.WhiteDn));
        Assert.Empty(told.Notes);
    }

    [Theory]
    [InlineData(255, 8)]
    [InlineData(4095, 16)]
    public void A_new_file_is_read_back(int white, int bits)
    {
        MosaicLayout layout = new(Width, Height, CfaPattern.Grbg, 3, white) { ActiveArea = new SensorArea(1, 1, 18, 30) };
        Mosaic mosaic = new(layout, BuiltPicture.Samples(Width, Height, white == 255 ? 8 : 12), new CameraMetadata { Make = "M", Serial = "7", Orientation = 3 });
        using MemoryStream output = new();

        new TiffFormat().Write(output, mosaic, null, RawReadSettings.Default, RawWriteSettings.Default);

        RawContents contents = Read(output.ToArray());
        Assert.Equal(mosaic.Samples, contents.Mosaic.Samples);
        Assert.Equal(bits, contents.StoredBits);
        Assert.Equal((layout.Cfa, layout.WhiteDn, layout.ActiveArea), (contents.Mosaic.Layout.Cfa, contents.Mosaic.Layout.WhiteDn, contents.Mosaic.Layout.ActiveArea));
        Assert.Equal(mosaic.Camera, contents.Mosaic.Camera with { AsShotNeutral = mosaic.Camera.AsShotNeutral, ColorMatrix = mosaic.Camera.ColorMatrix });
    }

    internal static byte[] Deflated(byte[] bytes)
    {
        using MemoryStream output = new();
        using (ZLibStream deflater = new(output, CompressionLevel.Optimal))
        {
            deflater.Write(bytes);
        }

        return output.ToArray();
    }

    internal static RawContents Read(byte[] file) => new TiffFormat().Read(FileBytes.FromMemory("test.tif", file), RawReadSettings.Default);

    internal static byte[] Write(Mosaic mosaic, byte[] source)
    {
        using MemoryStream output = new();
        new TiffFormat().Write(output, mosaic, FileBytes.FromMemory("test.tif", source), RawReadSettings.Default, RawWriteSettings.Default);
        return output.ToArray();
    }

    internal static Func<ushort[], int, byte[]> Packer(int compression, int predictor, int bits, bool bigEndian) => (samples, row) =>
    {
        ushort[] stored = [.. samples.Select((sample, place) =>
            predictor == 2 && place % row > 0 ? (ushort)((sample - samples[place - 1]) & ((1 << bits) - 1)) : sample)];
        byte[] bytes = BuiltPicture.Packed(bits, bigEndian)(stored, row);
        ArrayBufferWriter<byte> packed = new();
        switch (compression)
        {
            case 5:
                TiffLzw.Pack(bytes, packed);
                return packed.WrittenSpan.ToArray();
            case 8 or 32946:
                return Deflated(bytes);
            case 32773:
                foreach (byte[] line in bytes.Chunk(((row * bits) + 7) / 8))
                {
                    PackBits.Pack(line, packed);
                }

                return packed.WrittenSpan.ToArray();
            default:
                return bytes;
        }
    };
}
