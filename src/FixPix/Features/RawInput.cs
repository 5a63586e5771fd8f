using FixPix.Mosaics;
using FixPix.Neural;

namespace FixPix.Features;

/// <summary>
/// What the paper's network is told: the mosaic as it is, one channel, (v − mean) / deviation with the mean and the standard deviation of its data set. Metadata: <c>input</c> = "raw",
/// <c>mean</c>, <c>deviation</c>, in DN.
/// </summary>
internal sealed class RawInput(MosaicLayout layout, int multiple, float mean, float deviation) : NetworkInput(layout, pack: 1, multiple)
{
    /// <summary>What weight files call it.</summary>
    public const string Name = "raw";

    /// <summary>Channels that it has, and that come out for them: one.</summary>
    public const int Channels = 1;

    /// <inheritdoc/>
    public override void Fill(ReadOnlySpan<ushort> samples, in FeatureMap target, Workspace workspace)
    {
        int mark = workspace.Mark();
        Region region = target.Region;
        Span<ushort> row = RentSamples(workspace, region.Width);
        for (int place = region.Top; place < region.Bottom; place++)
        {
            View.CopyRow(samples, place, region.Left, row);
            int first = target.Index(place, region.Left);
            for (int column = 0; column < row.Length; column++)
            {
                target.Memory[first + column * target.SiteStride] = (row[column] - mean) / deviation;
            }
        }

        workspace.Release(mark);
    }
}
