using FixPix.Features;
using FixPix.Neural;

namespace FixPix.CorrectorAblation;

/// <summary>The reconstructor's input with some of its channels 0.</summary>
/// <param name="planes">The whole input.</param>
/// <param name="first">The first channel that is 0.</param>
/// <param name="end">The first behind it that is told again.</param>
internal sealed class PlanesWithout(MendedPlanes planes, int first, int end) : NetworkInput(planes.Layout, planes.Pack, planes.Multiple)
{
    /// <inheritdoc/>
    public override void Fill(ReadOnlySpan<ushort> samples, in FeatureMap target, Workspace workspace)
    {
        planes.Fill(samples, in target, workspace);
        for (int row = target.Region.Top; row < target.Region.Bottom; row++)
        {
            for (int column = target.Region.Left; column < target.Region.Right; column++)
            {
                target.At(row, column)[first..end].Clear();
            }
        }
    }
}
