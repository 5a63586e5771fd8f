using FixPix.Training.Datasets;

namespace FixPix.Training.Tests.Datasets;

public sealed class DataDigestTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("fixpix-digest-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Digest_names_the_folder_alone_and_follows_names_and_sizes()
    {
        string[] Make(string folder, string name, int size)
        {
            string home = Path.Combine(_folder, folder, "photos");
            Directory.CreateDirectory(Path.Combine(home, "deep"));
            File.WriteAllBytes(Path.Combine(home, "deep", name), new byte[size]);
            File.WriteAllBytes(Path.Combine(home, "b.png"), new byte[5]);
            return [Path.Combine(home, "deep", name), Path.Combine(home, "b.png")];
        }

        string Digest(string folder, string name, int size) => DataDigest.Of(Path.Combine(_folder, folder, "photos") + "/", Make(folder, name, size));
        string first = Digest("one", "a.png", 10);
        Assert.Matches("^photos: 2 files, sha256 [0-9a-f]{16} of their names and sizes$", first);
        Assert.Equal(first, Digest("two", "a.png", 10));
        Assert.NotEqual(first, Digest("three", "a.png", 11));
        Assert.NotEqual(first, Digest("four", "c.png", 10));
    }
}
