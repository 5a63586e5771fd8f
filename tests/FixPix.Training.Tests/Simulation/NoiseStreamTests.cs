using FixPix.Training.Simulation;

namespace FixPix.Training.Tests.Simulation;

public sealed class NoiseStreamTests
{
    [Fact]
    public void Normal_numbers_have_the_moments_and_the_tails_of_the_normal_distribution()
    {
        const int Count = 4_000_000;
        NoiseStream noise = new(1, 2);
        (double sum, double squares, double fourths, int beyond2, int beyond4) = (0, 0, 0, 0, 0);
        for (int index = 0; index < Count; index++)
        {
            double x = noise.NextNormal();
            sum += x;
            squares += x * x;
            fourths += x * x * x * x;
            beyond2 += Math.Abs(x) > 2 ? 1 : 0;
            beyond4 += Math.Abs(x) > 4 ? 1 : 0;
        }

        Assert.Equal(0, sum / Count, 0.003);
        Assert.Equal(1, squares / Count, 0.004);
        Assert.Equal(3, fourths / Count, 0.03);
        Assert.Equal(0.0455, beyond2 / (double)Count, 0.0006);

        // 6.334e-5 of all: 253 expected, four standard deviations of that allowed.
        Assert.InRange(beyond4, 253 - 64, 253 + 64);
    }

    [Theory]
    [InlineData(0.05)]
    [InlineData(1)]
    [InlineData(11.5)]
    public void Counts_have_mean_and_variance_of_the_poisson_distribution(double mean)
    {
        const int Count = 400_000;
        NoiseStream noise = new(3, 4);
        double[] counts = new double[Count];
        for (int index = 0; index < Count; index++)
        {
            counts[index] = noise.NextPoisson(mean);
        }

        double average = counts.Average();
        Assert.Equal(mean, average, 4 * Math.Sqrt(mean / Count));
        Assert.InRange(counts.Sum(count => (count - average) * (count - average)) / Count / mean, 0.98, 1.02);
        Assert.Equal(Math.Exp(-mean), counts.Count(count => count == 0) / (double)Count, 0.004);
    }

    [Fact]
    public void Rows_and_seeds_have_numbers_of_their_own_and_the_same_again()
    {
        ulong First(long seed, long row) => new NoiseStream(seed, row).NextBits();
        Assert.Equal(First(5, 6), First(5, 6));
        Assert.Equal(2000, Enumerable.Range(-500, 1000).SelectMany(row => new[] { First(5, row), First(6, row) }).Distinct().Count());
    }
}
