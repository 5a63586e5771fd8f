using FixPix.Simulation;

namespace FixPix.Training.Datasets;

/// <summary>One of the eight ways to lay a square.</summary>
/// <param name="UpsideDown">The last row comes first.</param>
/// <param name="LeftRight">The last column comes first.</param>
/// <param name="Transposed">Rows become columns, before they are mirrored.</param>
internal readonly record struct Turn(bool UpsideDown, bool LeftRight, bool Transposed)
{
    public static Turn Draw(SeededRandom random) => new(random.NextInt(2) == 0, random.NextInt(2) == 0, random.NextInt(2) == 0);

    /// <summary>Where a place of the turned square comes from.</summary>
    /// <param name="row">Its row.</param>
    /// <param name="column">Its column.</param>
    /// <param name="last">The last row and column of the square.</param>
    public (int Row, int Column) From(int row, int column, int last)
    {
        (row, column) = (UpsideDown ? last - row : row, LeftRight ? last - column : column);
        return Transposed ? (column, row) : (row, column);
    }
}
