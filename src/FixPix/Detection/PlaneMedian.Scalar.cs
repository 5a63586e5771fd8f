using FixPix.Mosaics;

namespace FixPix.Detection;

/// <content>The truth.</content>
internal static partial class PlaneMedian
{
    /// <summary>Medians of the columns [first, end) of a row, for any pattern.</summary>
    public static void OfRowScalar(Mosaic mosaic, PlaneSites sites, int row, int first, int end, Span<ushort> medians)
    {
        Span<ushort> values = stackalloc ushort[PlaneSites.NeighborCount + 1];
        for (int column = first; column < end; column++)
        {
            int count = sites.Gather(mosaic, row, column, values);
            values[count++] = mosaic[row, column];
            values[..count].Sort();
            medians[column] = values[(count - 1) / 2];
        }
    }
}
