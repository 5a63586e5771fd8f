using FixPix.Features;

namespace FixPix.Tests.Features;

public sealed class CommonRateTests
{
    [Fact]
    public void A_place_that_is_misread_does_not_count()
    {
        const int Width = 100, Height = 70;
        byte[] beliefs = new byte[Width * Height];
        for (int site = 0; site < beliefs.Length; site++)
        {
            // Three of four are bad; in a corner all are taken for good.
            beliefs[site] = site % 4 == 0 || (site / Width < 40 && site % Width < 40) ? (byte)200 : (byte)20;
        }

        Assert.Equal(MathF.Log(3), CommonRate.Of(beliefs, Width), 0.05f);
    }

    [Theory]
    [InlineData(0, 9, -2.944439)]
    [InlineData(5, 10, 0)]
    [InlineData(9, 9, 2.944439)]
    public void None_and_all_stay_finite(int bad, int sites, float logOdds)
    {
        Assert.Equal(logOdds, CommonRate.LogOdds(bad, sites), 1e-5f);
        Assert.Equal(logOdds, CommonRate.Of([.. Enumerable.Repeat((byte)0, bad), .. Enumerable.Repeat((byte)255, sites - bad)], sites), 1e-5f);
    }
}
