using FixPix.Experiments.Frames;
using FixPix.Mosaics;

namespace FixPix.Experiments.Tests.Frames;

public sealed class ExperimentDataTests : Scenes
{
    private static readonly PhotographSplit s_noPhotographs = new([], []);

    [Fact]
    public void Sensors_are_measured_each_on_its_own_and_that_is_said()
    {
        ExperimentData data = new([Sensor("Box", 1), Sensor("Can", 20)], s_noPhotographs, Scale.Full, 1);
        Assert.Equal(["Box", "Can"], data.Groups.Select(group => group.Name));
        Assert.Contains("2 sensors, or sizes, each measured on its own: Box (1); Can (20)", Assert.Single(data.Notes), StringComparison.Ordinal);
        FrameGroup sequence = Assert.Single(data.Sequences);
        Assert.Equal(("Can", Scale.Full.SequenceFrames), (sequence.Name, sequence.Frames.Count));
    }

    [Fact]
    public void No_frame_is_learned_from_and_tested_on()
    {
        ExperimentData can = new([Sensor("Can", 20)], s_noPhotographs, Scale.Full, 1);
        PatchData data = Assert.Single(can.Patches);
        Assert.Equal(data.Test, can.Unseen(can.Groups[0], 6));
        Frame[] all = [.. data.Training, .. data.Validation, .. data.Test];
        Assert.Equal((16, 2, 2, 20), (data.Training.Count, data.Validation.Count, data.Test.Count, all.Distinct().Count()));
        Assert.Empty(new ExperimentData([Sensor("Can", 9)], s_noPhotographs, Scale.Full, 1).Patches);
    }

    [Fact]
    public void Nothing_at_all_is_refused() =>
        Assert.Contains("nothing to measure", Assert.Throws<FixPixException>(() => new ExperimentData([], s_noPhotographs, Scale.Quick, 1)).Message, StringComparison.Ordinal);

    [Fact]
    public void The_middle_of_a_frame_keeps_its_colours_and_seeds_are_its_own()
    {
        Mosaic whole = Scene(), middle = FrameOf(0).LoadMiddle(64, WorkSettings.Default);
        Assert.Equal((64, 64), (middle.Width, middle.Height));
        Assert.Equal(whole.Layout.Cfa, middle.Layout.Cfa);
        Assert.Equal(whole[8, 16], middle[0, 0]);
        Assert.Equal(FrameOf(0).Seed(1, "a"), FrameOf(0).Seed(1, "a"));
        Assert.Equal(4, new[] { FrameOf(0).Seed(1, "a"), FrameOf(1).Seed(1, "a"), FrameOf(0).Seed(2, "a"), FrameOf(0).Seed(1, "b") }.Distinct().Count());
    }
}
