using FixPix.Mosaics;
using FixPix.RawFiles;
using FixPix.RawFiles.LibRaw;

namespace FixPix.Tests.RawFiles.LibRaw;

public sealed class LibRawFormatTests : IDisposable
{
    private readonly string _folder = System.IO.Directory.CreateTempSubdirectory("fixpix").FullName;

    public void Dispose() => System.IO.Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Camera_file_gives_samples_levels_and_camera()
    {
        ushort[] samples = CameraFiles.Samples();
        RawFile file = RawFile.Open(Save("a.mrw", CameraFiles.Minolta(samples)));
        Assert.Equal("camera raw", file.Format);
        Assert.Equal((CameraFiles.Width, CameraFiles.Height), (file.Mosaic.Width, file.Mosaic.Height));
        Assert.Equal(samples, file.Mosaic.Samples);
        Assert.Equal(CfaPattern.Rggb, file.Mosaic.Layout.Cfa);
        Assert.Equal(0xF7D, file.Mosaic.Layout.WhiteDn);
        Assert.Equal([0f, 0f, 0f, 0f], file.Mosaic.Layout.BlackDn.AsEnumerable());
        Assert.Equal(("Minolta", "DiMAGE 7Hi"), (file.Mosaic.Camera.Make, file.Mosaic.Camera.Model));
        Assert.Equal(200.0, file.Mosaic.Camera.Iso);
        Assert.Equal(1 / 125.0, file.Mosaic.Camera.ExposureSeconds!.Value, 1e-9);
        Assert.Equal(".dng", file.OutputExtension);
        Assert.Empty(file.Notes);
    }

    [Fact]
    public void Camera_file_gives_white_balance_and_colour_matrix()
    {
        CameraMetadata camera = RawFile.Open(Save("a.mrw", CameraFiles.Minolta(CameraFiles.Samples()))).Mosaic.Camera;
        AssertNear([256.0 / 500, 1, 256.0 / 400], camera.AsShotNeutral);

        // The matrix that `raw-identify -v` prints for this model.
        AssertNear([1.1555, -0.4064, -0.1256, -0.7903, 1.5633, 0.2409, -0.2811, 0.3320, 0.7358], camera.ColorMatrix);
    }

    [Fact]
    public void Masked_border_is_kept_and_the_active_area_told()
    {
        ushort[] samples = CameraFiles.Samples();
        RawContents contents = ReadBordered(samples, RawReadSettings.Default);
        Assert.Empty(contents.Notes);
        Assert.Equal(samples, contents.Mosaic.Samples);
        Assert.Equal(new SensorArea(2, 4, CameraFiles.Height - 6, CameraFiles.Width - 6), contents.Mosaic.Layout.ActiveArea);
    }

    [Fact]
    public void Colours_and_black_levels_count_from_the_full_array()
    {
        MosaicLayout layout = ReadBordered(CameraFiles.Samples(), RawReadSettings.Default).Mosaic.Layout;
        Assert.Equal(CfaPattern.Gbrg, layout.Cfa);
        Assert.Equal([100f, 101f, 102f, 103f], layout.BlackDn.AsEnumerable());
        Assert.Equal(4000, layout.WhiteDn);
    }

    [Fact]
    public void Serial_number_date_and_orientation_are_read()
    {
        CameraMetadata camera = ReadBordered(CameraFiles.Samples(), RawReadSettings.Default).Mosaic.Camera;
        Assert.Equal(6, camera.Orientation);
        Assert.Equal("SN-0042", camera.Serial);
        Assert.Equal(new DateTime(2005, 6, 7, 8, 9, 10), camera.TakenAt);
    }

    [Fact]
    public void What_the_user_says_is_stronger()
    {
        RawReadSettings settings = new() { Cfa = CfaPattern.Monochrome, BlackDn = 7, WhiteDn = 3000 };
        MosaicLayout layout = ReadBordered(CameraFiles.Samples(), settings).Mosaic.Layout;
        Assert.Equal((CfaPattern.Monochrome, 7f, 3000), (layout.Cfa, Assert.Single(layout.BlackDn), layout.WhiteDn));
    }

    [Fact]
    public void Missing_library_is_one_line_that_says_what_to_install()
    {
        using FileBytes file = FileBytes.Open(Save("a.mrw", CameraFiles.Minolta(CameraFiles.Samples())));
        LibRawFormat format = new(["libraw-that-is-not-there.so"]);
        UnsupportedFileException failure = Assert.Throws<UnsupportedFileException>(() => format.Read(file, RawReadSettings.Default));
        Assert.Contains("LibRaw, which is not installed: apt-get install libraw20", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', failure.Message);
    }

    [Fact]
    public void Truncated_file_is_corrupt()
    {
        byte[] bytes = CameraFiles.Minolta(CameraFiles.Samples());
        string path = Save("a.mrw", bytes[..(bytes.Length - 800)]);
        FixPixException failure = Assert.ThrowsAny<FixPixException>(() => RawFile.Open(path));
        Assert.StartsWith($"{path}: LibRaw: ", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Size_that_the_file_cannot_hold_is_refused_before_memory_is_taken()
    {
        byte[] bytes = CameraFiles.Minolta([]);
        int sizes = bytes.AsSpan().IndexOf("27820001"u8) + 8;
        new byte[] { 0x60, 0, 0x60, 0, 0x60, 0, 0x60, 0 }.CopyTo(bytes, sizes);
        FixPixException failure = Assert.ThrowsAny<FixPixException>(() => RawFile.Open(Save("a.mrw", bytes)));
        Assert.Contains("24576×24576 samples in a file of", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Damaged_headers_give_one_line_or_a_mosaic()
    {
        byte[] sound = CameraFiles.Minolta(CameraFiles.Samples());
        for (int seed = 0; seed < 300; seed++)
        {
            string path = Save("a.mrw", Mutations.Of(sound, seed));
            try
            {
                RawFile.Open(path);
            }
            catch (FixPixException failure)
            {
                Assert.DoesNotContain('\n', failure.Message);
            }
        }
    }

    [Theory]
    [InlineData("a.nef")]
    [InlineData("a.cr3")]
    public void Camera_ending_with_other_content_is_an_error_and_no_crash(string name)
    {
        string path = Save(name, [.. Enumerable.Range(0, 5000).Select(index => (byte)(index * 31))]);
        FixPixException failure = Assert.ThrowsAny<FixPixException>(() => RawFile.Open(path));
        Assert.StartsWith($"{path}: LibRaw: ", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("FUJIFILMCCD-RAW ", ".bin", true)]
    [InlineData("\0MRM", "", true)]
    [InlineData("\0\0\0\u0018ftypcrx ", "", true)]
    [InlineData("IIRS", ".x", true)]
    [InlineData("MM\0*", ".tif", false)]
    [InlineData("MM\0*", ".nef", true)]
    [InlineData("", ".raw", false)]
    public void File_is_told_by_signature_or_ending(string head, string extension, bool expected)
    {
        using FileBytes file = FileBytes.FromMemory("x", System.Text.Encoding.Latin1.GetBytes(head));
        Assert.Equal(expected, new LibRawFormat().Recognizes(file, extension));
    }

    private RawContents ReadBordered(ushort[] samples, RawReadSettings settings)
    {
        using FileBytes file = FileBytes.Open(Save("a.dng", CameraFiles.BorderedDng(samples)));
        return new LibRawFormat().Read(file, settings);
    }

    private string Save(string name, byte[] bytes)
    {
        string path = Path.Combine(_folder, name);
        File.WriteAllBytes(path, bytes);
        return path;
    }

    private static void AssertNear(double[] expected, IEnumerable<double> actual)
    {
        Assert.Equal(expected.Length, actual.Count());
        Assert.All(expected.Zip(actual), pair => Assert.Equal(pair.First, pair.Second, 2e-4));
    }
}
