using FixPix.Features;
using FixPix.Mosaics;
using FixPix.Neural;

namespace FixPix.DetectorAblation;

/// <summary>Our input whose channels from one on are 0.</summary>
internal sealed class FirstPlanes(MosaicLayout layout, int multiple, int kept) : NetworkInput(layout, pack: 2, multiple)
{
    private readonly PlanesInput _all = new(layout, multiple);

    /// <inheritdoc/>
    public override void Fill(ReadOnlySpan<ushort> samples, in FeatureMap target, Workspace workspace)
    {
        _all.Fill(samples, in target, workspace);
        for (int row = target.Region.Top; row < target.Region.Bottom; row++)
        {
            for (int column = target.Region.Left; column < target.Region.Right; column++)
            {
                target.At(row, column)[kept..].Clear();
            }
        }
    }
}
