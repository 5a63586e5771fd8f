using FixPix.Defects;
using FixPix.Metrics;

namespace FixPix.Tests.Metrics;

public class CalibrationTests
{
    private static DefectMap Map(int width, int height, params IEnumerable<int> sites) =>
        new(new SensorIdentity(width, height), sites.Select(site => new Defect(site / width, site % width)));

    [Fact]
    public void Error_is_the_mean_gap_between_what_was_said_and_what_was_so()
    {
        // 0.9 twice, of which one is bad; 0.4 once, bad; 0.005 and 0 good; 0.02 good.
        Calibration calibration = Calibration.Of([0.9f, 0.9f, 0.4f, 0.005f, 0f, 0.02f], Map(3, 2, 0, 2));
        double first = 0.005 + 0.02, middle = 0.6, last = 0.8;
        Assert.Equal((first + middle + last) / 6, calibration.ExpectedError, 6);
        Assert.Equal((0.02 + middle + last) / 4, calibration.ContestedError, 6);
        Assert.Equal((3, 0), (calibration.Bins[0].Count, calibration.Bins[0].BadCount));
        Assert.Equal(2, calibration.Easy.Count);
        ReliabilityBin high = calibration.Bins[13];
        Assert.Equal((2, 1, 0.5), (high.Count, high.BadCount, high.BadShare));
        Assert.Equal(0.9, high.MeanProbability, 6);
        Assert.Equal(6, calibration.Bins.Sum(bin => bin.Count));
    }

    [Fact]
    public void A_bad_site_that_was_thought_good_is_contested()
    {
        Calibration calibration = Calibration.Of([0f, 0f, 0f, 0f], Map(4, 1, 3));
        Assert.Equal(0.25, calibration.ExpectedError, 9);
        Assert.Equal(1, calibration.ContestedError, 9);
    }

    [Fact]
    public void Certain_and_meaningless_probabilities_have_their_place()
    {
        Calibration calibration = Calibration.Of([1f, float.NaN, 1f], Map(3, 1, 0, 2));
        Assert.Equal((2, 1), (calibration.Bins[^1].Count, calibration.Bins[0].Count));
        Assert.Equal((0, 0), (calibration.ExpectedError, calibration.ContestedError));
    }

    [Fact]
    public void Frames_add_up_to_one_long_frame()
    {
        Calibration sum = Calibration.Of([0.9f, 0.1f], Map(2, 1, 0)) + Calibration.Of([0.7f, 0.1f], Map(2, 1, 1));
        Calibration whole = Calibration.Of([0.9f, 0.1f, 0.7f, 0.1f], Map(4, 1, 0, 3));
        Assert.Equal(whole.Bins.ToArray(), sum.Bins.ToArray());
        Assert.Equal(whole.ExpectedError, sum.ExpectedError, 12);
    }

    [Fact]
    public void Threads_do_not_change_a_bit()
    {
        float[] probabilities = [.. Enumerable.Range(0, 3000).Select(site => site * 37 % 1000 / 999f)];
        DefectMap truth = Map(3, 1000, Enumerable.Range(0, 3000).Where(site => site % 7 == 0));
        Calibration one = Calibration.Of(probabilities, truth, new WorkSettings { Threads = 1 });
        Assert.Equal(one.Bins.ToArray(), Calibration.Of(probabilities, truth, new WorkSettings { Threads = 5 }).Bins.ToArray());
    }

    [Fact]
    public void Probabilities_of_another_sensor_are_refused() =>
        Assert.Throws<FixPixException>(() => Calibration.Of([0.5f], Map(2, 1)));
}
