namespace FixPix.Neural;

/// <summary>Rows of floats, [row][column], each row on its own stride. Memory belongs to a <see cref="Workspace"/>.</summary>
internal readonly struct Matrix
{
    internal Matrix(float[] memory, int first, int rows, int columns, int stride, int room = 0)
    {
        Memory = memory;
        First = first;
        Rows = rows;
        Columns = columns;
        Stride = stride;
        Room = Math.Max(room, columns);
    }

    /// <summary>The memory that <see cref="First"/> counts in.</summary>
    public float[] Memory { get; }

    /// <summary>Where the first row begins in <see cref="Memory"/>.</summary>
    public int First { get; }

    /// <summary>Number of rows.</summary>
    public int Rows { get; }

    /// <summary>Numbers a row.</summary>
    public int Columns { get; }

    /// <summary>Floats from one row to the next.</summary>
    public int Stride { get; }

    /// <summary>Floats of a row that may be written: the columns, and what fills up the row where nothing else lies there.</summary>
    public int Room { get; }

    /// <summary>One row.</summary>
    public Span<float> Row(int row) => Memory.AsSpan(First + row * Stride, Columns);

    /// <summary>Rows <paramref name="first"/> to <paramref name="first"/> + <paramref name="count"/> − 1, in the same memory.</summary>
    public Matrix Slice(int first, int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(first);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(first + count, Rows);
        return new Matrix(Memory, First + first * Stride, count, Columns, Stride, Room);
    }

    /// <summary>Columns <paramref name="first"/> to <paramref name="first"/> + <paramref name="count"/> − 1, in the same memory.</summary>
    public Matrix SliceColumns(int first, int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(first);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(first + count, Columns);
        return new Matrix(Memory, First + first, Rows, count, Stride);
    }
}
