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
            counts.Add((float)says, 0, 0, random.NextDouble() < 1 / (1 + Math.Exp(-((scale * says) + offset))));
        }

        LogOddsFit fit = LogOddsFit.Of([counts]);
        Assert.Equal(scale, fit.Scale, 0.03);
        Assert.Equal(offset, fit.Offset, 0.03);
        Assert.Equal(0, fit.Doubt, 1e-9);
        Assert.Equal(400_000, counts.Sites);
    }

    [Fact]
    public void Sites_that_never_overlap_leave_finite_numbers()
    {
        LogOddsCounts counts = new();
        for (int site = 0; site < 1000; site++)
        {
            counts.Add(-9, 0, 0, false);
            counts.Add(9, 0, 0, true);
        }

        LogOddsFit fit = LogOddsFit.Of([counts]);
        Assert.InRange(fit.Scale, 0.5, 5);
        Assert.InRange(fit.Offset, -2, 2);
    }

    [Theory]
    [InlineData(0.6)]
    [InlineData(-0.6)]
    public void What_doubts_take_off_is_found_unless_they_add(double doubt)
    {
        SeededRandom random = new(2);
        LogOddsCounts counts = new();
        for (int site = 0; site < 400_000; site++)
        {
            double says = 3 * random.NextNormal(), around = random.NextBetween(-10, -2);
            counts.Add((float)says, 0, (float)around, random.NextDouble() < 1 / (1 + Math.Exp(-((0.9 * says) - 1 - (doubt * (around + 6))))));
        }

        LogOddsFit fit = LogOddsFit.Of([counts], -6);
        Assert.Equal(Math.Max(0, doubt), fit.Doubt, 0.03);
        if (doubt > 0)
        {
            Assert.Equal((0.9, -1), (fit.Scale, fit.Offset), (a, b) => Math.Abs(a.Item1 - b.Item1) < 0.03 && Math.Abs(a.Item2 - b.Item2) < 0.03);
        }
    }

    [Theory]
    [InlineData(0.7)]
    [InlineData(-0.7)]
    public void What_residuals_say_besides_is_found_unless_it_is_against_themselves(double worth)
    {
        SeededRandom random = new(3);
        LogOddsCounts counts = new();
        for (int site = 0; site < 200_000; site++)
        {
            double says = 3 * random.NextNormal(), residual = random.NextBetween(-2, 5.5);
            counts.Add((float)says, (float)residual, 0, random.NextDouble() < 1 / (1 + Math.Exp(-((0.8 * says) - 1 + (worth * residual)))));
        }

        LogOddsFit fit = LogOddsFit.Of([counts]);
        Assert.Equal(Math.Max(0, worth), fit.Residual, 0.03);
        Assert.Equal(200_000, counts.With(residuals: false, doubts: true).Sites);
        if (worth > 0)
        {
            Assert.Equal((0.8, -1), (fit.Scale, fit.Offset), (a, b) => Math.Abs(a.Item1 - b.Item1) < 0.03 && Math.Abs(a.Item2 - b.Item2) < 0.03);
            Assert.True(fit.CrossEntropy([counts]) < (fit with { Residual = 0.5 }).CrossEntropy([counts]));
        }
    }

    [Fact]
    public void Counts_of_a_mosaic_tell_how_many_sites_are_certain()
    {
        DefectMask bad = new(3, 2);
        bad[0, 1] = true;
        LogOddsCounts one = LogOddsCounts.Of([-5, 4, 3, 0, -500, 100], [], [], bad);
        Assert.Equal((6, 3, 2), (one.Sites, one.Above(2), one.GoodAbove(2)));
        Assert.Equal((0, 1), (one.GoodAbove(200), one.GoodAbove(20)));
        Assert.Equal(6, one.Steps().Sum(static step => step.Good + step.Bad));
    }
}
