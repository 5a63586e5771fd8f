using FixPix.Defects;
using FixPix.Detection;
using FixPix.Metrics;
using FixPix.Mosaics;
using FixPix.Simulation;

namespace FixPix.Tests.Detection;

public sealed class SequenceDetectorTests
{
    private static readonly SensorModel s_sensor = new() { Width = 640, Height = 480 };

    [Theory]
    [InlineData(0.3, 0.85)]
    [InlineData(0.5, 0.9)]
    [InlineData(0.7, 0.9)]
    public void Nine_frames_show_more_of_a_fixed_pattern_than_voting_does(double delta, double recall)
    {
        InjectionSettings settings = new() { Rate = 0.0001, Delta = delta, FixedPattern = true, Seed = 5 };
        (List<Mosaic> frames, DefectMap truth) = Photographs(9, settings);
        DetectionScore votes = DetectionScore.Of(truth, new MedianRatioDetector().Detect(frames, WorkSettings.Default));
        DetectionScore sequence = DetectionScore.Of(truth, new SequenceDetector().Detect(frames, WorkSettings.Default));
        Assert.True(sequence.Recall >= recall && sequence.Precision >= 0.9, $"{sequence}");
        Assert.True(sequence.F1 > votes.F1, $"{sequence} {votes}");
    }

    [Fact]
    public void Nine_clean_frames_show_nothing()
    {
        (List<Mosaic> frames, _) = Photographs(9, new InjectionSettings());
        Assert.InRange(new SequenceDetector().Detect(frames, WorkSettings.Default).Count, 0, 1);
    }

    [Fact]
    public void Stars_that_move_are_no_defects_and_one_frame_never_convicts()
    {
        List<Mosaic> frames = [];
        for (int frame = 0; frame < 6; frame++)
        {
            Mosaic sky = Sky(frame);
            for (int star = 0; star < 40; star++)
            {
                sky[10 + (4 * star), (7 * star % 150) + frame] = 3000;
            }

            sky[50, 150] = 3000;
            frames.Add(sky);
        }

        Assert.Equal([(50 * 200) + 150], new SequenceDetector().Detect(frames, WorkSettings.Default).SiteIndices.ToArray());
    }

    [Fact]
    public void Kinds_follow_what_all_frames_show()
    {
        List<Mosaic> frames = [];
        for (int frame = 0; frame < 4; frame++)
        {
            Mosaic wall = Sky(frame, 0.1 + (0.2 * frame));
            (wall[20, 20], wall[40, 40], wall[60, 60]) = ((ushort)(wall[20, 20] + 900), 260, 1800);
            wall[80, 80] = (ushort)(256 + ((wall[80, 80] - 256) * 0.6));
            frames.Add(wall);
        }

        DefectMap map = new SequenceDetector().Detect(frames, WorkSettings.Default);
        Assert.Equal([(20 * 200) + 20, (40 * 200) + 40, (60 * 200) + 60, (80 * 200) + 80], map.SiteIndices.ToArray());
        Assert.Equal([DefectKind.Hot, DefectKind.Dead, DefectKind.Stuck, DefectKind.Deviating], map.Kinds.ToArray());
    }

    [Fact]
    public void One_frame_is_too_few()
    {
        FixPixException failure = Assert.Throws<FixPixException>(() => new SequenceDetector().Detect([Sky(0)], WorkSettings.Default));
        Assert.Contains("at least 2", failure.Message, StringComparison.Ordinal);
        Assert.Throws<FixPixException>(() => new SequenceDetector { ExpectedRate = 0 });
    }

    private static (List<Mosaic> Frames, DefectMap Truth) Photographs(int count, InjectionSettings settings)
    {
        List<Mosaic> frames = [];
        DefectMap? truth = null;
        for (int frame = 0; frame < count; frame++)
        {
            frames.Add(SyntheticScene.Photograph(s_sensor, 21, frame));
            truth = DefectInjector.Inject(frames[^1], settings, frame).Truth;
        }

        return (frames, truth!);
    }

    private static Mosaic Sky(int frame, double light = 0.02)
    {
        SensorModel sensor = s_sensor with { Width = 200, Height = 200 };
        Mosaic mosaic = new(sensor.Layout, new ushort[sensor.Layout.SampleCount]);
        SeededRandom random = new(frame);
        for (int site = 0; site < mosaic.Samples.Length; site++)
        {
            mosaic.Samples[site] = sensor.Read(light, 1, random);
        }

        return mosaic;
    }
}
