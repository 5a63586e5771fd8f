using FixPix.Detection;
using FixPix.Mosaics;

namespace FixPix.Tests.Detection;

public sealed class PlaneMedianTests
{
    [Fact]
    public void Scalar_gives_the_middle_of_the_nine_sites_of_the_plane()
    {
        Mosaic mosaic = new(new MosaicLayout(6, 6, CfaPattern.Rggb, 0, 1000), [.. Enumerable.Range(0, 36).Select(value => (ushort)value)]);
        ushort[] medians = new ushort[6];
        PlaneMedian.OfRowScalar(mosaic, PlaneSites.Of(CfaPattern.Rggb), 2, 0, 6, medians);
        Assert.Equal([14, 15, 14, 15, 14, 15], medians);
        mosaic[2, 2] = 900;
        PlaneMedian.OfRowScalar(mosaic, PlaneSites.Of(CfaPattern.Rggb), 2, 0, 6, medians);
        Assert.Equal([16, 15, 16, 15, 16, 15], medians);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Simd_equals_scalar_at_every_width(int step)
    {
        CfaPattern cfa = step == 1 ? CfaPattern.Monochrome : CfaPattern.Bggr;
        Random random = new(1);
        for (int width = (2 * step) + 8; width < 100; width++)
        {
            Mosaic mosaic = new(new MosaicLayout(width, 5, cfa, 0, 65535), [.. Enumerable.Range(0, width * 5).Select(_ => (ushort)random.Next(65536))]);
            ushort[] expected = new ushort[width];
            ushort[] actual = new ushort[width];
            PlaneMedian.OfRowScalar(mosaic, PlaneSites.Of(cfa), 2, step, width - step, expected);
            PlaneMedian.OfInteriorSimd(mosaic.Row(2 - step), mosaic.Row(2), mosaic.Row(2 + step), step, actual);
            Assert.Equal(expected, actual);
        }
    }
}
