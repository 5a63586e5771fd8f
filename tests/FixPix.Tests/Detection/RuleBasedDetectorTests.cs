using FixPix.Defects;
using FixPix.Detection;
using FixPix.Metrics;
using FixPix.Mosaics;
using FixPix.Simulation;

namespace FixPix.Tests.Detection;

public sealed class RuleBasedDetectorTests
{
    private static readonly SensorModel s_sensor = new() { Width = 640, Height = 480 };

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 2)]
    public void Same_color_pair_masks_itself_unless_a_neighbor_is_left_out(int leftOut, int found)
    {
        Mosaic mosaic = Flat(500);
        (mosaic[10, 10], mosaic[10, 12]) = (900, 900);
        DefectMap map = new RuleBasedDetector { LeftOut = leftOut }.Detect([mosaic], WorkSettings.Default);
        Assert.Equal(found, map.Count);
    }

    [Fact]
    public void Mixed_pair_of_hot_and_dead_is_found()
    {
        Mosaic mosaic = Flat(500);
        (mosaic[10, 10], mosaic[10, 12]) = (900, 0);
        DefectMap map = new RuleBasedDetector { LeftOut = 0 }.Detect([mosaic], WorkSettings.Default);
        Assert.Equal([DefectKind.Hot, DefectKind.Dead], map.Kinds.ToArray());
    }

    [Fact]
    public void Edge_of_the_scene_is_no_defect()
    {
        Mosaic mosaic = Flat(300);
        for (int row = 0; row < mosaic.Height; row++)
        {
            for (int column = (row / 2) + 4; column < mosaic.Width; column++)
            {
                mosaic[row, column] = 900;
            }
        }

        Assert.Equal(0, new RuleBasedDetector().Detect([mosaic], WorkSettings.Default).Count);
    }

    [Fact]
    public void Vote_of_frames_finds_a_fixed_pattern()
    {
        InjectionSettings settings = new() { Rate = 0.001, Delta = 0.5, FixedPattern = true, Seed = 3 };
        DefectMap? truth = null;
        List<Mosaic> frames = [];
        for (int frame = 0; frame < 5; frame++)
        {
            frames.Add(SyntheticScene.Photograph(s_sensor, 11, frame));
            truth = DefectInjector.Inject(frames[^1], settings, frame).Truth;
        }

        DetectionScore score = DetectionScore.Of(truth!, new RuleBasedDetector().Detect(frames, WorkSettings.Default));
        Assert.True(score.Recall > 0.65 && score.Precision > 0.95, $"{score.Recall} {score.Precision}");
    }

    [Fact]
    public void LeftOut_refuses_more_than_the_rule_can_bear() =>
        Assert.Throws<FixPixException>(() => new RuleBasedDetector { LeftOut = 4 });

    private static Mosaic Flat(ushort value) =>
        new(new MosaicLayout(32, 32, CfaPattern.Rggb, 64, 1023), [.. Enumerable.Repeat(value, 32 * 32)]);
}
