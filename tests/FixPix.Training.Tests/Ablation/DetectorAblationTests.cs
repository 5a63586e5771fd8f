using FixPix.DetectorAblation;
using FixPix.Features;
using FixPix.Mosaics;
using FixPix.Neural;
using FixPix.Training.Datasets;
using FixPix.Training.Simulation;
using FixPix.Training.Tests.Torch;

namespace FixPix.Training.Tests.Ablation;

/// <summary>scripts/DetectorAblation: variants of the training on made-up photographs.</summary>
[Collection(OneAtATime.Name)]
public sealed class DetectorAblationTests : IDisposable
{
    private const int Side = 16;
    private readonly Photographs _photographs = new();

    public void Dispose() => _photographs.Dispose();

    [Fact]
    public void The_table_has_a_row_for_each_variant_and_what_is_finished_is_not_done_again()
    {
        string report = In("table.md");
        Assert.Equal(0, Run("--variants", "default,values-alone"));
        string[] rows = [.. File.ReadAllLines(report).Where(static line => line.StartsWith("| default |", StringComparison.Ordinal) || line.StartsWith("| values-alone |", StringComparison.Ordinal))];
        Assert.Equal(4, rows.Length);
        Assert.All(rows, static row => Assert.Equal(6, row.Split('|').Count(static cell => cell.Split('/').Length == 3)));
        Assert.Contains("Not measured: no-curriculum, ", File.ReadAllText(report), StringComparison.Ordinal);

        // A checkpoint that would not even be read shows that nothing is trained again.
        File.WriteAllText(In("kept/default/checkpoint.safetensors"), "no checkpoint");
        string before = File.ReadAllText(report);
        File.Delete(report);
        Assert.Equal(0, Run("--variants", "default,values-alone"));
        Assert.Equal(before, File.ReadAllText(report));
    }

    [Fact]
    public void Other_settings_are_refused_and_a_variant_that_fails_does_not_stop_the_others()
    {
        Directory.CreateDirectory(In("kept/default"));
        File.WriteAllText(In("kept/default/checkpoint.safetensors"), "no checkpoint");
        Assert.Equal(2, Run("--variants", "default,half-width"));
        Assert.DoesNotContain("| default |", File.ReadAllText(In("table.md")), StringComparison.Ordinal);
        Assert.Contains("| half-width |", File.ReadAllText(In("table.md")), StringComparison.Ordinal);
        File.Delete(In("table.md"));
        Assert.Equal(2, Run("--seed", "5"));
        Assert.Equal(2, Run("--variants", "nonsense"));
        Assert.False(File.Exists(In("table.md")));
    }

    [Fact]
    public void Without_a_change_the_crops_are_those_of_the_training_command()
    {
        RgbPhotograph[] photographs = [RgbPhotograph.Open(In("photographs/a.png")), RgbPhotograph.Open(In("photographs/b.png"))];
        TrainingBatch ours = new SimulatedCrops(photographs, new InjectionRange(), crops: 3, Side, seed: 7).Batch(10, 100);
        TrainingBatch Of(string variant) => new VariantCrops(photographs, new AblationSettings(100, 3, Side, 7, ""), Variants.All.Single(one => one.Name == variant)).Batch(10);
        TrainingBatch same = Of("default");
        Assert.Equal(ours.Features, same.Features);
        Assert.Equal(ours.Targets, same.Targets);
        Assert.Equal(ours.Rates, same.Rates);
        foreach (Variant variant in Variants.All.Where(static variant => !variant.Name.EndsWith("-width", StringComparison.Ordinal) && variant.Name is not ("default" or "dice" or "even-crops" or "unsettled-norms" or "no-leaves")))
        {
            Assert.NotEqual(ours.Features, Of(variant.Name).Features);
        }
    }

    [Theory]
    [InlineData("RGGB")]
    [InlineData("GBRG")]
    [InlineData("mono")]
    public void Inputs_tell_what_they_say(string filters)
    {
        CfaPattern cfa = CfaPattern.Named.Single(one => string.Equals(one.Name, filters, StringComparison.OrdinalIgnoreCase));
        (int height, int width) = DetectorExamples.CropSize(cfa, 4);
        MosaicLayout layout = new(width, height, cfa, 100, 1100);
        ushort[] samples = [.. Enumerable.Range(0, layout.SampleCount).Select(static site => (ushort)(90 + (site * 7919 % 1000)))];
        float[][] ours = Filled(new PlanesInput(layout, 1), samples), first = Filled(new FirstPlanes(layout, 1, 4), samples), straight = Filled(new StraightPlanes(layout, 1), samples);
        float[][] plain = Filled(new SamplePlanes(layout, 1, new SampleLevels(500, 200)), samples);
        float Light(int row, int column) => ((plain[(row / 2 * 4) + (column / 2)][(2 * (row % 2)) + (column % 2)] * 200) + 400) / 1000;
        int step = cfa.IsMonochrome ? 1 : 2;
        for (int row = 0; row < 8; row++)
        {
            for (int column = 0; column < 8; column++)
            {
                (int place, int channel, float light) = ((row / 2 * 4) + (column / 2), (2 * (row % 2)) + (column % 2), Light(row, column));
                Assert.Equal([.. ours[place].Take(4), .. new float[12]], first[place]);
                Assert.Equal(new float[12], plain[place][4..]);
                Assert.Equal(ours[place][12..], straight[place][12..]);
                Assert.Equal(MathF.Sqrt(light + (1 / 64f)) - (1 / 8f), ours[place][channel], 1e-4f);
                Assert.Equal(light, straight[place][channel], 1e-4f);
                if (row >= step && column >= step && row + step < 8 && column + step < 8)
                {
                    float[] around = [.. from down in new[] { -step, 0, step } from right in new[] { -step, 0, step } where (down, right) != (0, 0) select Light(row + down, column + right)];
                    Array.Sort(around);
                    Assert.Equal(light - ((around[3] + around[4]) / 2), straight[place][4 + channel], 1e-4f);
                    Assert.Equal(Math.Sign(straight[place][4 + channel]), Math.Sign(straight[place][8 + channel]));
                }
            }
        }
    }

    private static float[][] Filled(NetworkInput input, ushort[] samples)
    {
        Workspace workspace = new();
        FeatureMap map = workspace.RentMap(input.Plane, PlanesInput.Channels);
        input.Fill(samples, in map, workspace);
        float[][] places = new float[input.Plane.Height * input.Plane.Width][];
        for (int place = 0; place < places.Length; place++)
        {
            places[place] = map.At(place / input.Plane.Width, place % input.Plane.Width).ToArray();
        }

        return places;
    }

    private int Run(params string[] options) =>
        AblationCommand.Create().Parse([_photographs.Folder, In("kept"), "--report", In("table.md"), "--steps", "2", "--crops", "2", "--side", "16", .. options]).Invoke();

    private string In(string name) => _photographs.In(name);
}
