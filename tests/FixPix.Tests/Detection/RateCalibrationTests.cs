using FixPix.Detection;
using FixPix.Mosaics;
using FixPix.Neural.Weights;
using FixPix.Tests.Neural;

namespace FixPix.Tests.Detection;

public sealed class RateCalibrationTests
{
    private const string Text = "0.0002:0.0001:0.9:-1;0.02:0.01:1.1:0.5;0.5:0.6:1:0", Doubting = "0.0002:0.0001:0.9:-1:0.01:0.8;0.02:0.01:1.1:0.5:0.04:0.4;0.5:0.6:1:0",
        Remaining = "0.0002:0.0001:0.9:-1:0.01:0.8:0.6;0.02:0.01:1.1:0.5:1:0:0.2;0.5:0.6:1:0";

    [Fact]
    public void A_calibration_is_read_as_it_is_written()
    {
        Assert.Equal(Text, RateCalibration.Parse(Text, FrameCalibration.None, "here").ToString());
        Assert.Equal(Doubting, RateCalibration.Parse(Doubting, FrameCalibration.None, "here").ToString());
        Assert.Equal(Remaining, RateCalibration.Parse(Remaining, FrameCalibration.None, "here").ToString());
    }

    [Theory]
    [InlineData("", "calibration ''")]
    [InlineData("0.1:0.1:1", "'0.1:0.1:1': expected share:rate:scale:offset")]
    [InlineData("0.1:0.1:0:0", "expected share:rate:scale:offset")]
    [InlineData("0.1:2:1:0", "expected share:rate:scale:offset")]
    [InlineData("0.1:0.1:1:x", "expected share:rate:scale:offset")]
    [InlineData("0.1:0.1:1:0:0.1", "expected share:rate:scale:offset")]
    [InlineData("0.1:0.1:1:0:0.1:-1", "or these and :doubtful share:doubt")]
    [InlineData("0.1:0.1:1:0:0.1:1:-1", "or these and :residual")]
    [InlineData("0.1:0.1:1:0:0.1:1:0.5:3", "or these and :residual")]
    [InlineData("0.1:0.1:1:NaN", "expected share:rate:scale:offset")]
    [InlineData("0.1:0.1:1:0;0.1:0.2:1:0", "shares must rise")]
    public void A_calibration_that_is_none_is_refused_with_its_source(string text, string expected)
    {
        FixPixException failure = Assert.Throws<FixPixException>(() => RateCalibration.Parse(text, FrameCalibration.None, "some.safetensors"));
        Assert.StartsWith("some.safetensors: ", failure.Message, StringComparison.Ordinal);
        Assert.Contains(expected, failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Between_two_rates_it_follows_the_logarithm_and_beyond_them_it_stays()
    {
        RateCalibration calibration = RateCalibration.Parse(Text, FrameCalibration.None, "here");
        RateCalibration.Knot middle = calibration.At(0.002);
        Assert.Equal(0.001, middle.Rate, 1e-9);
        Assert.Equal(1, middle.Scale, 1e-9);
        Assert.Equal(-0.25, middle.Offset, 1e-9);
        Assert.Equal(0.0001, calibration.At(0).Rate);
        Assert.Equal(0.6, calibration.At(1).Rate);
        Assert.Equal(-0.25, calibration.AtRate(0.001).Offset, 1e-9);
    }

    [Fact]
    public void What_is_said_of_a_restless_place_is_worth_less_but_no_place_moves_it_far()
    {
        RateCalibration calibration = RateCalibration.Parse(Doubting, FrameCalibration.None, "here");
        double Offset(RateCalibration.Knot worth, double share) => worth.TotalOf(1).At(worth.Evidence.At(0, (float)Math.Log(share), 0));
        Assert.Equal(-1, Offset(calibration.At(0.0001), 0.01), 1e-5);
        Assert.Equal(-1 - 0.8, Offset(calibration.At(0.0001), 0.01 * Math.E), 1e-5);
        Assert.Equal(-1 + 4, Offset(calibration.At(0.0001), 1e-9), 1e-5);
        Assert.Equal(-1 - (0.8 * Math.Log(90)), Offset(calibration.AtRate(0.0001), 0.9), 1e-5);

        // Half-way, doubtful at 2 % and by 0.6; beyond the last that tells, it counts for less and less.
        Assert.Equal(-0.25 - 0.6, Offset(calibration.At(0.002), 0.02 * Math.E), 1e-5);
        Assert.Equal(0.25 - 0.2, Offset(calibration.At(0.1), 0.04 * Math.E), 1e-5);
        Assert.Equal(0, Offset(calibration.At(0.6), 0.04 * Math.E), 1e-5);
        double least = calibration.Least(0.7);
        Assert.True(Total(calibration.At(0.0001), least - 1e-4, Math.Log(1e-9), 0) < 0.7);
    }

    [Fact]
    public void Residuals_count_by_the_frame_s_rate()
    {
        RateCalibration calibration = RateCalibration.Parse(Remaining, FrameCalibration.None, "here");
        Assert.Equal(0.6, calibration.At(0.0001).Residual, 1e-9);
        Assert.Equal(0.4, calibration.At(0.002).Residual, 1e-9);
        Assert.Equal(0.1, calibration.At(0.1).Residual, 1e-9);
        Assert.Equal(0, calibration.At(0.7).Residual);

        // What the network says next to nothing of may still be bad, by its residual.
        double least = calibration.Least(0.7);
        Assert.True(Total(calibration.At(0.0001), least - 1e-4, Math.Log(1e-9), ResidualEvidence.Most) < 0.7);
        Assert.True(Total(calibration.At(0.0001), least + 1e-4, Math.Log(1e-9), ResidualEvidence.Most) > 0.7);
    }

    [Fact]
    public void Evidence_of_frames_adds_up_with_the_prior_counted_once()
    {
        RateCalibration.Knot worth = new(0.1, 0.2, 2, 0.5);
        Assert.Equal((2 * 3) + 0.5, Total(worth, 3), 1e-5);
        double sum = new[] { 4, 2, 1 }.Sum(said => worth.Together.Part(worth.Evidence.At(said, 0, 0)));
        Assert.Equal((2 * 7) + (3 * 0.5) - (2 * Math.Log(0.25)), worth.TotalOf(3).At(sum), 1e-5);
    }

    [Fact]
    public void Frames_that_have_errors_in_common_are_worth_less_and_one_frame_what_it_says()
    {
        FrameCalibration together = FrameCalibration.Parse("1.5:1;2:0.8:1;8:0.4:-1", "here");
        Assert.Equal("1.5:1;2:0.8:1;8:0.4:-1", together.ToString());
        Assert.Equal(new FrameCalibration.Knot(1, 1, 0), together.At(1));
        Assert.Equal(0.6, together.At(4).Scale, 1e-9);
        Assert.Equal(0, together.At(4).Offset, 1e-9);
        Assert.Equal(new FrameCalibration.Knot(100, 0.4, -1), together.At(100));
        FrameCalibration doubting = FrameCalibration.Parse("1.5:0.5;2:0.8:1:0.01:0.6;8:0.4:-1", "here");
        Assert.Equal("1.5:0.5;2:0.8:1:0.01:0.6;8:0.4:-1", doubting.ToString());
        Assert.Equal((0.3, Math.Log(0.01)), (doubting.At(4).Doubt, doubting.At(4).DoubtMiddle), (a, b) => Math.Abs(a.Item1 - b.Item1) < 1e-9 && Math.Abs(a.Item2 - b.Item2) < 1e-9);
        RateCalibration calibration = RateCalibration.Parse("0.1:0.2:2:0.5", together, "here");
        foreach (RateCalibration.Knot worth in new[] { calibration.At(0.1), calibration.AtRate(0.2) })
        {
            Assert.Equal(2 - Math.Log(0.25) + 0.5, worth.Evidence.At(1, 0, 0), 1e-5);
            Assert.Equal(Math.Log(0.25) + (0.4 * 7) - 1, worth.TotalOf(8).At(7), 1e-9);
            Assert.Equal((2 * 3) + 0.5, Total(worth, 3), 1e-5);
        }
    }

    [Fact]
    public void What_a_frame_says_within_the_dead_band_counts_for_nothing_and_what_it_says_against_for_less()
    {
        FrameCalibration together = FrameCalibration.Parse("1.5:0.5;2:1:0", "here");
        Assert.Equal([1.75f, 0, 0, 0, -0.25f], new[] { 3.25f, 1.25f, 0.25f, -0.75f, -2f }.Select(together.Part));
    }

    [Theory]
    [InlineData("", "frame calibration '': expected dead band:against first")]
    [InlineData("2:1:0", "expected dead band:against first")]
    [InlineData("0;2:1:0", "expected dead band:against first")]
    [InlineData("-1:1;2:1:0", "expected dead band:against first")]
    [InlineData("0:0;2:1:0", "expected dead band:against first")]
    [InlineData("0:1;1:1:0", "'1:1:0': expected frames:scale:offset")]
    [InlineData("0:1;2:0:0", "expected frames:scale:offset")]
    [InlineData("0:1;2:1:NaN", "expected frames:scale:offset")]
    [InlineData("0:1;2:1:0:0.1", "or these and :doubtful share:doubt")]
    [InlineData("0:1;4:1:0;2:1:0", "numbers of frames must rise")]
    public void A_frame_calibration_that_is_none_is_refused_with_its_source(string text, string expected)
    {
        FixPixException failure = Assert.Throws<FixPixException>(() => FrameCalibration.Parse(text, "some.safetensors"));
        Assert.StartsWith("some.safetensors: ", failure.Message, StringComparison.Ordinal);
        Assert.Contains(expected, failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Nothing_below_the_least_is_worth_as_much_at_any_share()
    {
        RateCalibration calibration = RateCalibration.Parse(Text, FrameCalibration.None, "here");
        double least = calibration.Least(0.7);
        for (double share = 1e-5; share < 1; share *= 1.3)
        {
            Assert.True(Total(calibration.At(share), least - 1e-6) < 0.7);
        }
    }

    [Fact]
    public void The_detector_weighs_what_its_network_says_by_how_many_sites_it_is_certain_of()
    {
        // The network is certain of what stands out by more than 0.17; the doubtful site by 0.16 alone.
        Mosaic Frame(int certain)
        {
            MosaicLayout layout = new(40, 40, CfaPattern.Rggb, 0, 1000);
            ushort[] samples = [.. Enumerable.Repeat((ushort)200, 1600)];
            samples[(20 * 40) + 20] = Doubtful();
            for (int index = 0; index < certain; index++)
            {
                samples[(5 * (1 + (index / 7)) * 40) + (5 * (1 + (index % 7)))] = 900;
            }

            return new Mosaic(layout, samples);
        }

        static ushort Doubtful()
        {
            double wanted = Math.Sqrt(0.2 + (1 / 64.0)) + 0.16;
            return (ushort)Math.Round(1000 * ((wanted * wanted) - (1 / 64.0)));
        }

        using WeightFile plain = HandMade.Contrast();
        Dictionary<string, string> metadata = new(plain.Metadata) { ["calibration"] = "0.001:0.001:1:-3;0.01:0.01:1:3" };
        using WeightFile calibrated = new("calibrated", metadata, plain.Tensors.Select(tensor => KeyValuePair.Create(tensor.Name, plain.Read(tensor.Name, [.. tensor.Shape]))));
        UNetDetector detector = new(calibrated), raw = new(plain);
        WorkSettings work = new() { Threads = 1 };
        Assert.True(raw.Detect([Frame(1)], work).Contains(20, 20));
        Assert.False(detector.Detect([Frame(1)], work).Contains(20, 20));
        Assert.True(detector.Detect([Frame(20)], work).Contains(20, 20));
        Assert.True(new UNetDetector(calibrated) { ExpectedRate = 0.01 }.Detect([Frame(1)], work).Contains(20, 20));
        float[] probabilities = detector.Probabilities([Frame(1)], work);
        Assert.InRange(probabilities[(20 * 40) + 20], 0.05f, 0.3f);
    }

    private static double Total(RateCalibration.Knot worth, double logOdds, double doubt = 0, double residual = 0) => worth.TotalOf(1).At(worth.Evidence.At((float)logOdds, (float)doubt, (float)residual));
}
