using FixPix.Training.Datasets;

namespace FixPix.Training.Tests.Datasets;

public sealed class PaperPatchesTests : IDisposable
{
    private readonly RawFiles _raws = new();

    public void Dispose() => _raws.Dispose();

    [Theory]
    [InlineData(5, 0)]
    [InlineData(5, 4)]
    [InlineData(9, 30)]
    public void As_many_neighbours_are_bad_as_asked_for_and_the_middle_never(int size, int bad)
    {
        IReadOnlyList<RawPhotograph> files = _raws.Fill(2).Open().Files;
        PaperPatches patches = new(files, size, bad, patches: 4, seed: 1);
        Assert.Equal((2 * 121 + 3) / 4, patches.BatchesPerEpoch);
        TrainingBatch batch = patches.Batch(7);
        Assert.Equal((4, (size * size) - 1, 1), (batch.Count, batch.Inputs, batch.Outputs));
        for (int patch = 0; patch < batch.Count; patch++)
        {
            // Good samples are noise of 8 DN around 300 or 310, bad ones at least 70 % away.
            Assert.Equal(bad, batch.Features.Skip(patch * batch.Inputs).Take(batch.Inputs).Count(static sample => Math.Abs(sample - 305) > 60));
            Assert.InRange(batch.Targets[patch], 250, 360);
        }

        Assert.Equal(batch.Features, new PaperPatches(files, size, bad, patches: 4, seed: 1).Batch(7).Features);
        Assert.Equal([121, 121], patches.All().Select(static all => all.Count));
        Assert.Equal(patches.All()[1].Features, patches.All()[1].Features);
    }

    [Fact]
    public void Every_patch_comes_once_an_epoch()
    {
        // Each sample names its place.
        PaperPatches patches = new(_raws.Fill(1).Open().Files, 5, 0, patches: 11, seed: 2);
        Assert.Equal(11, patches.BatchesPerEpoch);
        string[] seen = [.. Enumerable.Range(0, 11).SelectMany(step => Patches(patches.Batch(step)))];
        Assert.Equal(121, seen.Distinct().Count());

        static IEnumerable<string> Patches(TrainingBatch batch) => Enumerable.Range(0, batch.Count).Select(patch => string.Join(',', batch.Features.Skip(patch * batch.Inputs).Take(batch.Inputs)));
    }
}
