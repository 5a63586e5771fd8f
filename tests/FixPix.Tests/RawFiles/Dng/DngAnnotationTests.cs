using System.Buffers.Binary;
using FixPix.Defects;
using FixPix.Mosaics;
using FixPix.RawFiles;
using FixPix.RawFiles.Dng;
using FixPix.RawFiles.Tiff;
using FixPix.Tests.RawFiles.Tiff;

namespace FixPix.Tests.RawFiles.Dng;

public sealed class DngAnnotationTests
{
    private const int Width = 64;
    private const int Height = 48;
    private static readonly SensorIdentity s_sensor = new(Width, Height);

    // An opcode of some other kind, which always has to stay as it is.
    private static readonly byte[] s_other = Opcode(7, [1, 2, 3, 4, 5, 6, 7, 8]);

    [Theory]
    [InlineData("RGGB", 1)]
    [InlineData("GRBG", 0)]
    [InlineData("BGGR", 2)]
    [InlineData("GBRG", 3)]
    public void The_opcode_is_laid_out_as_Adobe_reads_it(string cfa, int phase)
    {
        Assert.True(CfaPattern.TryParse(cfa, out CfaPattern? pattern));
        byte[] file = BuiltPicture.Dng(Width, Height, 16, pattern).Strips(new ushort[Width * Height], Width, Height, BuiltPicture.Packed(16)).Build();

        byte[] written = Annotate(file, new DefectMap(s_sensor, [new Defect(9, 4), new Defect(2, 63)]));

        Assert.Equal(List(Opcode(5, Payload(phase, [(2, 63), (9, 4)]), flags: 1)), ListIn(written));
    }

    [Fact]
    public void Points_rows_and_columns_are_read_back_and_samples_stay()
    {
        byte[] file = Dng();
        Defect[] column = [.. Enumerable.Range(10, 20).Select(row => new Defect(row, 31))];
        DefectMap map = new(s_sensor, [new Defect(0, 0), new Defect(47, 63), .. column])
        {
            Groups = [new DefectGroup(DefectShape.Column, new SensorArea(10, 31, 20, 1))],
        };

        byte[] written = Annotate(file, map);

        RawContents contents = DngReaderTests.Read(written);
        Assert.Equal(map.SiteIndices.ToArray(), contents.EmbeddedDefects!.SiteIndices.ToArray());
        Assert.Equal(map.Groups.ToArray(), contents.EmbeddedDefects.Groups.ToArray());
        Assert.Equal(DngReaderTests.Read(file).Mosaic.Samples, contents.Mosaic.Samples);
        Assert.Equal(contents.Mosaic.Samples, OutsideDecoders.LibRaw(written));
        Assert.Equal(List(Opcode(5, Payload(1, [(0, 0), (47, 63)], (10, 31, 30, 32)), flags: 1)), ListIn(written));
    }

    [Fact]
    public void Other_opcodes_stay_an_old_list_is_replaced_and_an_empty_map_takes_it_out()
    {
        byte[] file = Dng(s_other, Opcode(5, Payload(1, [(1, 1)])));

        byte[] replaced = Annotate(file, new DefectMap(s_sensor, [new Defect(2, 2)]));
        byte[] removed = Annotate(replaced, new DefectMap(s_sensor, []));
        byte[] nothing = Annotate(Dng(Opcode(5, Payload(1, [(1, 1)]))), new DefectMap(s_sensor, []));

        Assert.Equal(List(Opcode(5, Payload(1, [(2, 2)]), flags: 1), s_other), ListIn(replaced));
        Assert.Equal(List(s_other), ListIn(removed));
        Assert.Null(ListIn(nothing));
    }

    [Fact]
    public void The_raw_image_below_a_preview_gets_the_list()
    {
        TiffBuilder raw = BuiltPicture.Dng(Width, Height, 12, CfaPattern.Rggb).Strips(BuiltPicture.Smooth(Width, Height, 12), Width, Height, BuiltPicture.Packed(12));
        byte[] file = BuiltPicture.Picture(4, 4, 8).Add(TiffTag.NewSubfileType, TiffBuilder.Long, 1)
            .Add(TiffTag.DngVersion, TiffBuilder.Byte, 1, 1, 0, 0).Strips(new ushort[16], 4, 4, BuiltPicture.Packed(8))
            .AddBelow(TiffTag.SubIfds, raw).Build();

        byte[] written = Annotate(file, new DefectMap(s_sensor, [new Defect(3, 4)]));

        TiffStructure structure = TiffStructure.Read(FileBytes.FromMemory("", written));
        Assert.True(DngReader.RawImage(structure).Directory.Has(TiffTag.OpcodeList1));
        Assert.Equal([1d, 3d, 0d, 0d], structure.Numbers(structure.First, TiffTag.DngVersion)!);
        Assert.Equal(1, DngReaderTests.Read(written).EmbeddedDefects!.Count);
    }

    [Fact]
    public void A_constant_stands_for_every_sample_that_has_it_before_linearisation()
    {
        ushort[] codes = [.. Enumerable.Repeat((ushort)9, Width * Height)];
        codes[70] = 3;
        codes[200] = 3;
        byte[] file = BuiltPicture.Dng(Width, Height, 8, CfaPattern.Rggb)
            .Add(TiffTag.LinearizationTable, TiffBuilder.Short, [.. Enumerable.Repeat(3L, 256)])
            .AddBytes(TiffTag.OpcodeList1, TiffBuilder.Undefined, 28, List(Opcode(4, [0, 0, 0, 3, 0, 0, 0, 1])))
            .Strips(codes, Width, Height, BuiltPicture.Packed(8)).Build();

        DefectMap embedded = DngReaderTests.Read(file).EmbeddedDefects!;

        Assert.Equal([70, 200], embedded.SiteIndices.ToArray());
        Assert.Equal(DefectKind.Stuck, embedded[0].Kind);
    }

    [Fact]
    public void Mended_sites_leave_the_list_and_the_others_stay_in_it()
    {
        byte[] file = Dng(s_other, Opcode(5, Payload(1, [(1, 1), (2, 2)], (4, 5, 5, 9))), Opcode(4, [0, 0, 0, 0, 0, 0, 0, 1]));
        byte[] Written(params Defect[] mended)
        {
            Mosaic mosaic = DngReaderTests.Read(file).Mosaic;
            return DngNewFileTests.Write(mosaic, file, new RawWriteSettings { Mended = new DefectMap(s_sensor, mended) });
        }

        Assert.Equal(file, DngNewFileTests.Write(DngReaderTests.Read(file).Mosaic, file, RawWriteSettings.Default));
        Assert.Equal(file, Written(new Defect(40, 40)));
        Assert.Equal(
            List(s_other, Opcode(5, Payload(1, [(2, 2)], (4, 5, 5, 9))), Opcode(4, [0, 0, 0, 0, 0, 0, 0, 1])),
            ListIn(Written(new Defect(1, 1), new Defect(4, 5))));
        Assert.Equal(List(s_other), ListIn(Written([.. DngReaderTests.Read(file).EmbeddedDefects!.Defects()])));
    }

    [Fact]
    public void A_broken_list_is_said_in_a_note_and_stays_in_the_file()
    {
        byte[] payload = Payload(1, [(1, 1)]);
        payload[7] = 9;
        byte[] file = Dng(Opcode(5, payload));

        RawContents contents = DngReaderTests.Read(file);

        Assert.Null(contents.EmbeddedDefects);
        Assert.Contains(contents.Notes, note => note.Contains("FixBadPixelsList", StringComparison.Ordinal));
        Assert.Equal(file, DngNewFileTests.Write(contents.Mosaic, file, new RawWriteSettings { Mended = new DefectMap(s_sensor, [new Defect(1, 1)]) }));
    }

    [Fact]
    public void A_map_of_another_size_and_a_file_that_is_no_DNG_are_refused()
    {
        string folder = Directory.CreateTempSubdirectory("fixpix-annotate-").FullName;
        string dng = Path.Combine(folder, "a.dng");
        string tiff = Path.Combine(folder, "a.tif");
        File.WriteAllBytes(dng, Dng());
        File.WriteAllBytes(tiff, BuiltPicture.Picture(Width, Height, 16).Strips(new ushort[Width * Height], Width, Height, BuiltPicture.Packed(16)).Build());
        DefectMap map = new(s_sensor, [new Defect(1, 1)]);

        Assert.Throws<CorruptFileException>(() => DngAnnotation.Annotate(dng, Path.Combine(folder, "b.dng"), new DefectMap(new SensorIdentity(8, 8), [])));
        Assert.Throws<UnsupportedFileException>(() => DngAnnotation.Annotate(tiff, Path.Combine(folder, "b.dng"), map));
        Assert.Throws<FixPixException>(() => DngAnnotation.Annotate(dng, dng, map, overwrite: true));
        DngAnnotation.Annotate(dng, Path.Combine(folder, "b.dng"), map);
        Assert.Equal(1, RawFile.Open(Path.Combine(folder, "b.dng")).EmbeddedDefects!.Count);
        Directory.Delete(folder, recursive: true);
    }

    internal static byte[] Dng(params byte[][] opcodes)
    {
        TiffBuilder builder = BuiltPicture.Dng(Width, Height, 14, CfaPattern.Rggb).Strips(BuiltPicture.Smooth(Width, Height, 14), Width, 20, BuiltPicture.Packed(14));
        byte[] list = List(opcodes);
        return (opcodes.Length == 0 ? builder : builder.AddBytes(TiffTag.OpcodeList1, TiffBuilder.Undefined, list.Length, list)).Build();
    }

    internal static byte[] Payload(int phase, (int Row, int Column)[] points, params (int Top, int Left, int Bottom, int Right)[] areas) =>
    [
        .. Big(phase), .. Big(points.Length), .. Big(areas.Length),
        .. points.SelectMany(point => (byte[])[.. Big(point.Row), .. Big(point.Column)]),
        .. areas.SelectMany(area => (byte[])[.. Big(area.Top), .. Big(area.Left), .. Big(area.Bottom), .. Big(area.Right)]),
    ];

    internal static byte[] Opcode(int id, byte[] payload, int flags = 0) =>
        [.. Big(id), 1, 3, 0, 0, .. Big(flags), .. Big(payload.Length), .. payload];

    private static byte[] List(params byte[][] opcodes) => [.. Big(opcodes.Length), .. opcodes.SelectMany(opcode => opcode)];

    private static byte[] Big(int value)
    {
        byte[] bytes = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(bytes, value);
        return bytes;
    }

    private static byte[]? ListIn(byte[] file)
    {
        TiffStructure structure = TiffStructure.Read(FileBytes.FromMemory("", file));
        return DngReader.RawImage(structure).Directory.TryFind(TiffTag.OpcodeList1, out TiffEntry entry) ? structure.Bytes(entry) : null;
    }

    private static byte[] Annotate(byte[] file, DefectMap map)
    {
        using MemoryStream output = new();
        DngAnnotation.Write(output, FileBytes.FromMemory("test.dng", file), map);
        return output.ToArray();
    }
}
