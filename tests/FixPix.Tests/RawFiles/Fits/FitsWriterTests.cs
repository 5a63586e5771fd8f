using FixPix.Mosaics;
using FixPix.RawFiles;
using FixPix.Simulation;
using FsCheck.Xunit;

namespace FixPix.Tests.RawFiles.Fits;

public sealed class FitsWriterTests
{
    [Fact]
    public void New_file_comes_back_with_samples_levels_and_camera()
    {
        MosaicLayout layout = new(70, 33, CfaPattern.Gbrg, 0, 16383) { BlackDn = [1.5f, 2, 3, 4], ActiveArea = new SensorArea(2, 4, 30, 60) };
        CameraMetadata camera = new()
        {
            Model = "Bob's \u00e9 X",
            ExposureSeconds = 1 / 125.0,
            Iso = 400,
            TemperatureCelsius = -7.25,
            TakenAt = new DateTime(2026, 1, 2, 3, 4, 5, DateTimeKind.Utc),
        };
        Mosaic mosaic = new(layout, [.. Enumerable.Range(0, 70 * 33).Select(index => (ushort)(index * 31 % 65536))], camera);
        RawContents back = TinyFits.Read(TinyFits.WriteNew(mosaic));
        Assert.Equal(mosaic.Samples, back.Mosaic.Samples);
        Assert.Equal(layout.BlackDn.AsEnumerable(), back.Mosaic.Layout.BlackDn);
        Assert.Equal((layout.Cfa, layout.WhiteDn, layout.ActiveArea), (back.Mosaic.Layout.Cfa, back.Mosaic.Layout.WhiteDn, back.Mosaic.Layout.ActiveArea));
        Assert.Equal(camera with { Model = "Bob's ? X", AsShotNeutral = back.Mosaic.Camera.AsShotNeutral, ColorMatrix = back.Mosaic.Camera.ColorMatrix }, back.Mosaic.Camera);
        Assert.Empty(back.Notes);
    }

    [Fact]
    public void New_file_of_a_byte_mosaic_has_bytes()
    {
        Mosaic mosaic = new(new MosaicLayout(3, 1, CfaPattern.Monochrome, 0, 255), [0, 7, 255]);
        RawContents back = TinyFits.Read(TinyFits.WriteNew(mosaic));
        Assert.Equal(8, back.StoredBits);
        Assert.Equal(mosaic.Samples, back.Mosaic.Samples);
    }

    [Property(MaxTest = 60)]
    public void New_file_of_any_size_has_whole_blocks_and_the_same_samples(int seed)
    {
        Random random = new(seed);
        (int width, int height) = (random.Next(1, 60), random.Next(1, 60));
        Mosaic mosaic = new(new MosaicLayout(width, height, CfaPattern.Rggb, 0, 65535), [.. Enumerable.Range(0, width * height).Select(_ => (ushort)random.Next(65536))]);
        byte[] bytes = TinyFits.WriteNew(mosaic);
        Assert.Equal(0, bytes.Length % 2880);
        Assert.Equal(mosaic.Samples, TinyFits.Read(bytes).Mosaic.Samples);
    }

    [Fact]
    public void Patched_file_differs_in_the_changed_samples_alone()
    {
        byte[] source =
        [
            .. TinyFits.Image(16, 4, 3, [.. Enumerable.Range(-6, 12).Select(value => (double)value)], "BZERO   = 32768", "HISTORY as it was"),
            .. TinyFits.Extension(-32, 2, 2, [1, 2, 3, 4]), 1, 2, 3,
        ];
        Mosaic mosaic = TinyFits.Read(source).Mosaic;
        Assert.Equal(source, TinyFits.Patch(source, mosaic));
        mosaic[1, 2] = 4711;
        byte[] expected = (byte[])source.Clone();
        // 4711 − 32768 as a signed big-endian word.
        (expected[2880 + 12], expected[2880 + 13]) = (0x92, 0x67);
        Assert.Equal(expected, TinyFits.Patch(source, mosaic));
    }

    [Theory]
    [InlineData(8, 0, 1)]
    [InlineData(16, 0, 1)]
    [InlineData(16, 10, 2)]
    [InlineData(32, 1000, 1)]
    [InlineData(-32, 0, 1)]
    [InlineData(-64, 5, 0.5)]
    public void Changed_sample_comes_back_and_the_others_keep_their_bytes(int bitPix, double zero, double scale)
    {
        double[] stored = [.. Enumerable.Range(20, 12).Select(value => (double)value)];
        string[] cards = [FormattableString.Invariant($"BZERO   = {zero}"), FormattableString.Invariant($"BSCALE  = {scale}"), "ROWORDER= 'BOTTOM-UP'"];
        byte[] source = TinyFits.Image(bitPix, 3, 4, stored, cards);
        Mosaic mosaic = TinyFits.Read(source).Mosaic;
        mosaic[0, 1] = 200;
        byte[] patched = TinyFits.Patch(source, mosaic);
        Assert.Equal(mosaic.Samples, TinyFits.Read(patched).Mosaic.Samples);

        // Bottom-up: the mosaic's first row is the file's last.
        int place = 2880 + (10 * Math.Abs(bitPix) / 8);
        IEnumerable<int> changed = Enumerable.Range(0, source.Length).Where(index => source[index] != patched[index]);
        Assert.All(changed, index => Assert.InRange(index, place, place + (Math.Abs(bitPix) / 8) - 1));
    }

    [Fact]
    public void Floating_point_of_0_to_1_keeps_the_bits_of_unmended_samples()
    {
        byte[] source = TinyFits.Image(-32, 4, 1, [0.123456789, 1e-7, 0.75, 1]);
        Mosaic mosaic = TinyFits.Read(source).Mosaic;
        mosaic[0, 2] = 6554;
        byte[] patched = TinyFits.Patch(source, mosaic);
        Assert.Equal(source.AsSpan(0, 2888), patched.AsSpan(0, 2888));
        Assert.Equal(source.AsSpan(2892), patched.AsSpan(2892));
        Assert.Equal(6554 / 65535f, System.Buffers.Binary.BinaryPrimitives.ReadSingleBigEndian(patched.AsSpan(2888)));
    }

    [Fact]
    public void Checksums_are_right_after_a_change_and_untouched_without_one()
    {
        byte[] source = TinyFits.Image(
            16, 30, 50, new double[1500], "DATASUM = '123       '", "CHECKSUM= '0000000000000000'   / old", "BZERO   = 32768");
        Mosaic mosaic = TinyFits.Read(source).Mosaic;
        Assert.Equal(source, TinyFits.Patch(source, mosaic));
        mosaic[3, 4] = 12345;
        byte[] patched = TinyFits.Patch(source, mosaic);

        // The standard's own test: all 32-bit words of the part, added with the carry brought round, are all ones.
        Assert.Equal(uint.MaxValue, Sum(patched));
        Assert.Contains($"DATASUM = '{Sum(patched[2880..])}'", System.Text.Encoding.ASCII.GetString(patched[..2880]), StringComparison.Ordinal);
    }

    [Fact]
    public void File_on_disk_keeps_its_container()
    {
        string folder = Directory.CreateTempSubdirectory("fixpix").FullName;
        try
        {
            Mosaic scene = SyntheticScene.Photograph(new SensorModel { Width = 64, Height = 48 }, seed: 3);
            RawFile.Write(scene, Path.Combine(folder, "a.fit"));
            RawFile file = RawFile.Open(Path.Combine(folder, "a.fit"));
            file.Mosaic[5, 5] = 1;
            file.Save(Path.Combine(folder, "b.fit"));
            Assert.Equal(file.Mosaic.Samples, RawFile.Open(Path.Combine(folder, "b.fit")).Mosaic.Samples);
            Assert.Equal(".fit", file.OutputExtension);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static uint Sum(byte[] bytes)
    {
        ulong sum = 0;
        for (int index = 0; index < bytes.Length; index += 4)
        {
            sum += System.Buffers.Binary.BinaryPrimitives.ReadUInt32BigEndian(bytes.AsSpan(index));
        }

        while (sum > uint.MaxValue)
        {
            sum = (sum & uint.MaxValue) + (sum >> 32);
        }

        return (uint)sum;
    }
}
