using FixPix.Mosaics;
using FixPix.Neural;

namespace FixPix.Features;

/// <summary>
/// What our reconstructing network is told of a block of 2×2 sites: channels 0 to 3 the values of red, green beside red, green beside blue, blue (of a monochrome mosaic: row by row), where bad sites have an
/// estimate; and in the same order channels 4 to 7 how far a site is believed, 1 where it is good and 0 where it is bad, 8 to 11 how far the mean of the near believed sites of the filter position is from the value. Values are relative to
/// black and white, brought to even noise (<see cref="EvenNoise"/>). The network says by how many <see cref="Unit"/>s of them each site is above its value. Metadata: <c>input</c> = "mended".
/// </summary>
internal sealed class MendedPlanes : NetworkInput
{
    /// <summary>What weight files call it.</summary>
    public const string Name = "mended";

    /// <summary>Channels that it has.</summary>
    public const int Channels = 12;

    /// <summary>Channels that come out: one for each site of the block.</summary>
    public const int Outputs = 4;

    /// <summary>What an output of 1 adds to a value of even noise: about what estimates are off by where little is left.</summary>
    public const float Unit = 1 / 16f;

    // Sites of the filter position that count on each side, and what they count.
    private const int Reach = 2;
    private static readonly float[] s_weights = [1, 4, 6, 4, 1];

    private readonly EvenNoise[] _even;
    private readonly Func<int, int, float> _beliefIn;
    private readonly MosaicLayout _layout;

    /// <summary>The input for mosaics of a layout.</summary>
    /// <param name="layout">The mosaics' layout.</param>
    /// <param name="multiple">Height and width of the plane are multiples of it.</param>
    /// <param name="beliefIn">How far the site of a row and column is believed, 0 to 1.</param>
    public MendedPlanes(MosaicLayout layout, int multiple, Func<int, int, float> beliefIn)
        : base(layout, pack: 2, multiple)
    {
        (_layout, _beliefIn) = (layout, beliefIn);
        _even = [.. Enumerable.Range(0, 2).Select(row => new EvenNoise(View.BlackAt(row, 0), View.BlackAt(row, 1), layout.WhiteDn))];
    }

    /// <inheritdoc/>
    public override void Fill(ReadOnlySpan<ushort> samples, in FeatureMap target, Workspace workspace)
    {
        // The rows that a row of blocks looks at are kept, and what they come to along the row.
        int mark = workspace.Mark(), step = View.Step, halo = Reach * step, kept = 2 + (2 * halo);
        Region region = target.Region;
        int width = 2 * region.Width, top = (2 * region.Top) - halo, loaded = 0;
        Matrix values = workspace.RentMatrix(kept, width + (2 * halo)), marks = workspace.RentMatrix(kept, width + (2 * halo));
        Matrix sums = workspace.RentMatrix(kept, width), weights = workspace.RentMatrix(kept, width), means = workspace.RentMatrix(2, width);
        Span<ushort> scratch = RentSamples(workspace, values.Columns);
        for (int place = region.Top; place < region.Bottom; place++)
        {
            int first = 2 * (place - region.Top);
            for (; loaded < first + kept; loaded++)
            {
                int slot = loaded % kept;
                View.CopyRow(samples, top + loaded, (2 * region.Left) - halo, scratch);
                _even[(top + loaded) & 1].OfRow(scratch, values.Row(slot));
                MarkRow(top + loaded, (2 * region.Left) - halo, marks.Row(slot));
                AlongRow(values.Row(slot), marks.Row(slot), step, sums.Row(slot), weights.Row(slot));
            }

            for (int row = 0; row < 2; row++)
            {
                AcrossRows(in sums, in weights, first + row, step, Kept(in values, first + row + halo)[halo..], means.Row(row));
            }

            Span<float> places = target.Memory.AsSpan(target.Index(place, region.Left), ((region.Width - 1) * target.SiteStride) + Channels);
            Interleave(Kept(in values, first + halo)[halo..], Kept(in values, first + halo + 1)[halo..], places, target.SiteStride);
            Interleave(Kept(in marks, first + halo)[halo..], Kept(in marks, first + halo + 1)[halo..], places[4..], target.SiteStride);
            Interleave(means.Row(0), means.Row(1), places[8..], target.SiteStride);
        }

        workspace.Release(mark);
        Span<float> Kept(in Matrix rows, int row) => rows.Row(row % kept);
    }

    /// <summary>The sample that a value of even noise stands for at a site of the mosaic, DN, not rounded.</summary>
    public float SampleOf(float value, int row, int column) =>
        _even[(row + View.RowShift) & 1].SampleOf(value, (column + View.ColumnShift) & 1);

    // Beyond the frame its sites come again, good and bad; those that a frame of one row or column lacks are good and black.
    private void MarkRow(int row, int left, Span<float> marks)
    {
        int from = CanonicalView.Mirror(row - View.RowShift, _layout.Height);
        for (int place = 0; place < marks.Length; place++)
        {
            marks[place] = _beliefIn(from, CanonicalView.Mirror(left + place - View.ColumnShift, _layout.Width));
        }
    }

    private static void AlongRow(ReadOnlySpan<float> values, ReadOnlySpan<float> marks, int step, Span<float> sums, Span<float> weights)
    {
        for (int column = 0; column < sums.Length; column++)
        {
            (float sum, float weight) = (0, 0);
            for (int tap = 0; tap < s_weights.Length; tap++)
            {
                float counts = s_weights[tap] * marks[column + (tap * step)];
                sum += counts * values[column + (tap * step)];
                weight += counts;
            }

            (sums[column], weights[column]) = (sum, weight);
        }
    }

    // 0 where no near site is good: nothing is known better than the value.
    private static void AcrossRows(in Matrix sums, in Matrix weights, int first, int step, ReadOnlySpan<float> values, Span<float> differences)
    {
        for (int column = 0; column < differences.Length; column++)
        {
            (float sum, float weight) = (0, 0);
            for (int tap = 0; tap < s_weights.Length; tap++)
            {
                int slot = (first + (tap * step)) % sums.Rows;
                sum += s_weights[tap] * sums.Row(slot)[column];
                weight += s_weights[tap] * weights.Row(slot)[column];
            }

            differences[column] = weight > 0 ? (sum / weight) - values[column] : 0;
        }
    }
}
