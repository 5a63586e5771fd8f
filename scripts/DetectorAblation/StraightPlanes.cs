using FixPix.Features;
using FixPix.Mosaics;
using FixPix.Neural;

namespace FixPix.DetectorAblation;

/// <summary>Our input without the root: values in proportion to light, 0 at black and 1 at white; differences and contrasts are of these. How far sites stand out of the noise is told as ever.</summary>
internal sealed class StraightPlanes(MosaicLayout layout, int multiple) : NetworkInput(layout, pack: 2, multiple)
{
    private const int Values = 4, Deviations = 12;
    private readonly PlanesInput _rooted = new(layout, multiple);

    /// <inheritdoc/>
    public override void Fill(ReadOnlySpan<ushort> samples, in FeatureMap target, Workspace workspace)
    {
        // One block more on each side: the neighbours.
        int mark = workspace.Mark(), step = View.Step;
        Region region = target.Region, around = new(region.Top - 1, region.Left - 1, region.Height + 2, region.Width + 2);
        FeatureMap rooted = workspace.RentMap(around, PlanesInput.Channels);
        _rooted.Fill(samples, in rooted, workspace);
        Matrix light = Light(in rooted, workspace), differences = workspace.RentMatrix(1, 2 * region.Width), contrasts = workspace.RentMatrix(1, 2 * region.Width);
        for (int row = 0; row < 2 * region.Height; row++)
        {
            ReadOnlySpan<float> Line(int away) => light.Row(row + 2 + away).Slice(2 - step, (2 * region.Width) + (2 * step));
            NeighborDifference.OfRow(Line(-step), Line(0), Line(step), step, differences.Row(0), contrasts.Row(0));
            for (int column = 0; column < 2 * region.Width; column++)
            {
                Span<float> channels = target.At(region.Top + (row >> 1), region.Left + (column >> 1))[((2 * (row & 1)) + (column & 1))..];
                (channels[0], channels[Values], channels[2 * Values]) = (light.Row(row + 2)[column + 2], differences.Row(0)[column], contrasts.Row(0)[column]);
                channels[Deviations] = rooted.At(region.Top + (row >> 1), region.Left + (column >> 1))[Deviations + (2 * (row & 1)) + (column & 1)];
            }
        }

        workspace.Release(mark);
    }

    // EvenNoise backwards, and the blocks' sites row by row again.
    private static Matrix Light(in FeatureMap rooted, Workspace workspace)
    {
        Region region = rooted.Region;
        Matrix light = workspace.RentMatrix(2 * region.Height, 2 * region.Width);
        for (int row = 0; row < 2 * region.Height; row++)
        {
            Span<float> line = light.Row(row);
            for (int column = 0; column < line.Length; column++)
            {
                float value = rooted.At(region.Top + (row >> 1), region.Left + (column >> 1))[(2 * (row & 1)) + (column & 1)] + (1 / 8f);
                line[column] = (value * value) - (1 / 64f);
            }
        }

        return light;
    }
}
