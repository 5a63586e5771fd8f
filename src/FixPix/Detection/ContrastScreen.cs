using System.Runtime.Intrinsics;

namespace FixPix.Detection;

/// <summary>
/// The cheap question that every site is asked before the dear one (<see cref="ContrastScore"/>): does it stand out at
/// all? It never refuses a site that the score would accept, as its bound for the unrest around the site is lower.
/// </summary>
internal static partial class ContrastScreen
{
    /// <summary>Marks the candidates of a row.</summary>
    /// <param name="band">The loaded band.</param>
    /// <param name="place">Index in scratch of the row's column 0.</param>
    /// <param name="step">Columns between neighbours of a plane.</param>
    /// <param name="leastDifference">The smallest difference from the median that matters.</param>
    /// <param name="width">Columns.</param>
    /// <param name="words">One bit a column; overwritten.</param>
    public static void OfRow(ContrastBand band, int place, int step, short leastDifference, int width, Span<ulong> words)
    {
        if (Vector128.IsHardwareAccelerated)
        {
            OfRowSimd(band, place, step, leastDifference, width, words);
        }
        else
        {
            OfRowScalar(band, place, step, leastDifference, width, words);
        }
    }
}
