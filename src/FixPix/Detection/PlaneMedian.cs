using System.Runtime.Intrinsics;
using FixPix.Mosaics;

namespace FixPix.Detection;

/// <summary>
/// The median of a site and its eight neighbours in its plane (<see cref="PlaneSites"/>); of an even number of values,
/// in mosaics of a few sites, the lower middle one.
/// </summary>
internal static partial class PlaneMedian
{
    /// <summary>Medians of one row.</summary>
    /// <param name="mosaic">The mosaic.</param>
    /// <param name="sites">Its neighbourhoods.</param>
    /// <param name="row">The row.</param>
    /// <param name="medians">One value for each column.</param>
    public static void OfRow(Mosaic mosaic, PlaneSites sites, int row, Span<ushort> medians)
    {
        int step = sites.Step;
        int width = mosaic.Width;
        if (step == 0 || row < step || row >= mosaic.Height - step || width < (2 * step) + Vector128<ushort>.Count || !Vector128.IsHardwareAccelerated)
        {
            OfRowScalar(mosaic, sites, row, 0, width, medians);
            return;
        }

        OfRowScalar(mosaic, sites, row, 0, step, medians);
        OfInteriorSimd(mosaic.Row(row - step), mosaic.Row(row), mosaic.Row(row + step), step, medians);
        OfRowScalar(mosaic, sites, row, width - step, width, medians);
    }
}
