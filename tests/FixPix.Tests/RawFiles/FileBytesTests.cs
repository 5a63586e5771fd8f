using FixPix.RawFiles;

namespace FixPix.Tests.RawFiles;

public sealed class FileBytesTests
{
    [Theory]
    [InlineData(0, 11)]
    [InlineData(10, 1)]
    [InlineData(11, 0)]
    [InlineData(-1, 2)]
    [InlineData(5, -1)]
    [InlineData(long.MaxValue, 1)]
    [InlineData(1, long.MaxValue)]
    public void Range_outside_the_file_is_refused_before_memory_is_taken(long offset, long count)
    {
        using FileBytes file = FileBytes.FromMemory("x", new byte[10]);
        Assert.Throws<CorruptFileException>(() => file.Read(offset, count, "test"));
    }

    [Fact]
    public void Same_bytes_come_from_memory_and_from_disk()
    {
        byte[] bytes = [.. Enumerable.Range(0, 200).Select(value => (byte)value)];
        string path = Path.GetTempFileName();
        try
        {
            File.WriteAllBytes(path, bytes);
            using FileBytes disk = FileBytes.Open(path);
            using FileBytes memory = FileBytes.FromMemory("x", bytes);
            Assert.Equal(memory.Read(50, 70, "test"), disk.Read(50, 70, "test"));
            Assert.Equal(bytes, disk.Head(4096));
            Assert.Throws<CorruptFileException>(() => disk.Read(150, 51, "test"));
        }
        finally
        {
            File.Delete(path);
        }
    }
}
