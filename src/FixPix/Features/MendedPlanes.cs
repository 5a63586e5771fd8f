using System.Runtime.Intrinsics;
using FixPix.Mosaics;
using FixPix.Neural;

namespace FixPix.Features;

/// <summary>
/// What our reconstructing network is told of a block of 2×2 sites, relative to what the believed sites around it say, so that it stays the same when the exposure or the contrast changes: channels 0 to 3 how far the values of red, green
/// beside red, green beside blue, blue (of a monochrome mosaic: row by row) are from their level, in units, within −8 to 8, where bad sites have an estimate; and in the same order channels 4 to 7 how far a site is believed, 1 where
/// it is good and 0 where it is bad, 8 to 11 the product of both; channel 12 the unit. Values are relative to black and white, brought to even noise (<see cref="EvenNoise"/>). A level is the mean of the believed sites of the filter position within
/// seven by seven blocks, the unit the spread of all of them around their levels. The network says by how many units each site is above its value. Metadata: <c>input</c> = "mended".
/// </summary>
internal sealed class MendedPlanes : NetworkInput
{
    /// <summary>What weight files call it.</summary>
    public const string Name = "mended";

    /// <summary>Channels that it has.</summary>
    public const int Channels = 13;

    /// <summary>Channels that come out: one for each site of the block.</summary>
    public const int Outputs = 4;

    /// <summary>The channel that holds the unit.</summary>
    public const int UnitChannel = 12;

    // Blocks that count on each side, and sites from one of a filter position to the next.
    private const int Reach = 3, Step = 2;
    private const int Halo = Reach * Step, Taps = (2 * Reach) + 1, Kept = 2 + (2 * Halo);

    private const float MostUnits = 8;

    // Of values of even noise: less than the noise of any sensor but the best.
    private const float LeastUnit = 0.004f;

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
        _even = EvenNoise.OfRows(View, layout.WhiteDn);
    }

    /// <inheritdoc/>
    public override void Fill(ReadOnlySpan<ushort> samples, in FeatureMap target, Workspace workspace)
    {
        // The rows that a row of blocks looks at are kept, and what they come to along the row.
        int mark = workspace.Mark();
        Region region = target.Region;
        int width = 2 * region.Width, top = (2 * region.Top) - Halo, left = (2 * region.Left) - Halo, loaded = 0;
        Matrix values = workspace.RentMatrix(Kept, width + (2 * Halo)), beliefs = workspace.RentMatrix(Kept, width + (2 * Halo)), products = workspace.RentMatrix(2, width + (2 * Halo));
        Matrix counts = workspace.RentMatrix(Kept, width), sums = workspace.RentMatrix(Kept, width), squares = workspace.RentMatrix(Kept, width), around = workspace.RentMatrix(3, width);
        Matrix levels = workspace.RentMatrix(2, width), believed = workspace.RentMatrix(2, width), units = workspace.RentMatrix(3, region.Width);
        Span<ushort> scratch = RentSamples(workspace, values.Columns);
        for (int place = region.Top; place < region.Bottom; place++)
        {
            int first = 2 * (place - region.Top);
            for (; loaded < first + Kept; loaded++)
            {
                int slot = loaded % Kept;
                View.CopyRow(samples, top + loaded, left, scratch);
                _even[(top + loaded) & 1].OfRow(scratch, values.Row(slot));
                BelieveRow(top + loaded, left, beliefs.Row(slot));
                Multiply(values.Row(slot), beliefs.Row(slot), products.Row(0));
                Multiply(values.Row(slot), products.Row(0), products.Row(1));
                AlongRow(beliefs.Row(slot), counts.Row(slot));
                AlongRow(products.Row(0), sums.Row(slot));
                AlongRow(products.Row(1), squares.Row(slot));
            }

            units.Row(0).Clear();
            units.Row(1).Clear();
            for (int row = 0; row < 2; row++)
            {
                AcrossRows(in counts, first + row, around.Row(0));
                AcrossRows(in sums, first + row, around.Row(1));
                AcrossRows(in squares, first + row, around.Row(2));
                Level(in around, values.Row((first + row + Halo) % Kept)[Halo..], levels.Row(row), units.Row(0), units.Row(1));
            }

            for (int block = 0; block < region.Width; block++)
            {
                units.Row(2)[block] = Unit(units.Row(0)[block], units.Row(1)[block]);
            }

            for (int row = 0; row < 2; row++)
            {
                int slot = (first + row + Halo) % Kept;
                Relate(values.Row(slot)[Halo..], units.Row(2), levels.Row(row));
                Multiply(levels.Row(row), beliefs.Row(slot)[Halo..], believed.Row(row));
            }

            Span<float> places = target.Memory.AsSpan(target.Index(place, region.Left), ((region.Width - 1) * target.SiteStride) + Channels);
            Interleave(levels.Row(0), levels.Row(1), places, target.SiteStride);
            Interleave(beliefs.Row((first + Halo) % Kept)[Halo..], beliefs.Row((first + Halo + 1) % Kept)[Halo..], places[4..], target.SiteStride);
            Interleave(believed.Row(0), believed.Row(1), places[8..], target.SiteStride);
            for (int block = 0; block < region.Width; block++)
            {
                places[(block * target.SiteStride) + UnitChannel] = units.Row(2)[block];
            }
        }

        workspace.Release(mark);
    }

    /// <summary>The value of even noise of a sample at a site of the mosaic.</summary>
    public float ValueOf(ushort sample, int row, int column) =>
        _even[(row + View.RowShift) & 1].ValueOf(sample, (column + View.ColumnShift) & 1);

    /// <summary>The sample that a value of even noise stands for at a site of the mosaic, DN, not rounded.</summary>
    public float SampleOf(float value, int row, int column) =>
        _even[(row + View.RowShift) & 1].SampleOf(value, (column + View.ColumnShift) & 1);

    // Beyond the frame its sites come again, good and bad; those that a frame of one row or column lacks are good and black.
    private void BelieveRow(int row, int left, Span<float> beliefs)
    {
        int from = CanonicalView.Mirror(row - View.RowShift, _layout.Height);
        for (int place = 0; place < beliefs.Length; place++)
        {
            beliefs[place] = _beliefIn(from, CanonicalView.Mirror(left + place - View.ColumnShift, _layout.Width));
        }
    }

    // In every sum the order is that of the mosaic, whether by one or by eight, so that no tile changes a bit of it.
    private static void AlongRow(ReadOnlySpan<float> values, Span<float> sums)
    {
        int column = 0;
        for (; column <= sums.Length - Vector256<float>.Count; column += Vector256<float>.Count)
        {
            Vector256<float> sum = Vector256.Create(values[column..]);
            for (int tap = 1; tap < Taps; tap++)
            {
                sum += Vector256.Create(values[(column + (tap * Step))..]);
            }

            sum.CopyTo(sums[column..]);
        }

        for (; column < sums.Length; column++)
        {
            float sum = values[column];
            for (int tap = 1; tap < Taps; tap++)
            {
                sum += values[column + (tap * Step)];
            }

            sums[column] = sum;
        }
    }

    private static void AcrossRows(in Matrix rows, int first, Span<float> sums)
    {
        rows.Row(first % Kept).CopyTo(sums);
        for (int tap = 1; tap < Taps; tap++)
        {
            ReadOnlySpan<float> row = rows.Row((first + (tap * Step)) % Kept);
            int column = 0;
            for (; column <= sums.Length - Vector256<float>.Count; column += Vector256<float>.Count)
            {
                (Vector256.Create<float>(sums[column..]) + Vector256.Create(row[column..])).CopyTo(sums[column..]);
            }

            for (; column < sums.Length; column++)
            {
                sums[column] += row[column];
            }
        }
    }

    private static void Multiply(ReadOnlySpan<float> values, ReadOnlySpan<float> factors, Span<float> products)
    {
        int column = 0;
        for (; column <= products.Length - Vector256<float>.Count; column += Vector256<float>.Count)
        {
            (Vector256.Create(values[column..]) * Vector256.Create(factors[column..])).CopyTo(products[column..]);
        }

        for (; column < products.Length; column++)
        {
            products[column] = values[column] * factors[column];
        }
    }

    // Where no site around is believed, nothing is known better than the value.
    private static void Level(in Matrix around, ReadOnlySpan<float> values, Span<float> levels, Span<float> counts, Span<float> squares)
    {
        ReadOnlySpan<float> count = around.Row(0), sum = around.Row(1), square = around.Row(2);
        for (int column = 0; column < levels.Length; column++)
        {
            float level = count[column] > 0 ? sum[column] / count[column] : values[column];
            levels[column] = level;
            counts[column / 2] += count[column];
            squares[column / 2] += Math.Max(0, square[column] - (level * sum[column]));
        }
    }

    private static float Unit(float count, float squares) => MathF.Sqrt((LeastUnit * LeastUnit) + (count > 0 ? squares / count : 0));

    private static void Relate(ReadOnlySpan<float> values, ReadOnlySpan<float> units, Span<float> levels)
    {
        for (int column = 0; column < levels.Length; column++)
        {
            levels[column] = Math.Clamp((values[column] - levels[column]) / units[column / 2], -MostUnits, MostUnits);
        }
    }
}
