using System.Runtime.Intrinsics;

namespace FixPix.Detection;

/// <summary>
/// Ranks of the eight neighbours of every site of a row: the site's difference from their median (the mean of the
/// middle two, rounded down), their second smallest and their second largest. Values are 0 to 32767.
/// </summary>
internal static partial class NeighborRanks
{
    /// <summary>Ranks of one row.</summary>
    /// <param name="above">The row <paramref name="step"/> rows above; all spans have the same length, at least 2·step + 16.</param>
    /// <param name="here">The row.</param>
    /// <param name="below">The row <paramref name="step"/> rows below.</param>
    /// <param name="step">Columns between neighbours.</param>
    /// <param name="difference">Value − median; the first and last <paramref name="step"/> columns are left as they are, here and below.</param>
    /// <param name="low">Second smallest neighbour.</param>
    /// <param name="high">Second largest neighbour.</param>
    public static void OfRow(
        ReadOnlySpan<short> above, ReadOnlySpan<short> here, ReadOnlySpan<short> below, int step, Span<short> difference, Span<short> low, Span<short> high)
    {
        if (Vector128.IsHardwareAccelerated)
        {
            OfRowSimd(above, here, below, step, difference, low, high);
        }
        else
        {
            OfRowScalar(above, here, below, step, difference, low, high);
        }
    }
}
