using FixPix.Defects;
using FixPix.Detection;
using FixPix.Features;
using FixPix.Mosaics;
using FixPix.Simulation;
using FixPix.Training.Datasets;

namespace FixPix.Training.Tests.Datasets;

public sealed class DetectorExamplesTests
{
    private const int Side = 8;

    public static TheoryData<string> Patterns => new(CfaPattern.Named.Select(cfa => cfa.Name));

    [Theory]
    [MemberData(nameof(Patterns))]
    public void A_bad_site_stands_out_in_the_difference_of_its_own_place_in_every_phase(string pattern)
    {
        CfaPattern cfa = CfaPattern.Named.Single(cfa => cfa.Name == pattern);
        (int height, int width) = DetectorExamples.CropSize(cfa, Side);
        MosaicLayout layout = new(width, height, cfa, 64, 1023);
        ushort[] samples = [.. Enumerable.Repeat((ushort)300, layout.SampleCount)];
        (int row, int column) = (5, 6);
        samples[(row * width) + column] = 1000;
        Mosaic crop = new(layout, samples);
        DetectorExamples examples = new(2, Side);
        examples.Put(1, crop, new DefectMap(SensorIdentity.Of(crop), [new Defect(row, column)]), 0.25);
        TrainingBatch batch = examples.ToBatch();
        Assert.Equal(16, batch.Inputs);
        Assert.Equal(0.25, batch.Rates[1]);

        float[] targets = batch.Targets[(4 * Side * Side)..];
        int at = Assert.Single(Enumerable.Range(0, targets.Length), index => targets[index] == 1);
        float[] differences = batch.Features[((16 + 4) * Side * Side)..((16 + 8) * Side * Side)];
        Assert.True(differences[at] > 0.3, $"difference {differences[at]}");
        Assert.All(Enumerable.Range(0, differences.Length).Where(index => index != at), index => Assert.Equal(0, differences[index], 1e-5f));
        Assert.All(batch.Targets[..(4 * Side * Side)], target => Assert.Equal(0, target));
    }

    [Fact]
    public void Crops_that_are_looked_at_again_tell_what_the_first_look_believes()
    {
        (int height, int width) = DetectorExamples.CropSize(CfaPattern.Grbg, Side);
        Mosaic crop = new(new MosaicLayout(width, height, CfaPattern.Grbg, 64, 1023), [.. Enumerable.Repeat((ushort)300, width * height)]);
        crop.Samples[(5 * width) + 6] = 1000;
        UNetDetector first = (UNetDetector)Detectors.Find("unet").Create();
        DetectorExamples examples = DetectorExamples.LookingAgain(1, Side, first);
        examples.Put(0, crop, new DefectMap(SensorIdentity.Of(crop), [new Defect(5, 6)]), 0.25);
        TrainingBatch batch = examples.ToBatch();
        Assert.Equal(SecondLookInput.Channels, batch.Inputs);
        int at = Assert.Single(Enumerable.Range(0, batch.Targets.Length), index => batch.Targets[index] == 1);
        byte[] beliefs = first.Beliefs(crop, new WorkSettings { Threads = 1 });
        Assert.True(beliefs[(5 * width) + 6] < 50, $"{beliefs[(5 * width) + 6]}");
        Assert.Equal(beliefs[(5 * width) + 6] / 255f, batch.Features[(20 * Side * Side) + at]);
        Assert.Equal(0, batch.Features[((20 + MendedPlanes.Channels) * Side * Side) + at]);
    }

    [Theory]
    [InlineData(0.1, false)]
    [InlineData(0.6, true)]
    public void Some_crops_of_which_many_sites_are_bad_tell_what_the_second_look_believes(double rate, bool some)
    {
        UNetDetector both = (UNetDetector)Detectors.Find("unet").Create();
        DetectorExamples examples = DetectorExamples.LookingAgain(1, Side, both);
        (int height, int width) = DetectorExamples.CropSize(CfaPattern.Rggb, Side);
        int second = 0;
        const int Crops = 24;
        for (int seed = 0; seed < Crops; seed++)
        {
            Mosaic crop = new(new MosaicLayout(width, height, CfaPattern.Rggb, 64, 1023), [.. Enumerable.Range(0, width * height).Select(site => (ushort)(300 + seed + (site * 7 % 11)))]);
            examples.Put(0, crop, DefectInjector.Inject(crop, new InjectionSettings { Rate = rate + (0.01 * seed), Seed = seed }).Truth, rate);
            byte[] beliefs = both.Beliefs(crop, new WorkSettings { Threads = 1 });
            float[] told = examples.ToBatch().Features[(20 * Side * Side)..(24 * Side * Side)];
            second += told.Select(static belief => (int)MathF.Round(255 * belief)).Order().SequenceEqual(beliefs.Select(static belief => (int)belief).Order()) ? 0 : 1;
        }

        Assert.InRange(second, some ? 5 : 0, some ? Crops - 5 : 0);
    }

    [Fact]
    public void A_crop_of_another_size_is_refused()
    {
        Mosaic crop = new(new MosaicLayout(12, 16, CfaPattern.Rggb, 0, 255), new ushort[192]);
        Assert.Throws<ArgumentException>(() => new DetectorExamples(1, Side).Put(0, crop, new DefectMap(SensorIdentity.Of(crop), []), 0));
    }

    [Fact]
    public void Draws_cover_the_rates_and_fit_every_crop()
    {
        InjectionRange range = new();
        Assert.Equal(range.FirstHighestRate, range.HighestRateAt(0), 1e-12);
        Assert.Equal(range.HighestRate, range.HighestRateAt(1), 1e-12);
        List<double> early = [], late = [];
        MosaicLayout layout = new(64, 64, CfaPattern.Rggb, 64, 1023);
        for (int draw = 0; draw < 400; draw++)
        {
            SeededRandom random = new(1, draw);
            double progress = draw % 2;
            InjectionSettings settings = range.Draw(random, layout.SampleCount, progress);
            (progress == 0 ? early : late).Add(settings.Rate);
            Mosaic crop = new(layout, [.. Enumerable.Range(0, layout.SampleCount).Select(site => (ushort)(200 + (site % 400)))]);
            DefectMap truth = DefectInjector.Inject(crop, settings).Truth;
            Assert.True(settings.Rate > 0 || truth.Count == 0, "a clean crop has no defect");
        }

        Assert.All(early, rate => Assert.InRange(rate, 0, range.FirstHighestRate));
        Assert.Contains(early, rate => rate == 0);
        Assert.Contains(late, rate => rate > 0.5);
        Assert.Contains(late, rate => rate is > 0 and < 0.0005);
    }
}
