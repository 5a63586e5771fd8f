using FixPix.Mosaics;
using FixPix.Training.Datasets;

namespace FixPix.Training.Tests.Datasets;

public sealed class TurnTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    [InlineData(7)]
    public void Every_site_keeps_its_color_its_black_and_its_value(int way)
    {
        Turn turn = new((way & 1) != 0, (way & 2) != 0, (way & 4) != 0);
        foreach (CfaPattern cfa in CfaPattern.Named)
        {
            MosaicLayout layout = new(8, 8, cfa, 0, 1023) { BlackDn = [.. Enumerable.Range(10, cfa.PositionCount)] };
            Mosaic whole = new(layout, [.. Enumerable.Range(0, 64).Select(index => (ushort)index)]);
            Mosaic turned = SimulatedCrops.Turned(whole, 4, turn);
            Assert.Equal(turned.Samples.Length, turned.Samples.Distinct().Count());
            for (int site = 0; site < turned.Samples.Length; site++)
            {
                (int row, int column) = (site / turned.Width, site % turned.Width);
                (int fromRow, int fromColumn) = (turned.Samples[site] / 8, turned.Samples[site] % 8);
                Assert.Equal((fromRow, fromColumn), turn.From(row, column, 7));
                Assert.Equal(cfa.ColorAt(fromRow, fromColumn), turned.Layout.Cfa.ColorAt(row, column));
                Assert.Equal(layout.BlackAt(fromRow, fromColumn), turned.Layout.BlackAt(row, column));
            }
        }
    }
}
