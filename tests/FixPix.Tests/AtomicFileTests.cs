
namespace FixPix.Tests;

public sealed class AtomicFileTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("fixpix-test-").FullName;

    private string Target => Path.Combine(_folder, "out.bin");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void File_appears_with_all_its_bytes()
    {
        AtomicFile.Write(Target, overwrite: false, stream => stream.Write([1, 2, 3]));
        Assert.Equal([1, 2, 3], File.ReadAllBytes(Target));
        Assert.Single(Directory.GetFiles(_folder));
    }

    [Fact]
    public void Failure_leaves_neither_a_part_nor_a_changed_file()
    {
        File.WriteAllText(Target, "old");
        Assert.Throws<FixPixException>(() => AtomicFile.Write(Target, overwrite: true, stream =>
        {
            stream.Write(new byte[100_000]);
            throw new IOException("no space left");
        }));
        Assert.Equal("old", File.ReadAllText(Target));
        Assert.Single(Directory.GetFiles(_folder));
    }

    [Fact]
    public void Bug_in_a_writer_leaves_no_part_either()
    {
        Assert.Throws<InvalidOperationException>(() => AtomicFile.Write(Target, overwrite: false, _ => throw new InvalidOperationException()));
        Assert.Empty(Directory.GetFiles(_folder));
    }

    [Fact]
    public void File_that_is_there_stays_unless_it_may_be_replaced()
    {
        File.WriteAllText(Target, "old");
        Assert.Throws<FixPixException>(() => AtomicFile.Write(Target, overwrite: false, stream => stream.WriteByte(1)));
        Assert.Equal("old", File.ReadAllText(Target));
        AtomicFile.Write(Target, overwrite: true, stream => stream.WriteByte(1));
        Assert.Equal([1], File.ReadAllBytes(Target));
    }

    [Fact]
    public void Folder_is_no_file() => Assert.Throws<FixPixException>(() => AtomicFile.Write(_folder, overwrite: true, _ => { }));
}
