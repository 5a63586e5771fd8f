using FixPix.Correction;
using FixPix.Defects;
using FixPix.Mosaics;
using FixPix.Neural;
using FixPix.Neural.Networks;
using FixPix.Neural.Weights;
using FixPix.Simulation;
using FixPix.Training.Datasets;

namespace FixPix.Training.Tests.Datasets;

public sealed class PatchExamplesTests
{
    private static readonly InjectionSettings s_defects = new() { Rate = 0.2, Seed = 5 };

    public static TheoryData<string> Patterns => new(CfaPattern.Named.Select(cfa => cfa.Name));

    [Theory]
    [MemberData(nameof(Patterns))]
    public void Targets_lead_from_what_a_silent_network_says_to_the_truth(string pattern)
    {
        Mosaic clean = Texture(CfaPattern.Named.Single(cfa => cfa.Name == pattern));
        PatchExamples examples = new(5, mostOfCrop: 10_000);
        examples.Spoil(0, clean, s_defects);
        TrainingBatch batch = examples.ToBatch();
        Mosaic spoiled = clean.Clone();
        DefectMap map = DefectInjector.Inject(spoiled, s_defects).Truth;
        Assert.Equal((map.Count, 48, 1), (batch.Count, batch.Inputs, batch.Outputs));
        Assert.All(batch.Rates, rate => Assert.Equal(0.2, rate));

        // A network that says 0 everywhere leaves the estimate, one that says 1 is a unit above it.
        (Mosaic silent, Mosaic unit) = (spoiled.Clone(), spoiled.Clone());
        Says(0).Plan(map, clean.Layout).Apply(silent.Samples, WorkSettings.Default);
        Says(1).Plan(map, clean.Layout).Apply(unit.Samples, WorkSettings.Default);
        for (int place = 0; place < map.Count; place++)
        {
            int site = map.SiteIndices[place];
            double estimate = silent.Samples[site], reached = estimate + (batch.Targets[place] * (unit.Samples[site] - estimate));

            // Far beyond what the network sees of its neighbours it is not asked to go; estimate and unit were rounded to whole DN.
            Assert.InRange(batch.Targets[place], -16, 16);
            Assert.True(Math.Abs(batch.Targets[place]) == 16 || Math.Abs(clean.Samples[site] - reached) < 0.6 + Math.Abs(batch.Targets[place]), $"site {site}: {reached}, expected {clean.Samples[site]}");
        }
    }

    [Fact]
    public void A_crop_gives_no_more_patches_than_asked_for_and_one_without_defects_none()
    {
        PatchExamples examples = new(9, mostOfCrop: 7);
        examples.Spoil(0, Texture(CfaPattern.Rggb), s_defects);
        examples.Spoil(1, Texture(CfaPattern.Rggb), new InjectionSettings());
        examples.Spoil(2, Texture(CfaPattern.Bggr), s_defects with { Rate = 0.3 });
        TrainingBatch batch = examples.ToBatch();
        Assert.Equal((14, 160), (batch.Count, batch.Inputs));
        Assert.Equal([.. Enumerable.Repeat(0.2, 7), .. Enumerable.Repeat(0.3, 7)], batch.Rates);
    }

    private static Mosaic Texture(CfaPattern cfa)
    {
        SeededRandom random = new(3);
        return new Mosaic(new MosaicLayout(40, 30, cfa, 64, 16383), [.. Enumerable.Range(0, 40 * 30).Select(site => (ushort)(3000 + (20 * (site % 40)) + random.NextInt(2000)))]);
    }

    private static PatchMlpCorrector Says(float units)
    {
        NetworkPreset preset = NetworkPreset.Find("patch-mlp-5-relative");
        using WeightFile layout = preset.Create(seed: 1);
        string last = $"layers.{preset.Metadata["widths"].Split(',').Length - 2}.bias";
        IEnumerable<KeyValuePair<string, Tensor>> tensors = layout.Tensors.Select(info =>
        {
            float[] values = new float[info.Shape.Aggregate(1, static (product, length) => product * length)];
            if (info.Name == last)
            {
                values[0] = units;
            }

            return KeyValuePair.Create(info.Name, new Tensor(info.Shape, values));
        });
        using WeightFile file = new("says", preset.Metadata, tensors);
        return new PatchMlpCorrector(file);
    }
}
