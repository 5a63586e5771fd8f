using FixPix.Features;
using FixPix.Neural;

namespace FixPix.CorrectorAblation;

/// <summary>The reconstructor's input with a part changed.</summary>
/// <param name="planes">The whole input.</param>
/// <param name="without">The channels that are 0, from the first to before the second.</param>
/// <param name="unit">What a unit is everywhere; null: what the surroundings say.</param>
internal sealed class ChangedPlanes(MendedPlanes planes, (int First, int End) without, float? unit) : NetworkInput(planes.Layout, planes.Pack, planes.Multiple)
{
    /// <inheritdoc/>
    public override void Fill(ReadOnlySpan<ushort> samples, in FeatureMap target, Workspace workspace)
    {
        planes.Fill(samples, in target, workspace);
        for (int row = target.Region.Top; row < target.Region.Bottom; row++)
        {
            for (int column = target.Region.Left; column < target.Region.Right; column++)
            {
                Span<float> channels = target.At(row, column);
                channels[without.First..without.End].Clear();
                if (unit is float fixedUnit)
                {
                    float share = channels[MendedPlanes.UnitChannel] / fixedUnit;
                    for (int site = 0; site < MendedPlanes.Outputs; site++)
                    {
                        channels[site] *= share;
                        channels[(2 * MendedPlanes.Outputs) + site] *= share;
                    }

                    channels[MendedPlanes.UnitChannel] = fixedUnit;
                }
            }
        }
    }
}
