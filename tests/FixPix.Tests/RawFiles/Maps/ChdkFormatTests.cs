using FixPix.Defects;
using FixPix.RawFiles;
using FixPix.RawFiles.Maps;

namespace FixPix.Tests.RawFiles.Maps;

public sealed class ChdkFormatTests
{
    [Fact]
    public void Pairs_are_little_endian_from_the_full_buffer_column_first()
    {
        byte[] bytes = [3, 0, 5, 0, 4, 1, 6, 0];
        DefectMap map = MapFiles.ReadBytes("badpixel.bin", bytes, new SensorIdentity(300, 10));
        Assert.Equal([(5, 3), (6, 260)], MapFiles.Sites(map));
        Assert.Equal(bytes, MapFiles.Write("badpixel.bin", map));
    }

    [Fact]
    public void Only_the_whole_name_counts()
    {
        Assert.True(DefectMapFile.CanRead("card/BADPIXEL.BIN"));
        Assert.False(DefectMapFile.CanRead("frame.bin"));
    }

    [Fact]
    public void Site_outside_and_odd_length_are_named()
    {
        CorruptFileException outside = Assert.Throws<CorruptFileException>(() => MapFiles.ReadBytes("badpixel.bin", [1, 0, 1, 0, 40, 0, 1, 0], MapFiles.Sensor));
        Assert.Contains("pair 2: x 40, y 1 lies outside", outside.Message, StringComparison.Ordinal);
        CorruptFileException odd = Assert.Throws<CorruptFileException>(() => MapFiles.ReadBytes("badpixel.bin", [1, 0, 1], MapFiles.Sensor));
        Assert.Contains("3 bytes", odd.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Sensor_beyond_16_bits_is_refused()
    {
        UnsupportedFileException failure = Assert.Throws<UnsupportedFileException>(
            () => MapFiles.Write("badpixel.bin", MapFiles.Make(new SensorIdentity(65537, 2))));
        Assert.Contains("up to 65535", failure.Message, StringComparison.Ordinal);
    }
}
