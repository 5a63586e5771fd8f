namespace FixPix.RawFiles.LosslessJpeg;

/// <summary>
/// The predictors (ITU-T T.81, table H.1): a is the sample on the left, b the one above, c the one above a, each of
/// the same component. A row's first sample is predicted by b; the first row after a start or restart by a alone.
/// </summary>
internal static partial class Predictor
{
    /// <summary>Turns a row of differences into samples, in place.</summary>
    /// <param name="predictor">1 to 7.</param>
    /// <param name="components">Interleaved components.</param>
    /// <param name="above">The row above, as many samples.</param>
    /// <param name="row">Differences in, samples out.</param>
    public static void Reconstruct(int predictor, int components, ReadOnlySpan<ushort> above, Span<ushort> row)
    {
        for (int column = 0; column < components; column++)
        {
            row[column] += above[column];
        }

        switch (predictor)
        {
            case 1: Add<Left>(components, above, row); break;
            case 2: Add<Above>(components, above, row); break;
            case 3: Add<AboveLeft>(components, above, row); break;
            case 4: Add<Plane>(components, above, row); break;
            case 5: Add<LeftAndHalf>(components, above, row); break;
            case 6: Add<AboveAndHalf>(components, above, row); break;
            default: Add<Mean>(components, above, row); break;
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
        for (int column = 0; column < components; column++)
        {
            differences[column] = (ushort)(row[column] - above[column]);
        }

        switch (predictor)
        {
            case 1: Subtract<Left>(components, above, row, differences); break;
            case 2: Subtract<Above>(components, above, row, differences); break;
            case 3: Subtract<AboveLeft>(components, above, row, differences); break;
            case 4: Subtract<Plane>(components, above, row, differences); break;
            case 5: Subtract<LeftAndHalf>(components, above, row, differences); break;
            case 6: Subtract<AboveAndHalf>(components, above, row, differences); break;
            default: Subtract<Mean>(components, above, row, differences); break;
        }
    }

    private static void Add<TFormula>(int components, ReadOnlySpan<ushort> above, Span<ushort> row)
        where TFormula : struct, IFormula
    {
        above = above[..row.Length];
        if (components == 1)
        {
            // The left neighbour stays in a register: by way of memory each sample would wait for the last one's store.
            ushort left = row[0];
            for (int column = 1; column < row.Length; column++)
            {
                row[column] = left = (ushort)(row[column] + TFormula.Predict(left, above[column], above[column - 1]));
            }

            return;
        }

        for (int column = components; column < row.Length; column++)
        {
            row[column] += (ushort)TFormula.Predict(row[column - components], above[column], above[column - components]);
        }
    }

    private static void Subtract<TFormula>(int components, ReadOnlySpan<ushort> above, ReadOnlySpan<ushort> row, Span<ushort> differences)
        where TFormula : struct, IFormula
    {
        above = above[..row.Length];
        differences = differences[..row.Length];
        for (int column = components; column < row.Length; column++)
        {
            differences[column] = (ushort)(row[column] - TFormula.Predict(row[column - components], above[column], above[column - components]));
        }
    }
}
