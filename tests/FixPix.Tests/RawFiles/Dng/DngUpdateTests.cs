using FixPix.Mosaics;
using FixPix.RawFiles;
using FixPix.RawFiles.LosslessJpeg;
using FixPix.RawFiles.Tiff;
using FixPix.Tests.RawFiles.Tiff;

namespace FixPix.Tests.RawFiles.Dng;

public sealed class DngUpdateTests
{
    // Not twice a tile's width: LibRaw 0.20 takes two-component tiles of half the image's width for rows of the whole image.
    private const int Width = 80;
    private const int Height = 48;

    public static TheoryData<string> Storages() =>
    [
        "strips 8", "strips 10", "strips 12", "strips 14", "strips 16", "strips 16 big", "strips 14 big",
        "tiles 10", "tiles 12", "tiles 14 big", "tiles 16", "tiles 16 big",
        "jpeg strips 14", "jpeg tiles 14", "jpeg tiles 16 big", "jpeg halved tiles 12", "jpeg short tiles 12",
        "deflate tiles 16", "deflate strips 16 big",
    ];

    internal static byte[] Build(string storage, ushort[]? samples = null, Func<TiffBuilder, TiffBuilder>? change = null)
    {
        bool bigEndian = storage.EndsWith("big", StringComparison.Ordinal);
        int bits = int.Parse(storage.Split(' ').First(word => char.IsDigit(word[0])), System.Globalization.CultureInfo.InvariantCulture);
        samples ??= BuiltPicture.Smooth(Width, Height, bits);
        TiffBuilder builder = BuiltPicture.Dng(Width, Height, bits, CfaPattern.Rggb, bigEndian);
        Func<ushort[], int, byte[]> pack = BuiltPicture.Packed(bits, bigEndian);
        if (storage.StartsWith("jpeg", StringComparison.Ordinal))
        {
            builder.Add(TiffTag.Compression, TiffBuilder.Short, 7);
            pack = storage.Contains("halved", StringComparison.Ordinal) ? (part, row) => Jpeg(part, row * 2, 2, bits)
                : (part, row) => Jpeg(part, row, 2, bits);
        }
        else if (storage.StartsWith("deflate", StringComparison.Ordinal))
        {
            builder.Add(TiffTag.Compression, TiffBuilder.Short, 8);
            pack = (part, row) => TiffReaderTests.Deflated(BuiltPicture.Packed(bits, bigEndian)(part, row));
        }

        builder = storage.Contains("tiles", StringComparison.Ordinal)
            ? builder.Tiles(samples, Width, 32, 32, pack)
            : builder.Strips(samples, Width, 20, pack);
        return (change ?? (same => same))(builder).Build();
    }

    [Theory]
    [MemberData(nameof(Storages))]
    public void A_file_written_unchanged_is_the_same_byte_for_byte(string storage)
    {
        byte[] file = Build(storage);

        Assert.Equal(file, DngNewFileTests.Write(DngReaderTests.Read(file).Mosaic, file, RawWriteSettings.Default));
    }

    [Theory]
    [MemberData(nameof(Storages))]
    public void Changed_samples_are_read_back_and_the_others_stay(string storage)
    {
        byte[] file = Build(storage);
        Mosaic mosaic = DngReaderTests.Read(file).Mosaic;
        Change(mosaic);

        byte[] written = DngNewFileTests.Write(mosaic, file, RawWriteSettings.Default);

        RawContents contents = DngReaderTests.Read(written);
        Assert.Equal(mosaic.Samples, contents.Mosaic.Samples);
        Assert.Equal(DngReaderTests.Read(file).Storage, contents.Storage);
        Assert.Equal("Model X", contents.Mosaic.Camera.Model);
        if (!storage.Contains("jpeg", StringComparison.Ordinal) && !storage.Contains("deflate", StringComparison.Ordinal))
        {
            Assert.Equal(file.Length, written.Length);
            Assert.InRange(file.Zip(written).Count(pair => pair.First != pair.Second), 1, 12);
        }
    }

    [Theory]
    [InlineData("strips 14")]
    [InlineData("strips 16 big")]
    [InlineData("tiles 12")]
    [InlineData("jpeg tiles 14")]
    public void Dcraw_decodes_changed_files_to_exactly_our_samples(string storage)
    {
        byte[] file = Build(storage);
        Mosaic mosaic = DngReaderTests.Read(file).Mosaic;
        Change(mosaic);
        byte[] written = DngNewFileTests.Write(mosaic, file, RawWriteSettings.Default);

        // dcraw reads uncompressed tiles as if they were strips.
        if (!storage.StartsWith("tiles", StringComparison.Ordinal))
        {
            Assert.Equal(mosaic.Samples, OutsideDecoders.Dcraw(written));
        }

        Assert.Equal(mosaic.Samples, DngReaderTests.Read(written).Mosaic.Samples);
    }

    [Fact]
    public void A_compressed_tile_that_grew_goes_to_the_end_and_untouched_tiles_keep_their_bytes()
    {
        byte[] file = Build("jpeg tiles 14", new ushort[Width * Height]);
        Mosaic mosaic = DngReaderTests.Read(file).Mosaic;
        BuiltPicture.Samples(32, 32, 14).AsSpan(0, 32).CopyTo(mosaic.Row(3));

        byte[] written = DngNewFileTests.Write(mosaic, file, RawWriteSettings.Default);

        Assert.True(written.Length > file.Length);
        Assert.Equal(mosaic.Samples, DngReaderTests.Read(written).Mosaic.Samples);
        Assert.Equal(mosaic.Samples, OutsideDecoders.Dcraw(written));
        Assert.Equal(mosaic.Samples, OutsideDecoders.LibRaw(written));
        TiffStructure before = TiffStructure.Read(FileBytes.FromMemory("", file));
        TiffStructure after = TiffStructure.Read(FileBytes.FromMemory("", written));
        long[] Offsets(TiffStructure structure) => structure.First.TryFind(TiffTag.TileOffsets, out TiffEntry entry) ? structure.Integers(entry) : [];
        Assert.Equal(Offsets(before)[1..], Offsets(after)[1..]);
        Assert.True(Offsets(after)[0] >= file.Length);
    }

    [Fact]
    public void Stored_codes_change_only_where_the_linear_value_changed()
    {
        ushort[] codes = BuiltPicture.Samples(Width, Height, 8);
        long[] table = [.. Enumerable.Range(0, 256).Select(code => (long)(code * code / 2))];
        byte[] file = Build("strips 8", codes, builder => builder.Add(TiffTag.LinearizationTable, TiffBuilder.Short, table));
        Mosaic mosaic = DngReaderTests.Read(file).Mosaic;
        mosaic[5, 7] = (ushort)(table[100] + 3);
        mosaic[6, 8] = ushort.MaxValue;
        codes[(5 * Width) + 7] = 100;
        codes[(6 * Width) + 8] = 255;

        byte[] written = DngNewFileTests.Write(mosaic, file, RawWriteSettings.Default);

        Assert.Equal(Build("strips 8", codes, builder => builder.Add(TiffTag.LinearizationTable, TiffBuilder.Short, table)), written);
    }

    [Fact]
    public void A_sample_that_cannot_be_stored_is_refused()
    {
        byte[] file = Build("strips 12");
        Mosaic mosaic = DngReaderTests.Read(file).Mosaic;
        mosaic[0, 0] = 4096;

        Assert.Contains("4095", Assert.Throws<FixPixException>(() => DngNewFileTests.Write(mosaic, file, RawWriteSettings.Default)).Message);
    }

    [Fact]
    public void Digests_of_the_old_samples_are_removed_when_samples_changed_and_kept_otherwise()
    {
        byte[] file = Build("strips 16", null, builder => builder
            .AddBytes(TiffTag.RawImageDigest, TiffBuilder.Byte, 16, new byte[16])
            .AddBytes(TiffTag.NewRawImageDigest, TiffBuilder.Byte, 16, new byte[16]));
        Mosaic mosaic = DngReaderTests.Read(file).Mosaic;
        Assert.Equal(file, DngNewFileTests.Write(mosaic, file, RawWriteSettings.Default));
        Change(mosaic);

        TiffDirectory first = TiffStructure.Read(FileBytes.FromMemory("", DngNewFileTests.Write(mosaic, file, RawWriteSettings.Default))).First;

        Assert.False(first.Has(TiffTag.RawImageDigest) || first.Has(TiffTag.NewRawImageDigest));
        Assert.True(first.Has(TiffTag.UniqueCameraModel));
    }

    [Theory]
    [InlineData("strips 16")]
    [InlineData("strips 14 big")]
    [InlineData("tiles 12")]
    public void Compressing_makes_the_file_smaller_and_keeps_samples_and_tags(string storage)
    {
        byte[] file = Build(storage, null, builder => builder
            .AddBelow(TiffTag.ExifIfd, new TiffBuilder(builder.BigEndian).Add(TiffTag.ExposureTime, TiffBuilder.Rational, 3))
            .AddBelow(TiffTag.SubIfds, BuiltPicture.Picture(8, 8, 8, builder.BigEndian).Add(TiffTag.NewSubfileType, TiffBuilder.Long, 1)
                .Strips(BuiltPicture.Samples(8, 8, 8), 8, 8, BuiltPicture.Packed(8))));
        Mosaic mosaic = DngReaderTests.Read(file).Mosaic;
        Change(mosaic);

        byte[] written = DngNewFileTests.Write(mosaic, file, new RawWriteSettings { Compress = true });

        Assert.True(written.Length < file.Length * 3 / 4, $"{written.Length} of {file.Length} bytes");
        RawContents contents = DngReaderTests.Read(written);
        Assert.Equal(mosaic.Samples, contents.Mosaic.Samples);
        Assert.Equal(mosaic.Camera, contents.Mosaic.Camera);
        Assert.Equal(mosaic.Samples, OutsideDecoders.Dcraw(written));
        Assert.Equal(mosaic.Samples, OutsideDecoders.LibRaw(written));
        Assert.Equal(BuiltPicture.Samples(8, 8, 8), Preview(written));
    }

    [Fact]
    public void Samples_that_do_not_compress_stay_as_they_are()
    {
        byte[] file = Build("strips 16", BuiltPicture.Samples(Width, Height, 16));

        Assert.Equal(file, DngNewFileTests.Write(DngReaderTests.Read(file).Mosaic, file, new RawWriteSettings { Compress = true }));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void A_maker_note_behind_the_samples_moves_only_when_the_file_calls_that_safe(int safety)
    {
        byte[] file = Build("strips 16", null, builder => builder
            .AddBytes(TiffTag.MakerNote, TiffBuilder.Undefined, 6, "maker!"u8.ToArray())
            .Add(TiffTag.MakerNoteSafety, TiffBuilder.Short, safety));
        Mosaic mosaic = DngReaderTests.Read(file).Mosaic;
        byte[] Compressed() => DngNewFileTests.Write(mosaic, file, new RawWriteSettings { Compress = true });

        if (safety == 0)
        {
            Assert.Contains("maker note", Assert.Throws<UnsupportedFileException>(Compressed).Message);
            return;
        }

        TiffStructure structure = TiffStructure.Read(FileBytes.FromMemory("", Compressed()));
        Assert.True(structure.First.TryFind(TiffTag.MakerNote, out TiffEntry note));
        Assert.Equal("maker!"u8.ToArray(), structure.Bytes(note));
    }

    private static ushort[] Preview(byte[] file)
    {
        TiffStructure structure = TiffStructure.Read(FileBytes.FromMemory("", file));
        TiffDirectory preview = structure.Directories.First(directory => directory.ParentTag == TiffTag.SubIfds);
        return TiffSampleReader.Read(TiffRaster.Of(structure, preview), WorkSettings.Default);
    }

    private static void Change(Mosaic mosaic)
    {
        foreach ((int row, int column) in new[] { (0, 0), (21, 33), (Height - 1, Width - 1) })
        {
            mosaic[row, column] ^= 0x55;
        }
    }

    private static byte[] Jpeg(ushort[] samples, int rowSamples, int components, int bits)
    {
        using MemoryStream output = new();
        LosslessJpegEncoder.Encode(samples, rowSamples, rowSamples, samples.Length / rowSamples, components, bits, output);
        return output.ToArray();
    }
}
