using FixPix.Correction;
using FixPix.CorrectorAblation;
using FixPix.Defects;
using FixPix.Mosaics;
using FixPix.Neural.Networks;
using FixPix.Neural.Weights;
using FixPix.Simulation;
using FixPix.Training.Datasets;
using FixPix.Training.Networks;
using FixPix.Training.Simulation;
using FixPix.Training.Tests.Torch;
using FixPix.Training.Torch;

namespace FixPix.Training.Tests.Ablation;

/// <summary>scripts/CorrectorAblation: variants of the trainings on made-up photographs.</summary>
[Collection(OneAtATime.Name)]
public sealed class CorrectorAblationTests : IDisposable
{
    private const int Side = 16, Black = 1000, White = 61_000;
    private static readonly AblationSettings s_settings = new(100, 100, 3, Side, 7, "");
    private readonly Photographs _photographs = new();

    public static TheoryData<string> Names => new(Variants.All.Select(static variant => variant.Name));

    public void Dispose() => _photographs.Dispose();

    [Fact]
    public void The_tables_have_a_row_for_each_variant_and_what_is_finished_is_not_done_again()
    {
        string report = In("tables.md");
        Assert.Equal(0, Run("--variants", "reconstructor-no-marks,mlp-narrow"));
        string text = File.ReadAllText(report);
        Assert.Equal([6 + 5, 8 + 5], from name in (string[])["mlp-narrow", "reconstructor-no-marks"] select File.ReadLines(report).Single(line => line.StartsWith($"| {name} |", StringComparison.Ordinal)).Trim('|').Split('|').Length);
        Assert.Contains("Not measured: mlp-default, ", text, StringComparison.Ordinal);
        Assert.Contains(" | 18,593 | 18,464 | ", text, StringComparison.Ordinal);

        // A checkpoint that would not even be read shows that nothing is trained again.
        File.WriteAllText(In("kept/mlp-narrow/checkpoint.safetensors"), "no checkpoint");
        File.Delete(report);
        Assert.Equal(0, Run("--variants", "mlp-narrow,reconstructor-no-marks"));
        Assert.Equal(text, File.ReadAllText(report));
    }

    [Fact]
    public void Other_settings_are_refused_and_a_variant_that_fails_does_not_stop_the_others()
    {
        Directory.CreateDirectory(In("kept/mlp-default"));
        File.WriteAllText(In("kept/mlp-default/checkpoint.safetensors"), "no checkpoint");
        Assert.Equal(2, Run("--variants", "mlp-default,mlp-size-5"));
        Assert.DoesNotContain("| mlp-default |", File.ReadAllText(In("tables.md")), StringComparison.Ordinal);
        Assert.Contains("| mlp-size-5 |", File.ReadAllText(In("tables.md")), StringComparison.Ordinal);
        File.Delete(In("tables.md"));
        Assert.Equal(2, Run("--seed", "5"));
        Assert.Equal(2, Run("--variants", "default"));
        Assert.False(File.Exists(In("tables.md")));
    }

    [Fact]
    public void Without_a_change_the_batches_are_those_of_the_training_commands_and_with_one_they_are_others()
    {
        PhotographFolder photographs = PhotographFolder.Open(_photographs.Folder, SimulatedCrops.LeastSide(Side), WorkSettings.Default);
        IReadOnlyList<RgbPhotograph> pictures = DeadLeaves.Among(photographs.Training, 7);
        string Batch(Func<long, TrainingBatch> batches) => string.Join(' ', batches(10) is var batch ? batch.Features.Concat(batch.Targets).Concat(batch.Weights) : []);
        string Of(Variant variant) => Batch(variant.Preset(s_settings).On(photographs, pictures, () => variant.Room(s_settings)).Batches);
        foreach (IGrouping<Type, Variant> network in Variants.All.GroupBy(static variant => variant.GetType()))
        {
            string ours = Batch(network.First().Preset(s_settings).On(photographs).Batches);
            Assert.Equal(ours, Of(network.First()));
            string[] same = [.. network.Skip(1).Where(variant => Of(variant) == ours).Select(static variant => variant.Name)];
            Assert.Equal(network.Key == typeof(MlpVariant) ? ["mlp-narrow"] : ["reconstructor-wide", "reconstructor-narrow"], same);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void What_is_judged_sees_what_was_seen_in_training(string name)
    {
        Variant variant = Variants.All.Single(one => one.Name == name);
        Mosaic clean = Texture(CfaPattern.Rggb, 2 * Side, 2 * Side), spoiled = clean.Clone();
        InjectionSettings defects = new() { Rate = 0.2, Seed = 5 };
        DefectMap map = DefectInjector.Inject(spoiled, variant.Defects(defects)).Truth;
        ICropExamples examples = (variant with { Batch = static batch => batch }).Room(s_settings with { Crops = 1 });
        examples.Spoil(0, clean.Clone(), defects);
        TrainingBatch batch = examples.ToBatch();
        using WeightFile weights = variant.Network(NetworkPreset.Find(variant is MlpVariant mlp ? $"patch-mlp-{mlp.Size}-relative" : "unet-reconstructor")).Create(seed: 3);
        float[] said = Said(weights, batch);
        variant.Corrector(weights).Plan(map, spoiled.Layout).Apply(spoiled.Samples, WorkSettings.Default);
        (double[] meant, double[] mended) = variant is MlpVariant ? OfPatches(batch, said, clean, spoiled, map) : OfPlanes(batch, said, spoiled, map);
        for (int place = 0; place < map.Count; place++)
        {
            Assert.Equal(meant[place], mended[place], 1.0);
        }
    }

    [Fact]
    public void Without_a_change_the_correctors_are_those_of_the_library()
    {
        Mosaic spoiled = Texture(CfaPattern.Grbg, 61, 47);
        DefectMap map = DefectInjector.Inject(spoiled, new InjectionSettings { Rate = 0.3, Seed = 5 }).Truth;
        using WeightFile patches = NetworkPreset.Find("patch-mlp-9-relative").Create(seed: 1), planes = NetworkPreset.Find("unet-reconstructor").Create(seed: 1);
        ushort[] Mended(ICorrector corrector)
        {
            Mosaic mended = spoiled.Clone();
            corrector.Plan(map, mended.Layout).Apply(mended.Samples, WorkSettings.Default);
            return mended.Samples;
        }

        Assert.Equal(Mended(new PatchMlpCorrector(patches)), Mended(Variants.All.Single(static variant => variant.Name == "mlp-default").Corrector(patches)));
        Assert.Equal(Mended(new UNetReconstructor(planes)), Mended(Variants.All.Single(static variant => variant.Name == "reconstructor-default").Corrector(planes)));
    }

    [Fact]
    public void Gains_are_over_the_classical_corrector()
    {
        Judge judge = new([RgbPhotograph.Open(Path.Combine(_photographs.Folder, "a.png"))], seed: 3);
        IReadOnlyList<Gain> classical = judge.Measure(new ClassicalCorrector(), 1, WorkSettings.Default), pairs = judge.Measure(new OppositePairsCorrector(), 0.4, WorkSettings.Default);
        Assert.Equal(["0.1 %", "1 %", "5 %", "20 %", "40 %", "70 %", "85 %", "5×5 clusters"], classical.Select(static gain => gain.Case));
        Assert.Equal(["0.1 %", "1 %", "5 %", "20 %", "40 %", "5×5 clusters"], pairs.Select(static gain => gain.Case));
        Assert.All(classical, static gain => Assert.Equal(0, gain.Db));
        Assert.All(pairs, static gain => Assert.NotEqual(0, gain.Db));

        Assert.All(judge.Measure(new Idle(), 1, WorkSettings.Default), static gain => Assert.InRange(gain.Db, -60, -1));
    }

    [Fact]
    public void Even_rates_go_from_the_lowest_to_the_highest_in_even_shares()
    {
        InjectionRange range = new() { LowestRate = 0.01, HighestRate = 0.81 };
        InjectionSettings lined = new() { Rate = 0.01, Rows = 1, Columns = 1, PartialColumns = 1, Dead = 3 };
        Assert.Equal(0.01, EvenRates.Of(lined, range).Rate, 1e-9);
        Assert.Equal(0.41, EvenRates.Of(lined with { Rate = 0.09 }, range).Rate, 1e-9);
        Assert.Equal((1, 1, 1, 3), EvenRates.Of(lined with { Rate = 0.09 }, range) is var kept ? (kept.Rows, kept.Columns, kept.PartialColumns, kept.Dead) : default);
        InjectionSettings dense = EvenRates.Of(lined with { Rate = 0.3 }, range);
        Assert.InRange(dense.Rate, 0.5, 0.81);
        Assert.Equal((0, 0, 0, 3), (dense.Rows, dense.Columns, dense.PartialColumns, dense.Dead));
    }

    // What the network says of a training's patches is so many units above the estimates, and so is the truth: their difference, in DN, is that of the mended samples and the truth.
    private static (double[] Meant, double[] Mended) OfPatches(TrainingBatch batch, float[] said, Mosaic clean, Mosaic mended, DefectMap map)
    {
        // A patch's unit, but for a factor that all of a crop have in common, is the root of its weight.
        double[] away = [.. said.Select((output, place) => Math.Sqrt(batch.Weights[place]) * (output - batch.Targets[place]))];
        double[] off = [.. map.SiteIndices.ToArray().Select(site => (double)(mended.Samples[site] - clean.Samples[site]))];
        double factor = away.Zip(off, static (one, other) => one * other).Sum() / away.Sum(static one => one * one);
        return ([.. away.Select(one => factor * one)], off);
    }

    private static (double[] Meant, double[] Mended) OfPlanes(TrainingBatch batch, float[] said, Mosaic mended, DefectMap map)
    {
        int Place(int site) => (((2 * (site / (2 * Side) % 2)) + (site % 2)) * Side * Side) + (site / (4 * Side) * Side) + (site % (2 * Side) / 2);
        int[] sites = map.SiteIndices.ToArray();
        Assert.Equal(sites.Length, batch.Targets.Count(static target => !float.IsNaN(target)));
        return (
            [.. sites.Select(site => batch.Bases[Place(site)] + (said[Place(site)] * batch.Units[Place(site)]) + 0.125).Select(static root => Black + ((White - Black) * ((root * root) - (1 / 64.0))))],
            [.. sites.Select(site => (double)mended.Samples[site])]);
    }

    private static float[] Said(WeightFile weights, TrainingBatch batch)
    {
        using TensorScope scope = new();
        using ParameterSet parameters = ParameterSet.Of(weights, TorchDevice.Processor);
        return INetworkModel.Of(parameters).Forward(TorchTensor.From(batch.Features, [batch.Count, batch.Inputs, batch.Height, batch.Width], TorchDevice.Processor), BatchStatistics.Running).ToArray();
    }

    private static Mosaic Texture(CfaPattern cfa, int width, int height)
    {
        SeededRandom random = new(3);
        return new Mosaic(new MosaicLayout(width, height, cfa, Black, White), [.. Enumerable.Range(0, width * height).Select(site => (ushort)(9000 + (500 * (site % width)) + random.NextInt(9000)))]);
    }

    /// <summary>Leaves everything as it is.</summary>
    private sealed class Idle : ICorrector
    {
        public CorrectionPlan Plan(DefectMap map, MosaicLayout layout) => new IdlePlan(map, layout);

        private sealed class IdlePlan(DefectMap map, MosaicLayout layout) : CorrectionPlan(map, layout)
        {
            protected override void Mend(ushort[] samples, WorkSettings work)
            {
            }
        }
    }

    private int Run(params string[] options) =>
        AblationCommand.Create().Parse([_photographs.Folder, In("kept"), "--report", In("tables.md"), "--mlp-steps", "2", "--reconstructor-steps", "2", "--crops", "2", "--side", "16", .. options]).Invoke();

    private string In(string name) => _photographs.In(name);
}
