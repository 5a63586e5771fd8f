using System.Text;
using FixPix.Mosaics;
using FixPix.RawFiles;
using FixPix.RawFiles.Npy;

namespace FixPix.Tests.RawFiles.Npy;

public sealed class NpyFormatTests
{
    private static readonly NpyFormat s_format = new();

    [Theory]
    [InlineData("|u1", 1, new byte[] { 1, 2, 3, 4, 5, 255 }, new ushort[] { 1, 2, 3, 4, 5, 255 })]
    [InlineData("|b1", 2, new byte[] { 1, 0, 0, 1, 1, 0 }, new ushort[] { 1, 0, 0, 1, 1, 0 })]
    [InlineData("<u2", 1, new byte[] { 1, 2, 3, 0, 5, 0, 7, 0, 9, 0, 11, 0 }, new ushort[] { 0x201, 3, 5, 7, 9, 11 })]
    [InlineData(">u2", 3, new byte[] { 1, 2, 0, 3, 0, 5, 0, 7, 0, 9, 0, 11 }, new ushort[] { 0x102, 3, 5, 7, 9, 11 })]
    public void Array_is_read_and_written_back_byte_for_byte(string type, int version, byte[] data, ushort[] samples)
    {
        byte[] bytes = Array($"{{'descr': '{type}', 'fortran_order': False, 'shape': (2, 3), }}", version, [.. data, 77]);
        RawContents contents = s_format.Read(bytes);
        Assert.Equal((3, 2), (contents.Mosaic.Width, contents.Mosaic.Height));
        Assert.Equal(samples, contents.Mosaic.Samples);
        Assert.Equal(bytes, s_format.Write(contents.Mosaic, bytes));
    }

    [Fact]
    public void Array_that_numpy_wrote_is_read()
    {
        // numpy 1.24: np.save(f, np.arange(6, dtype=np.uint16).reshape(2, 3))
        byte[] bytes =
        [
            .. Convert.FromHexString("934E554D50590100" + "7600"),
            .. Encoding.ASCII.GetBytes("{'descr': '<u2', 'fortran_order': False, 'shape': (2, 3), }".PadRight(117) + "\n"),
            0, 0, 1, 0, 2, 0, 3, 0, 4, 0, 5, 0,
        ];
        Assert.Equal(new ushort[] { 0, 1, 2, 3, 4, 5 }, s_format.Read(bytes).Mosaic.Samples);
    }

    [Theory]
    [InlineData(255, "|u1")]
    [InlineData(256, "<u2")]
    public void New_array_has_the_type_that_its_white_level_needs(int white, string type)
    {
        Mosaic mosaic = FormatFixture.Noise(5, 3, white);
        byte[] bytes = s_format.Write(mosaic);
        Assert.Contains(type, Encoding.Latin1.GetString(bytes, 0, 64), StringComparison.Ordinal);
        Assert.Equal(0, (bytes.Length - (white > 255 ? 30 : 15)) % 64);
        Assert.Equal(mosaic.Samples, s_format.Read(bytes).Mosaic.Samples);
    }

    [Theory]
    [InlineData("{'descr': '<i2', 'fortran_order': False, 'shape': (2, 3)}", "'<i2'")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (2, 3)}", "'<f4'")]
    [InlineData("{'descr': '|u1', 'fortran_order': True, 'shape': (2, 3)}", "Fortran")]
    [InlineData("{'descr': '|u1', 'fortran_order': False, 'shape': (2, 3, 1)}", "shape")]
    [InlineData("{'descr': '|u1', 'fortran_order': False, 'shape': (6,)}", "shape")]
    public void Array_of_another_kind_is_unsupported(string header, string message) =>
        Assert.Contains(message, Assert.Throws<UnsupportedFileException>(() => s_format.Read(Array(header, 1, new byte[6]))).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("{'descr': '|u1', 'fortran_order': False, 'shape': (2, 4)}")]
    [InlineData("{'descr': '|u1', 'fortran_order': False, 'shape': (-2, 3)}")]
    [InlineData("{'descr': '|u1', 'fortran_order': False, 'shape': (99999999999, 3)}")]
    [InlineData("{'descr': '|u1', 'fortran_order': False}")]
    [InlineData("{'descr'")]
    [InlineData("")]
    public void Broken_array_is_corrupt(string header) =>
        Assert.Throws<CorruptFileException>(() => s_format.Read(Array(header, 1, new byte[6])));

    [Fact]
    public void Mask_is_an_array_of_truth_values()
    {
        using MemoryStream stream = new();
        NpyMask.Write(stream, [0, 1, 1, 0, 0, 1], 3, 2);
        (int width, int height, ushort[] samples) = NpyMask.Read(FileBytes.FromMemory("mask", stream.ToArray()));
        Assert.Equal((3, 2), (width, height));
        Assert.Equal(new ushort[] { 0, 1, 1, 0, 0, 1 }, samples);
        Assert.Contains("|b1", Encoding.Latin1.GetString(stream.ToArray()), StringComparison.Ordinal);
    }

    private static byte[] Array(string header, int version, byte[] data)
    {
        byte[] text = Encoding.Latin1.GetBytes(header + "\n");
        byte[] length = version == 1 ? [(byte)text.Length, 0] : [(byte)text.Length, 0, 0, 0];
        return [0x93, .. "NUMPY"u8, (byte)version, 0, .. length, .. text, .. data];
    }
}
