using System.Numerics;

namespace FixPix.RawFiles.Png;

/// <summary>
/// The five filters (PNG specification, clause 9): a is the byte of the pixel on the left, b the one above, c the one above a.
/// </summary>
internal static class PngFilter
{
    public const byte None = 0;
    public const byte Sub = 1;
    public const byte Up = 2;
    public const byte Average = 3;
    public const byte Paeth = 4;

    /// <summary>Undoes a filter, in place.</summary>
    /// <param name="filter">Which one.</param>
    /// <param name="pixelBytes">Bytes from a pixel to the next, at least 1.</param>
    /// <param name="above">The row above, undone; zeros for the first row.</param>
    /// <param name="row">The row.</param>
    /// <exception cref="CorruptFileException">There is no such filter.</exception>
    public static void Undo(byte filter, int pixelBytes, ReadOnlySpan<byte> above, Span<byte> row)
    {
        above = above[..row.Length];
        switch (filter)
        {
            case None:
                break;
            case Sub:
                for (int index = pixelBytes; index < row.Length; index++)
                {
                    row[index] += row[index - pixelBytes];
                }

                break;
            case Up:
                AddAbove(above, row);
                break;
            case Average:
                for (int index = 0; index < row.Length; index++)
                {
                    row[index] += (byte)(((index < pixelBytes ? 0 : row[index - pixelBytes]) + above[index]) / 2);
                }

                break;
            case Paeth:
                AddAbove(above[..Math.Min(pixelBytes, row.Length)], row[..Math.Min(pixelBytes, row.Length)]);
                for (int index = pixelBytes; index < row.Length; index++)
                {
                    row[index] += Predict(row[index - pixelBytes], above[index], above[index - pixelBytes]);
                }

                break;
            default:
                throw new CorruptFileException($"PNG: row filter {filter}, 0 to 4 expected");
        }
    }

    /// <summary>Filters a row by the left neighbour or the one above, whichever leaves less.</summary>
    /// <param name="pixelBytes">Bytes from a pixel to the next, at least 1.</param>
    /// <param name="above">The row above; zeros for the first row.</param>
    /// <param name="row">The row.</param>
    /// <param name="filtered">Gets the filter byte and the filtered row.</param>
    /// <param name="scratch">As long.</param>
    public static void Apply(int pixelBytes, ReadOnlySpan<byte> above, ReadOnlySpan<byte> row, Span<byte> filtered, Span<byte> scratch)
    {
        int start = Math.Min(pixelBytes, row.Length);
        row[..start].CopyTo(filtered[1..]);
        long left = Subtract(row[..^start], row[start..], filtered[(1 + start)..]);
        long up = Subtract(above, row, scratch[1..]);
        if (up < left)
        {
            scratch[0] = Up;
            scratch[..(row.Length + 1)].CopyTo(filtered);
        }
        else
        {
            filtered[0] = Sub;
        }
    }

    private static void AddAbove(ReadOnlySpan<byte> above, Span<byte> row)
    {
        int index = 0;
        for (; index <= row.Length - Vector<byte>.Count; index += Vector<byte>.Count)
        {
            (new Vector<byte>(row[index..]) + new Vector<byte>(above[index..])).CopyTo(row[index..]);
        }

        for (; index < row.Length; index++)
        {
            row[index] += above[index];
        }
    }

    // Returns the sum of the magnitudes of the differences, taken as signed bytes: a measure of how well they compress.
    private static long Subtract(ReadOnlySpan<byte> neighbours, ReadOnlySpan<byte> row, Span<byte> differences)
    {
        (long sum, int index) = (0, 0);
        while (index <= row.Length - Vector<byte>.Count)
        {
            // 255 sums of two magnitudes up to 128 fit 16 bits.
            Vector<ushort> sums = Vector<ushort>.Zero;
            for (int turn = 0; turn < 255 && index <= row.Length - Vector<byte>.Count; turn++, index += Vector<byte>.Count)
            {
                Vector<byte> difference = new Vector<byte>(row[index..]) - new Vector<byte>(neighbours[index..]);
                difference.CopyTo(differences[index..]);
                Vector<byte> magnitude = Vector.Min(difference, Vector<byte>.Zero - difference);
                Vector.Widen(magnitude, out Vector<ushort> low, out Vector<ushort> high);
                sums += low + high;
            }

            Vector.Widen(sums, out Vector<uint> lowSums, out Vector<uint> highSums);
            sum += Vector.Sum(lowSums + highSums);
        }

        for (; index < row.Length; index++)
        {
            differences[index] = (byte)(row[index] - neighbours[index]);
            sum += Math.Abs((int)(sbyte)differences[index]);
        }

        return sum;
    }

    private static byte Predict(int a, int b, int c)
    {
        (int toA, int toB, int toC) = (Math.Abs(b - c), Math.Abs(a - c), Math.Abs(a + b - (2 * c)));
        return (byte)(toA <= toB && toA <= toC ? a : toB <= toC ? b : c);
    }
}
