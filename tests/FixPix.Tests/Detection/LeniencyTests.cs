using FixPix.Detection;

namespace FixPix.Tests.Detection;

public sealed class LeniencyTests
{
    [Fact]
    public void Nothing_changes_up_to_a_percent_and_beyond_a_tenth_it_only_falls_without_a_jump()
    {
        const double Step = 0.001;
        double before = 0;
        for (double rate = 0; rate <= 1; rate += Step)
        {
            double leniency = Leniency.At(rate);
            Assert.InRange(leniency, rate <= 0.01 ? 0 : double.Epsilon, rate <= 0.01 ? 0 : Leniency.Most);
            Assert.InRange(leniency - before, -0.1, rate <= 0.1 ? 0.1 : 1e-9);
            before = leniency;
        }
    }

    [Theory]
    [InlineData(0.03, 1.5)]
    [InlineData(0.05, 3)]
    [InlineData(0.15, 2.75)]
    [InlineData(0.3, 2.05)]
    [InlineData(0.7, 1.2)]
    public void Between_what_was_measured_it_lies_on_straight_lines(double rate, double leniency) => Assert.Equal(leniency, Leniency.At(rate), 9);
}
