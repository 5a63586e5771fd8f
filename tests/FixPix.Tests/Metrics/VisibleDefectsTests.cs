using FixPix.Defects;
using FixPix.Metrics;
using FixPix.Mosaics;
using FixPix.Simulation;

namespace FixPix.Tests.Metrics;

public class VisibleDefectsTests
{
    // A grey that grows from left to right, with Gaussian noise whose σ is 2 in the dark half and 20 in the bright one.
    private static Mosaic TwoNoises(CfaPattern cfa)
    {
        Mosaic mosaic = new(new MosaicLayout(400, 300, cfa, 0, 4095), new ushort[400 * 300]);
        SeededRandom random = new(1);
        for (int site = 0; site < mosaic.Samples.Length; site++)
        {
            bool bright = site % 400 >= 200;
            mosaic.Samples[site] = (ushort)Math.Round((bright ? 2000 : 300) + ((bright ? 20 : 2) * random.NextNormal()));
        }

        return mosaic;
    }

    public static TheoryData<string> Patterns => [.. CfaPattern.Named.Select(pattern => pattern.Name)];

    [Theory]
    [MemberData(nameof(Patterns))]
    public void Profile_finds_the_noise_of_each_brightness(string name)
    {
        Assert.True(CfaPattern.TryParse(name, out CfaPattern? cfa));
        NoiseProfile noise = NoiseProfile.Of(TwoNoises(cfa));

        // The median of eight has noise of its own: √(1 + ≈ 0.19) times that of the site.
        Assert.InRange(noise.SigmaAt(300), 2 * 1.0, 2 * 1.25);
        Assert.InRange(noise.SigmaAt(2000), 20 * 1.0, 20 * 1.25);
    }

    [Fact]
    public void Defects_are_visible_from_five_sigma_on()
    {
        Mosaic original = TwoNoises(CfaPattern.Rggb);
        Mosaic spoiled = original.Clone();
        (int Row, int Column, int Change)[] changes = [(50, 100, 7), (60, 100, 30), (70, 300, 30), (80, 300, -250), (90, 50, 0)];
        foreach ((int row, int column, int change) in changes)
        {
            spoiled[row, column] = (ushort)(spoiled[row, column] + change);
        }

        DefectMap truth = new(SensorIdentity.Of(original), changes.Select(change => new Defect(change.Row, change.Column)));
        Assert.Equal([60, 80], VisibleDefects.Of(original, spoiled, truth).Defects().Select(defect => defect.Site.Row));
    }

    [Fact]
    public void Several_frames_show_what_any_of_them_shows()
    {
        Mosaic original = TwoNoises(CfaPattern.Rggb);
        (Mosaic first, Mosaic second) = (original.Clone(), original.Clone());
        first[50, 100] += 50;
        second[60, 100] += 50;
        DefectMap truth = new(SensorIdentity.Of(original), [new Defect(50, 100), new Defect(60, 100), new Defect(70, 100)]);
        FrameNoise noise = new(original);
        foreach (int threads in new[] { 1, 4 })
        {
            DefectMap visible = VisibleDefects.Of([noise, noise], [first, second], truth, new WorkSettings { Threads = threads });
            Assert.Equal([50, 60], visible.Defects().Select(defect => defect.Site.Row));
        }

        Assert.Throws<FixPixException>(() => VisibleDefects.Of([noise], [first, second], truth));
    }

    [Fact]
    public void A_mosaic_without_noise_still_has_the_noise_of_rounding()
    {
        Mosaic flat = new(new MosaicLayout(20, 20, CfaPattern.Rggb, 0, 255), new ushort[400]);
        Assert.InRange(NoiseProfile.Of(flat).SigmaAt(0), 0.28, 0.3);
        Mosaic single = new(new MosaicLayout(1, 1, CfaPattern.Rggb, 0, 255), [9]);
        Assert.InRange(NoiseProfile.Of(single).SigmaAt(9), 0.28, 0.3);
    }
}
