using System.Runtime.Intrinsics;
using FixPix.Mosaics;
using FixPix.Neural;

namespace FixPix.Features;

/// <summary>
/// In how much company each of a block of 2×2 sites reads what it does: the share of the sites of its filter position within seven by seven blocks whose values are near its own, a near one counting 1 − (difference / width)². Channels 0 to 3 for a
/// narrow width, 4 to 7 for a wide one, in the order of <see cref="PlanesInput"/>. Where most sites are bad the good ones still read alike, while the bad ones read this and that: it needs nobody's belief to tell which is which.
/// </summary>
internal sealed class CompanyPlanes : NetworkInput
{
    /// <summary>Channels that it has.</summary>
    public const int Channels = 8;

    // Blocks that count on each side, and sites from one of a filter position to the next.
    private const int Reach = 3, Step = 2;
    private const int Halo = Reach * Step, Kept = 2 + (2 * Halo), Others = (((2 * Reach) + 1) * ((2 * Reach) + 1)) - 1;

    // 1 / width², of values of even noise: widths of 1/64 and 1/16.
    private const float Narrow = 4096, Wide = 256;

    private readonly EvenNoise[] _even;

    /// <inheritdoc cref="NetworkInput(MosaicLayout, int, int)"/>
    public CompanyPlanes(MosaicLayout layout, int multiple)
        : base(layout, pack: 2, multiple) =>
        _even = [.. Enumerable.Range(0, 2).Select(row => new EvenNoise(View.BlackAt(row, 0), View.BlackAt(row, 1), layout.WhiteDn))];

    /// <inheritdoc/>
    public override void Fill(ReadOnlySpan<ushort> samples, in FeatureMap target, Workspace workspace)
    {
        int mark = workspace.Mark();
        Region region = target.Region;
        int width = 2 * region.Width, top = (2 * region.Top) - Halo, loaded = 0;
        Matrix values = workspace.RentMatrix(Kept, width + (2 * Halo)), narrow = workspace.RentMatrix(2, width), wide = workspace.RentMatrix(2, width);
        Span<ushort> scratch = RentSamples(workspace, values.Columns);
        for (int place = region.Top; place < region.Bottom; place++)
        {
            int first = 2 * (place - region.Top);
            for (; loaded < first + Kept; loaded++)
            {
                View.CopyRow(samples, top + loaded, (2 * region.Left) - Halo, scratch);
                _even[(top + loaded) & 1].OfRow(scratch, values.Row(loaded % Kept));
            }

            for (int row = 0; row < 2; row++)
            {
                Count(in values, first + row, narrow.Row(row), wide.Row(row));
            }

            Span<float> places = target.Memory.AsSpan(target.Index(place, region.Left), ((region.Width - 1) * target.SiteStride) + Channels);
            Interleave(narrow.Row(0), narrow.Row(1), places, target.SiteStride);
            Interleave(wide.Row(0), wide.Row(1), places[4..], target.SiteStride);
        }

        workspace.Release(mark);
    }

    // The sites of a row, whose window begins with the row 'first'. Each sum has one order, whether by one or by eight, so that no tile changes a bit of it.
    private static void Count(in Matrix values, int first, Span<float> narrow, Span<float> wide)
    {
        ReadOnlySpan<float> own = values.Row((first + Halo) % Kept)[Halo..];
        int column = 0;
        for (; column <= narrow.Length - Vector256<float>.Count; column += Vector256<float>.Count)
        {
            Vector256<float> value = Vector256.Create(own[column..]), near = -Vector256<float>.One, around = -Vector256<float>.One;
            for (int tap = -Reach; tap <= Reach; tap++)
            {
                ReadOnlySpan<float> row = values.Row((first + Halo + (tap * Step)) % Kept)[column..];
                for (int step = 0; step <= 2 * Reach; step++)
                {
                    Vector256<float> difference = Vector256.Create(row[(step * Step)..]) - value, squared = difference * difference;
                    near += Vector256.Max(Vector256<float>.Zero, Vector256<float>.One - (squared * Narrow));
                    around += Vector256.Max(Vector256<float>.Zero, Vector256<float>.One - (squared * Wide));
                }
            }

            (near / Others).CopyTo(narrow[column..]);
            (around / Others).CopyTo(wide[column..]);
        }

        for (; column < narrow.Length; column++)
        {
            (float near, float around) = (-1, -1);
            for (int tap = -Reach; tap <= Reach; tap++)
            {
                ReadOnlySpan<float> row = values.Row((first + Halo + (tap * Step)) % Kept)[column..];
                for (int step = 0; step <= 2 * Reach; step++)
                {
                    float difference = row[step * Step] - own[column], squared = difference * difference;
                    near += Math.Max(0, 1 - (squared * Narrow));
                    around += Math.Max(0, 1 - (squared * Wide));
                }
            }

            (narrow[column], wide[column]) = (near / Others, around / Others);
        }
    }
}
