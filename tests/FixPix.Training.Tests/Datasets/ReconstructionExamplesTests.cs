using FixPix.Defects;
using FixPix.Detection;
using FixPix.Features;
using FixPix.Mosaics;
using FixPix.Simulation;
using FixPix.Training.Datasets;

namespace FixPix.Training.Tests.Datasets;

public sealed class ReconstructionExamplesTests
{
    private const int Side = 16;

    public static TheoryData<string> Patterns => new(CfaPattern.Named.Select(cfa => cfa.Name));

    [Theory]
    [MemberData(nameof(Patterns))]
    public void Targets_lead_from_the_estimates_to_the_truth_at_bad_sites_alone(string pattern)
    {
        CfaPattern cfa = CfaPattern.Named.Single(cfa => cfa.Name == pattern);
        (int height, int width) = DetectorExamples.CropSize(cfa, Side);
        SeededRandom random = new(3);
        Mosaic clean = new(new MosaicLayout(width, height, cfa, 64, 1023), [.. Enumerable.Range(0, width * height).Select(_ => (ushort)(300 + random.NextInt(200)))]);
        Mosaic kept = clean.Clone();
        ReconstructionExamples examples = new(1, Side);
        examples.Spoil(0, clean, new InjectionSettings { Rate = 0.3, Seed = 5 });
        TrainingBatch batch = examples.ToBatch();
        Assert.Equal((MendedPlanes.Channels, MendedPlanes.Outputs), (batch.Inputs, batch.Outputs));
        int plane = Side * Side, bad = 0;
        float[] even = new float[1];
        EvenNoise noise = new(64, 64, 1023);
        for (int row = 0; row < height; row++)
        {
            for (int column = 0; column < width; column++)
            {
                int shiftRows = (2 * Side) - height, shiftColumns = (2 * Side) - width;
                int channel = (2 * ((row + shiftRows) % 2)) + ((column + shiftColumns) % 2), place = ((row + shiftRows) / 2 * Side) + ((column + shiftColumns) / 2);
                int output = (channel * plane) + place;
                float target = batch.Targets[output];
                bool isGood = batch.Features[((4 + channel) * plane) + place] == 1;
                Assert.Equal(isGood, float.IsNaN(target));
                bad += isGood ? 0 : 1;
                noise.OfRow([kept[row, column]], even);
                Assert.Equal(batch.Features[(MendedPlanes.UnitChannel * plane) + place], batch.Units[output]);
                Assert.Equal(even[0], batch.Bases[output] + (isGood ? 0 : batch.Units[output] * target), 1e-5f);
            }
        }

        Assert.Equal((int)(0.3 * width * height), bad);
    }

    [Fact]
    public void Every_second_turn_of_rates_is_mended_by_the_map_that_is_found()
    {
        const int Crops = 16, Outputs = MendedPlanes.Outputs * Side * Side;
        Mosaic clean = new(new MosaicLayout(2 * Side, 2 * Side, CfaPattern.Rggb, 64, 1023), [.. Enumerable.Range(0, 4 * Side * Side).Select(site => (ushort)(300 + (site % 97)))]);
        ReconstructionExamples examples = new(Crops, Side) { FoundBy = new OneSite() };
        for (int crop = 0; crop < Crops; crop++)
        {
            examples.Spoil(crop, clean, new InjectionSettings { Rate = 0.5, Seed = crop });
        }

        float[] targets = examples.ToBatch().Targets;
        int Mapped(int crop) => targets.AsSpan(crop * Outputs, Outputs).ToArray().Count(static target => !float.IsNaN(target));
        Assert.Equal(Enumerable.Range(0, Crops).Select(static crop => crop < 8 ? Outputs / 2 : 1), Enumerable.Range(0, Crops).Select(Mapped));
        Assert.False(float.IsNaN(targets[(8 * Outputs) + (Side * (OneSite.Row / 2)) + (OneSite.Column / 2)]));
    }

    private sealed class OneSite : IDetector
    {
        public const int Row = 4, Column = 6;

        public DefectMap Detect(IEnumerable<Mosaic> frames, WorkSettings work) => new(SensorIdentity.Of(frames.Single()), [new Defect(new Site(Row, Column), DefectKind.Hot, 1)]);
    }
}
