using FixPix.Defects;
using FixPix.Simulation;
using FixPix.Training.Trainers;

namespace FixPix.Training.Tests.Trainers;

public sealed class LogOddsCountsTests
{
    [Theory]
    [InlineData(1, 0)]
    [InlineData(0.7, -1.5)]
    [InlineData(1.8, 2)]
    public void Scale_and_offset_that_make_a_liar_honest_are_found(double scale, double offset)
    {
        SeededRandom random = new(1);
        LogOddsCounts counts = new();
        for (int site = 0; site < 400_000; site++)
        {
            double says = 3 * random.NextNormal();
            counts.Add((float)says, random.NextDouble() < 1 / (1 + Math.Exp(-((scale * says) + offset))));
        }

        (double foundScale, double foundOffset) = counts.Fit();
        Assert.Equal(scale, foundScale, 0.03);
        Assert.Equal(offset, foundOffset, 0.03);
        Assert.Equal(400_000, counts.Sites);
    }

    [Fact]
    public void Sites_that_never_overlap_leave_finite_numbers()
    {
        LogOddsCounts counts = new();
        for (int site = 0; site < 1000; site++)
        {
            counts.Add(-9, false);
            counts.Add(9, true);
        }

        (double scale, double offset) = counts.Fit();
        Assert.InRange(scale, 0.5, 5);
        Assert.InRange(offset, -2, 2);
    }

    [Fact]
    public void Counts_of_mosaics_add_up_and_tell_how_many_sites_are_certain()
    {
        DefectMask bad = new(3, 2);
        bad[0, 1] = true;
        LogOddsCounts one = LogOddsCounts.Of([-5, 4, 3, 0, -100, 100], bad), both = one + one;
        Assert.Equal((6, 3, 2), (one.Sites, one.Above(2), one.GoodAbove(2)));
        Assert.Equal((12, 6, 4), (both.Sites, both.Above(2), both.GoodAbove(2)));
        Assert.Equal((0, 1), (one.GoodAbove(200), one.GoodAbove(20)));
    }
}
