using FixPix.RawFiles.Tiff;

namespace FixPix.RawFiles.Dng;

/// <summary>
/// Puts linear samples over stored codes: a code changes only where its linear value is not the wanted one, to the code
/// whose linear value is nearest.
/// </summary>
internal sealed class LinearizedMerge(LinearizationTable table, ushort largestCode) : SampleMerge(1, largestCode)
{
    private readonly ushort[] _nearest = table.NearestCodes(largestCode);

    /// <inheritdoc/>
    public override bool StoresSamples => false;

    /// <inheritdoc/>
    public override bool Merge(ReadOnlySpan<ushort> wanted, Span<ushort> stored)
    {
        bool changed = false;
        for (int index = 0; index < wanted.Length; index++)
        {
            ushort code = stored[index];
            if (table[code] != wanted[index] && _nearest[wanted[index]] is ushort nearest && nearest != code)
            {
                stored[index] = nearest;
                changed = true;
            }
        }

        return changed;
    }
}
