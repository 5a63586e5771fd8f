using FixPix.Training.Datasets;
using FixPix.Training.Simulation;

namespace FixPix.Training.Tests.Datasets;

public sealed class SimulatedCropsTests
{
    private const int Side = 16, Count = 8;

    [Fact]
    public void A_batch_belongs_to_its_seed_and_step()
    {
        TrainingBatch once = Crops(seed: 1).Batch(7, 100), again = Crops(seed: 1).Batch(7, 100);
        Assert.Equal(once.Features, again.Features);
        Assert.Equal(once.Targets, again.Targets);
        Assert.NotEqual(once.Features, Crops(seed: 1).Batch(8, 100).Features);
        Assert.NotEqual(once.Features, Crops(seed: 2).Batch(7, 100).Features);
        Assert.All(once.Features, value => Assert.True(float.IsFinite(value)));
    }

    [Fact]
    public void Validation_has_each_rate_in_turn_and_as_many_bad_sites_as_it_says()
    {
        IReadOnlyList<TrainingBatch> batches = Crops(seed: 3).Validation(2);
        Assert.Equal(SimulatedCrops.JudgedRates, batches[1].Rates);
        int length = batches[0].Targets.Length / Count;
        for (int crop = 0; crop < Count; crop++)
        {
            double share = batches[0].Targets.AsSpan(crop * length, length).ToArray().Average();
            Assert.InRange(share, batches[0].Rates[crop] - 0.01, batches[0].Rates[crop] + 0.01);
        }
    }

    [Fact]
    public void Crops_that_are_exposed_long_are_bright_and_clipped()
    {
        RgbPhotograph grey = RgbPhotograph.Of([.. Enumerable.Repeat((ushort)128, 120 * 100 * 3)], 120, 100, 255);
        SimulatedCrops usual = new([grey], new InjectionRange { CleanShare = 1 }, Count, Side, seed: 5);
        SimulatedCrops bright = new([grey], new InjectionRange { CleanShare = 1 }, Count, Side, seed: 5) { LongShare = 1 };
        float[] Greens(SimulatedCrops crops) => [.. Enumerable.Range(0, 6).SelectMany(step => GreensOf(crops.Batch(step, 100).Features))];
        float[] dark = Greens(usual), light = Greens(bright);
        Assert.InRange(light.Average(), dark.Average() + 0.2f, 1);
        Assert.InRange(light.Count(static value => value > 0.85) / (double)light.Length, 0.2, 0.9);
    }

    private static IEnumerable<float> GreensOf(float[] features) =>
        Enumerable.Range(0, Count).SelectMany(crop => features.Skip(((crop * 16) + 1) * Side * Side).Take(Side * Side));

    [Fact]
    public void Crops_are_mirrored_both_ways_with_their_colours()
    {
        // Light that grows to the right and downwards, red far brighter than blue: where it grows to the left, the crop was mirrored, and red is red still.
        ushort[] samples = new ushort[120 * 100 * 3];
        for (int i = 0; i < samples.Length; i++)
        {
            (int row, int column, int color) = (i / 3 / 120, i / 3 % 120, i % 3);
            samples[i] = (ushort)((color == 0 ? 90 : 20) + (color == 0 ? row + (column / 2) : 0));
        }

        RgbPhotograph slope = RgbPhotograph.Of(samples, 120, 100, 255);
        SimulatedCrops crops = new([slope, slope], new InjectionRange { CleanShare = 1 }, Count, Side, seed: 4);
        HashSet<(bool Down, bool Right)> seen = [];
        for (int step = 0; step < 12; step++)
        {
            TrainingBatch batch = crops.Batch(step, 100);
            for (int crop = 0; crop < Count; crop++)
            {
                float[] red = batch.Features[(crop * 12 * Side * Side)..((crop * 12 * Side * Side) + (Side * Side))];
                float Mean(Func<int, bool> which) => Enumerable.Range(0, Side * Side).Where(which).Average(place => red[place]);
                (float down, float right) = (Mean(place => place / Side >= Side / 2) - Mean(place => place / Side < Side / 2), Mean(place => place % Side >= Side / 2) - Mean(place => place % Side < Side / 2));
                if (Math.Abs(down) > 0.01 && Math.Abs(right) > 0.005)
                {
                    seen.Add((down > 0, right > 0));
                }
            }
        }

        Assert.Equal(4, seen.Count);
    }

    [Fact]
    public void A_folder_tells_which_photographs_it_cannot_use_and_splits_the_rest()
    {
        string folder = Path.Combine(Path.GetTempPath(), "fixpix-photographs-" + Guid.NewGuid().ToString("N"));
        Directory.CreateDirectory(folder);
        try
        {
            Assert.Contains("0 photographs of 0 PNG files", Assert.Throws<FixPixException>(() => PhotographFolder.Open(folder, 8, WorkSettings.Default)).Message, StringComparison.Ordinal);
            File.WriteAllText(Path.Combine(folder, "broken.png"), "not a picture");
            Assert.Contains("broken.png", Assert.Throws<FixPixException>(() => PhotographFolder.Open(folder, 8, WorkSettings.Default)).Message, StringComparison.Ordinal);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }

        Assert.Contains("no such folder", Assert.Throws<FixPixException>(() => PhotographFolder.Open(folder, 8, WorkSettings.Default)).Message, StringComparison.Ordinal);
    }

    private static SimulatedCrops Crops(long seed) => new([Photograph(1), Photograph(2)], new InjectionRange(), Count, Side, seed);

    /// <summary>Smooth light with some edges.</summary>
    private static RgbPhotograph Photograph(int number)
    {
        const int Width = 60, Height = 50;
        ushort[] samples = new ushort[Width * Height * 3];
        for (int i = 0; i < samples.Length; i++)
        {
            (int row, int column) = (i / 3 / Width, i / 3 % Width);
            samples[i] = (ushort)(100 + (60 * Math.Sin(number + (row * 0.2) + (i % 3))) + (column > 30 ? 80 : 0));
        }

        return RgbPhotograph.Of(samples, Width, Height, 255);
    }
}
