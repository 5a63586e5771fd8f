using FixPix.Features;
using FixPix.Mosaics;
using FixPix.Neural;

namespace FixPix.DetectorAblation;

/// <summary>
/// The paper's normalisation, (v − mean) / deviation whatever the sensor, in channels 0 to 3, one for each site of a block; the others are 0. One channel at the mosaic's full size would take
/// four times the work for each crop.
/// </summary>
internal sealed class SamplePlanes(MosaicLayout layout, int multiple, SampleLevels levels) : NetworkInput(layout, pack: 2, multiple)
{
    /// <inheritdoc/>
    public override void Fill(ReadOnlySpan<ushort> samples, in FeatureMap target, Workspace workspace)
    {
        int mark = workspace.Mark();
        Region region = target.Region;
        Span<ushort> line = RentSamples(workspace, 2 * region.Width);
        for (int row = 2 * region.Top; row < 2 * region.Bottom; row++)
        {
            View.CopyRow(samples, row, 2 * region.Left, line);
            for (int place = 0; place < line.Length; place++)
            {
                Span<float> channels = target.At(row >> 1, region.Left + (place >> 1));
                if (((row | place) & 1) == 0)
                {
                    channels.Clear();
                }

                channels[(2 * (row & 1)) + (place & 1)] = (line[place] - levels.Mean) / levels.Deviation;
            }
        }

        workspace.Release(mark);
    }
}
