namespace FixPix.RawFiles.LosslessJpeg;

/// <summary>
/// The predictors (ITU-T T.81, table H.1): a is the sample on the left, b the one above, c the one above a, each of
/// the same component. A row's first sample is predicted by b; the first row after a start or restart by a alone.
/// </summary>
internal static class Predictor
{
    /// <summary>Turns a row of differences into samples, in place.</summary>
    /// <param name="predictor">1 to 7.</param>
    /// <param name="components">Interleaved components.</param>
    /// <param name="above">The row above, as many samples.</param>
    /// <param name="row">Differences in, samples out.</param>
    public static void Reconstruct(int predictor, int components, ReadOnlySpan<ushort> above, Span<ushort> row)
    {
        above = above[..row.Length];
        for (int column = 0; column < components; column++)
        {
            row[column] += above[column];
        }

        for (int column = components; column < row.Length; column++)
        {
            row[column] += (ushort)Predict(predictor, row[column - components], above[column], above[column - components]);
        }
    }

    /// <summary>The differences of a row to its prediction, modulo 2^16.</summary>
    /// <param name="predictor">1 to 7.</param>
    /// <param name="components">Interleaved components.</param>
    /// <param name="above">The row above, as many samples.</param>
    /// <param name="row">The row.</param>
    /// <param name="differences">Gets as many differences.</param>
    public static void Subtract(int predictor, int components, ReadOnlySpan<ushort> above, ReadOnlySpan<ushort> row, Span<ushort> differences)
    {
        above = above[..row.Length];
        differences = differences[..row.Length];
        for (int column = 0; column < components; column++)
        {
            differences[column] = (ushort)(row[column] - above[column]);
        }

        for (int column = components; column < row.Length; column++)
        {
            differences[column] = (ushort)(row[column] - Predict(predictor, row[column - components], above[column], above[column - components]));
        }
    }

    private static int Predict(int predictor, int a, int b, int c) => predictor switch
    {
        1 => a,
        2 => b,
        3 => c,
        4 => a + b - c,
        5 => a + ((b - c) >> 1),
        6 => b + ((a - c) >> 1),
        _ => (a + b) >> 1,
    };
}
