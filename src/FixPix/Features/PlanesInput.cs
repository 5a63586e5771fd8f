using FixPix.Mosaics;
using FixPix.Neural;

namespace FixPix.Features;

/// <summary>
/// What our networks are told of a block of 2×2 sites: channels 0 to 3 the values of red, green beside red, green beside blue, blue (of a monochrome mosaic: row by row), and
/// in the same order channels 4 to 7 their differences to the eight nearest sites of their filter position, 8 to 11 their contrasts to them (<see cref="NeighborDifference"/>), 12 to 15 how far
/// they stand out of the noise (<see cref="BlockNoise"/>). Values are relative to black and white, brought to even noise (<see cref="EvenNoise"/>). Metadata: <c>input</c> = "planes".
/// </summary>
internal sealed class PlanesInput : NetworkInput
{
    /// <summary>What weight files call it.</summary>
    public const string Name = "planes";

    /// <summary>Channels that it has.</summary>
    public const int Channels = 16;

    /// <summary>Channels that come out: one for each site of the block.</summary>
    public const int Outputs = 4;

    private readonly EvenNoise[] _even;
    private readonly BlockNoise _noise;

    /// <summary>The input for mosaics of a layout.</summary>
    /// <inheritdoc/>
    public PlanesInput(MosaicLayout layout, int multiple)
        : base(layout, pack: 2, multiple)
    {
        _even = EvenNoise.OfRows(View, layout.WhiteDn);
        _noise = new BlockNoise(View, _even, Plane);
    }

    /// <inheritdoc/>
    public override void Fill(ReadOnlySpan<ushort> samples, in FeatureMap target, Workspace workspace)
    {
        // Rows of blocks share their neighbours above and below: the values of as many rows are kept as one row of blocks looks at.
        int mark = workspace.Mark(), step = View.Step, kept = 2 + (2 * step);
        Region region = target.Region;
        int width = 2 * region.Width, top = (2 * region.Top) - step, loaded = 0;
        (int firstBlock, int lastBlock, int measured) = (_noise.ColumnOf(region.Left), _noise.ColumnOf(region.Right - 1), -1);
        Matrix values = workspace.RentMatrix(kept, width + (2 * step)), differences = workspace.RentMatrix(2, width), contrasts = workspace.RentMatrix(2, width);
        Matrix deviations = workspace.RentMatrix(2, width), perSigma = workspace.RentMatrix(lastBlock - firstBlock + 1, BlockNoise.Levels);
        Span<ushort> scratch = RentSamples(workspace, values.Columns);
        for (int place = region.Top; place < region.Bottom; place++)
        {
            int first = 2 * (place - region.Top);
            if (_noise.RowOf(place) is int blockRow && blockRow != measured)
            {
                measured = blockRow;
                for (int block = firstBlock; block <= lastBlock; block++)
                {
                    _noise.Measure(samples, blockRow, block, perSigma.Row(block - firstBlock), workspace);
                }
            }

            for (; loaded < first + kept; loaded++)
            {
                View.CopyRow(samples, top + loaded, (2 * region.Left) - step, scratch);
                _even[(top + loaded) & 1].OfRow(scratch, values.Row(loaded % kept));
            }

            for (int row = 0; row < 2; row++)
            {
                NeighborDifference.OfRow(Kept(first + row), Kept(first + row + step), Kept(first + row + (2 * step)), step, differences.Row(row), contrasts.Row(row));
                for (int column = 0, block = firstBlock; column < width; block++)
                {
                    int end = Math.Min(width, 2 * (Math.Min(_noise.EndOf(block), region.Right) - region.Left));
                    BlockNoise.Scale(Kept(first + row + step)[(column + step)..], differences.Row(row)[column..end], perSigma.Row(block - firstBlock), deviations.Row(row)[column..end]);
                    column = end;
                }
            }

            Span<float> places = target.Memory.AsSpan(target.Index(place, region.Left), ((region.Width - 1) * target.SiteStride) + Channels);
            Interleave(Kept(first + step)[step..], Kept(first + step + 1)[step..], places, target.SiteStride);
            Interleave(differences.Row(0), differences.Row(1), places[4..], target.SiteStride);
            Interleave(contrasts.Row(0), contrasts.Row(1), places[8..], target.SiteStride);
            Interleave(deviations.Row(0), deviations.Row(1), places[12..], target.SiteStride);
        }

        workspace.Release(mark);
        Span<float> Kept(int row) => values.Row(row % kept);
    }
}
