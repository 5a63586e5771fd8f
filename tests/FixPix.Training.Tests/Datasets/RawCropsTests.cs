using FixPix.Features;
using FixPix.Mosaics;
using FixPix.Training.Datasets;

namespace FixPix.Training.Tests.Datasets;

public sealed class RawCropsTests : IDisposable
{
    private const int Crops = 4, Side = 8;
    private readonly RawFiles _raws = new();

    public void Dispose() => _raws.Dispose();

    [Fact]
    public void A_batch_belongs_to_its_seed_and_step_whatever_was_asked_before()
    {
        IReadOnlyList<RawPhotograph> files = Mixed();
        RawCrops whole = new(files, new InjectionRange(), Crops, Side, seed: 1), resumed = new(files, new InjectionRange(), Crops, Side, seed: 1);
        TrainingBatch[] batches = [.. Enumerable.Range(0, 5).Select(step => whole.Batch(step, 10))];
        foreach (int step in new[] { 4, 2 })
        {
            TrainingBatch batch = resumed.Batch(step, 10);
            Assert.Equal(batches[step].Features, batch.Features);
            Assert.Equal(batches[step].Targets, batch.Targets);
        }

        Assert.NotEqual(batches[0].Features, batches[1].Features);
        Assert.NotEqual(batches[0].Features, new RawCrops(files, new InjectionRange(), Crops, Side, seed: 2).Batch(0, 10).Features);
    }

    [Fact]
    public void Files_of_all_phases_and_sizes_share_a_batch_and_a_clean_crop_has_no_defect()
    {
        InjectionRange none = new() { CleanShare = 1 };
        TrainingBatch batch = new RawCrops(Mixed(), none, 16, Side, seed: 3).Batch(0, 1);
        Assert.Equal((16, PlanesInput.Channels, PlanesInput.Outputs), (batch.Count, batch.Inputs, batch.Outputs));
        Assert.All(batch.Targets, target => Assert.Equal(0, target));
        Assert.All(batch.Features, feature => Assert.True(float.IsFinite(feature)));
    }

    [Fact]
    public void Validation_judges_every_rate_at_its_own_density()
    {
        TrainingBatch[] batches = [.. new RawCrops(Mixed(), new InjectionRange(), 8, 16, seed: 1).Validation(2)];
        Assert.Equal(SimulatedCrops.JudgedRates, batches[1].Rates);
        int length = batches[0].Targets.Length / 8;
        Assert.All(Enumerable.Range(0, 8), crop => Assert.InRange(batches[0].Targets.AsSpan(crop * length, length).ToArray().Average(), batches[0].Rates[crop] - 0.02, batches[0].Rates[crop] + 0.02));
    }

    [Fact]
    public void A_budget_of_a_few_files_decodes_each_about_once_an_epoch_and_changes_no_sample()
    {
        IReadOnlyList<RawPhotograph> files = _raws.Fill(12, side: 32).Open().Files;
        RawStream stream = new(files, parts: 10, seed: 1, memoryBytes: 5 * 32 * 32 * sizeof(ushort));
        Assert.Equal(5, stream.Store.Capacity);
        Dictionary<(int, int), ushort> seen = [];
        for (int crop = 0; crop < 240; crop++)
        {
            (Mosaic mosaic, int part) = stream.At(crop);
            Assert.InRange(part, 0, 9);
            seen.TryAdd((mosaic.Samples.Sum(static sample => sample), part), mosaic.Samples[0]);
        }

        Assert.Equal(120, seen.Count);
        Assert.InRange(stream.Store.Decoded, 12, 2 * (12 + 3));
    }

    [Fact]
    public void A_cut_keeps_the_colours_and_black_levels_of_its_sites()
    {
        MosaicLayout layout = new(8, 6, CfaPattern.Rggb, 0, 1023) { BlackDn = [10, 20, 30, 40] };
        Mosaic mosaic = new(layout, [.. Enumerable.Range(0, 48).Select(static site => (ushort)site)]);
        Mosaic cut = RawStream.Cut(mosaic, new SensorArea(1, 3, 4, 5));
        Assert.Equal((5, 4), (cut.Width, cut.Height));
        for (int row = 0; row < 4; row++)
        {
            for (int column = 0; column < 5; column++)
            {
                Assert.Equal(mosaic[row + 1, column + 3], cut[row, column]);
                Assert.Equal(layout.Cfa.ColorAt(row + 1, column + 3), cut.Layout.Cfa.ColorAt(row, column));
                Assert.Equal(layout.BlackAt(row + 1, column + 3), cut.Layout.BlackAt(row, column));
            }
        }
    }

    [Fact]
    public void A_file_that_is_gone_ends_the_batch_with_its_name()
    {
        IReadOnlyList<RawPhotograph> files = Mixed();
        RawCrops crops = new(files, new InjectionRange(), 16, Side, seed: 1);
        File.Delete(files[0].FilePath);
        Assert.Contains(files[0].FilePath, Assert.Throws<FixPixException>(() => Enumerable.Range(0, 10).Select(step => crops.Batch(step, 10)).ToArray()).Message, StringComparison.Ordinal);
    }

    private IReadOnlyList<RawPhotograph> Mixed()
    {
        foreach (CfaPattern cfa in CfaPattern.Named)
        {
            _raws.Add($"{cfa.Name}.dng", cfa.Name, 40 + cfa.Rows, 50, cfa);
        }

        return _raws.Open().Files;
    }
}
