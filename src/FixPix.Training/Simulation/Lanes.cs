using System.Numerics;

namespace FixPix.Training.Simulation;

/// <summary>
/// Rows of floats that vector code walks without a remainder: their length is a whole number of the widest vectors. What is
/// computed here is done lane by lane, never across, so that it has the same bits at every width.
/// </summary>
internal static class Lanes
{
    private const int Widest = 16;

    /// <summary>Floats of one vector on this machine.</summary>
    public static int Count => Vector<float>.Count;

    /// <summary>The length of a row that has at least so many pixels.</summary>
    public static int Pad(int pixels) => (pixels + Widest - 1) / Widest * Widest;

    /// <summary>Fills a row with a tile that repeats.</summary>
    /// <param name="tile">The values.</param>
    /// <param name="first">Which of them comes first.</param>
    /// <param name="target">The row.</param>
    public static void Repeat(ReadOnlySpan<float> tile, int first, Span<float> target)
    {
        for (int index = 0; index < target.Length; index++)
        {
            target[index] = tile[first];
            first = first + 1 == tile.Length ? 0 : first + 1;
        }
    }

    /// <summary>Makes a row longer if need be; what it held is lost then.</summary>
    public static void Grow(ref float[] row, int pixels)
    {
        if (row.Length < Pad(pixels))
        {
            row = new float[Pad(pixels)];
        }
    }
}
