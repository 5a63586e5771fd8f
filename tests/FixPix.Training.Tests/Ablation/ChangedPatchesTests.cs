using FixPix.Correction;
using FixPix.CorrectorAblation;
using FixPix.Defects;
using FixPix.Mosaics;
using FixPix.Neural;
using FixPix.Simulation;
using FixPix.Training.Datasets;

namespace FixPix.Training.Tests.Ablation;

/// <summary>scripts/CorrectorAblation: what the patch MLP's variants are told.</summary>
public sealed class ChangedPatchesTests
{
    private const float UnitShare = 1 / 32f, MostUnits = 8;

    public static TheoryData<string, int> Kinds
    {
        get
        {
            TheoryData<string, int> kinds = [];
            foreach (CfaPattern cfa in CfaPattern.Named)
            {
                kinds.Add(cfa.Name, 5);
                kinds.Add(cfa.Name, 9);
                kinds.Add(cfa.Name, 13);
            }

            return kinds;
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Patches_tell_all_but_what_was_left_out(string pattern, int size)
    {
        (Mosaic mosaic, DefectMap map) = Mended(CfaPattern.Named.Single(cfa => cfa.Name == pattern));
        GoodMask good = new(map, mosaic.Layout);
        Told ours = Read(new RelativePatches(mosaic.Layout, size, good)), same = Of(new PatchChange()), unmarked = Of(new PatchChange { Marks = false });
        Told own = Of(new PatchChange { OtherColors = false }), unlevelled = Of(new PatchChange { Levels = false }), even = Of(new PatchChange { UnitShare = UnitShare });
        int others = (size * size) - 1;
        for (int patch = 0; patch < map.Count; patch++)
        {
            Assert.All((Told[])[same, unmarked, own, unlevelled, even], told => Assert.Equal(ours.Origins[patch], told.Origins[patch]));
            Assert.All((Told[])[same, unmarked, own, unlevelled], told => Assert.Equal(ours.Units[patch], told.Units[patch], 1e-4f * ours.Units[patch]));
            Assert.Equal(UnitShare * (mosaic.Layout.WhiteDn - Black(map.SiteIndices[patch])), even.Units[patch]);
            for (int place = 0; place < others; place++)
            {
                float value = ours.Inputs[patch][place], mark = ours.Inputs[patch][others + place];
                AssertTold(value, mark, same);
                AssertTold(value, 0, unmarked);
                AssertTold(mark < 0 ? 0 : value, Math.Max(0, mark), own);
                AssertTold(mark < 0 ? FromMiddle(patch, place) : value, mark, unlevelled);
                if (Math.Abs(value) < MostUnits)
                {
                    AssertTold(Math.Clamp(value * ours.Units[patch] / even.Units[patch], -MostUnits, MostUnits), mark, even);
                }

                void AssertTold(float expected, float expectedMark, Told told)
                {
                    Assert.Equal(expected, told.Inputs[patch][place], 1e-3f);
                    Assert.Equal(expectedMark, told.Inputs[patch][others + place]);
                }
            }
        }

        Told Of(PatchChange change) => Read(new ChangedPatches(mosaic.Layout, size, good, change));

        float Black(int site) => mosaic.Layout.BlackAt(site / mosaic.Width, site % mosaic.Width);

        float FromMiddle(int patch, int place)
        {
            int index = place < others / 2 ? place : place + 1, middle = map.SiteIndices[patch];
            int site = middle + (((index / size) - (size / 2)) * mosaic.Width) + (index % size) - (size / 2);
            return Math.Clamp((mosaic.Samples[site] - Black(site) - (ours.Origins[patch] - Black(middle))) / ours.Units[patch], -MostUnits, MostUnits);
        }

        Told Read(Patches patches)
        {
            Workspace workspace = new();
            Matrix input = patches.Rent(map.Count, workspace);
            (float[] origins, float[] units) = (new float[map.Count], new float[map.Count]);
            patches.Read(mosaic.Samples, map.SiteIndices, in input, origins, units);
            float[][] inputs = new float[map.Count][];
            for (int patch = 0; patch < map.Count; patch++)
            {
                inputs[patch] = input.Row(patch).ToArray();
            }

            return new Told(inputs, origins, units);
        }
    }

    [Fact]
    public void An_error_of_so_many_DN_counts_alike_whatever_the_unit()
    {
        InjectionSettings defects = new() { Rate = 0.3, Seed = 5 };
        TrainingBatch Of(string name)
        {
            ICropExamples examples = Variants.All.Single(variant => variant.Name == name).Room(new AblationSettings(1, 1, 1, 16, 1, ""));
            examples.Spoil(0, Texture(CfaPattern.Rggb), defects);
            return examples.ToBatch();
        }

        (TrainingBatch ours, TrainingBatch even) = (Of("mlp-default"), Of("mlp-no-units"));
        for (int patch = 0; patch < ours.Count; patch++)
        {
            if (Math.Abs(ours.Targets[patch]) < 16 && Math.Abs(even.Targets[patch]) < 16)
            {
                Assert.Equal(Error(ours), Error(even), 1e-3 * Error(ours));
            }

            double Error(TrainingBatch batch) => batch.Weights[patch] * Math.Pow(batch.Targets[patch], 2);
        }

        Assert.NotEqual(ours.Targets, even.Targets);
        Assert.Empty(Of("mlp-plain-error").Weights);
    }

    private static (Mosaic Mosaic, DefectMap Map) Mended(CfaPattern cfa)
    {
        Mosaic mosaic = Texture(cfa);
        DefectMap map = DefectInjector.Inject(mosaic, new InjectionSettings { Rate = 0.3, Seed = 5 }).Truth;
        new ClassicalCorrector().Plan(map, mosaic.Layout).Apply(mosaic.Samples, WorkSettings.Default);
        return (mosaic, map);
    }

    private static Mosaic Texture(CfaPattern cfa)
    {
        SeededRandom random = new(3);
        MosaicLayout layout = new(26, 22, cfa, 0, 16_383) { BlackDn = [.. Enumerable.Range(0, cfa.PositionCount).Select(static position => 60f + (9 * position))] };
        return new Mosaic(layout, [.. Enumerable.Range(0, layout.SampleCount).Select(site => (ushort)(700 + (120 * (site % 26)) + random.NextInt(2500)))]);
    }

    // Values and marks, origins and units, patch by patch.
    private sealed record Told(float[][] Inputs, float[] Origins, float[] Units);
}
