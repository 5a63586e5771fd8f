using FixPix.Mosaics;

namespace FixPix.Tests.Mosaics;

public sealed class CanonicalViewTests
{
    public static TheoryData<string, int, int> Frames()
    {
        TheoryData<string, int, int> frames = [];
        foreach (CfaPattern cfa in CfaPattern.Named)
        {
            foreach ((int width, int height) in new[] { (1, 1), (1, 7), (7, 1), (2, 2), (3, 2), (5, 4), (9, 8) })
            {
                frames.Add(cfa.Name, width, height);
            }
        }

        return frames;
    }

    [Theory]
    [MemberData(nameof(Frames))]
    public void Every_site_of_the_view_has_the_colour_of_its_place_or_reads_black(string name, int width, int height)
    {
        Assert.True(CfaPattern.TryParse(name, out CfaPattern? cfa));
        MosaicLayout layout = new(width, height, cfa, 0, 1000) { BlackDn = [.. Enumerable.Range(0, cfa.PositionCount).Select(position => 1f + position)] };
        ushort[] samples = [.. Enumerable.Range(0, width * height).Select(site => (ushort)(100 + cfa.PositionAt(site / width, site % width)))];
        CanonicalView view = new(layout);
        ushort[] row = new ushort[width + 14];
        for (int at = -6; at < height + 8; at++)
        {
            view.CopyRow(samples, at, -6, row);
            for (int column = 0; column < row.Length; column++)
            {
                float black = view.BlackAt(at, column - 6);
                CfaColor color = cfa.ColorAt((at + view.RowShift + 8) % 2, (column - 6 + view.ColumnShift + 8) % 2);
                Assert.Equal(cfa.IsMonochrome ? color : (at & 1, column & 1) switch { (0, 0) => CfaColor.Red, (1, 1) => CfaColor.Blue, _ => CfaColor.Green }, color);
                bool inside = (width > 1 || ((column - 6 - view.ColumnShift) & 1) == 0) && (height > 1 || ((at - view.RowShift) & 1) == 0);
                Assert.Equal(inside || cfa.IsMonochrome ? 99 + black : black, row[column]);
            }
        }
    }

    [Fact]
    public void Beyond_the_frame_lies_its_mirror_image_and_within_it_every_sample()
    {
        MosaicLayout layout = new(4, 3, CfaPattern.Bggr, 0, 1000);
        CanonicalView view = new(layout);
        ushort[] samples = [.. Enumerable.Range(0, 12).Select(site => (ushort)((10 * (site / 4)) + (site % 4)))];
        ushort[] row = new ushort[12];
        view.CopyRow(samples, 1, -3, row);
        Assert.Equal([2, 3, 2, 1, 0, 1, 2, 3, 2, 1, 0, 1], row);
        view.CopyRow(samples, 0, 1, row.AsSpan(0, 4));
        Assert.Equal([10, 11, 12, 13], row[..4]);
        view.CopyRow(samples, 4, 1, row.AsSpan(0, 2));
        Assert.Equal([10, 11], row[..2]);
        view.CopyRow(samples, 2, 40, row.AsSpan(0, 3));
        Assert.Equal([13, 12, 11], row[..3]);
    }

    [Fact]
    public void Other_colour_filter_arrays_are_refused_by_name()
    {
        CfaPattern odd = new(2, 2, CfaColor.Red, CfaColor.Green, CfaColor.Blue, CfaColor.Green);
        FixPixException failure = Assert.Throws<FixPixException>(() => new CanonicalView(new MosaicLayout(4, 4, odd, 0, 100)));
        Assert.Contains("RGBG", failure.Message, StringComparison.Ordinal);
    }
}
