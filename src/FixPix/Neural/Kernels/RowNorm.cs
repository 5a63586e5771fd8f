namespace FixPix.Neural.Kernels;

/// <summary>
/// Layer norm: every row to mean 0 and variance 1, then by a gain and a shift for each column. out = (x − mean) / √(variance + ε) · gain + shift, the variance over the
/// row's own count.
/// </summary>
internal static unsafe class RowNorm
{
    /// <summary>Fills <paramref name="output"/>; it may be the input.</summary>
    public static void Run(in Matrix input, ReadOnlySpan<float> gain, ReadOnlySpan<float> shift, float epsilon, in Matrix output, KernelPath path)
    {
        PackedProduct.Check(input.Rows == output.Rows && input.Columns == output.Columns && gain.Length == input.Columns && shift.Length == input.Columns, "layer norm", $"{input.Rows}×{input.Columns} into {output.Rows}×{output.Columns}, gain of {gain.Length}, shift of {shift.Length}");
        for (int row = 0; row < input.Rows; row++)
        {
            switch (path)
            {
                case KernelPath.Vector512:
                    RunLanes<Lanes512>(input.Row(row), gain, shift, epsilon, output.Row(row));
                    break;
                case KernelPath.Vector256:
                    RunLanes<Lanes256>(input.Row(row), gain, shift, epsilon, output.Row(row));
                    break;
                case KernelPath.Vector128:
                    RunLanes<Lanes128>(input.Row(row), gain, shift, epsilon, output.Row(row));
                    break;
                default:
                    RunScalar(input.Row(row), gain, shift, epsilon, output.Row(row));
                    break;
            }
        }
    }

    private static void RunScalar(ReadOnlySpan<float> input, ReadOnlySpan<float> gain, ReadOnlySpan<float> shift, float epsilon, Span<float> output)
    {
        double sum = 0, squares = 0;
        foreach (float value in input)
        {
            sum += value;
        }

        double mean = sum / input.Length;
        foreach (float value in input)
        {
            squares += (value - mean) * (value - mean);
        }

        double factor = 1 / Math.Sqrt(squares / input.Length + epsilon);
        for (int column = 0; column < input.Length; column++)
        {
            output[column] = (float)((input[column] - mean) * factor) * gain[column] + shift[column];
        }
    }

    /// <summary>Whole vectors, and the columns that are left one by one.</summary>
    private static void RunLanes<TLanes>(ReadOnlySpan<float> input, ReadOnlySpan<float> gain, ReadOnlySpan<float> shift, float epsilon, Span<float> output)
        where TLanes : struct, ILanes<TLanes>
    {
        int columns = input.Length, whole = columns - columns % TLanes.Count;
        fixed (float* values = input, gains = gain, shifts = shift, results = output)
        {
            TLanes sums = TLanes.All(0f);
            for (int column = 0; column < whole; column += TLanes.Count)
            {
                sums += TLanes.Load(values + column);
            }

            float sum = sums.Sum();
            for (int column = whole; column < columns; column++)
            {
                sum += values[column];
            }

            float mean = sum / columns;
            TLanes means = TLanes.All(mean), squares = TLanes.All(0f);
            for (int column = 0; column < whole; column += TLanes.Count)
            {
                TLanes distance = TLanes.Load(values + column) - means;
                squares = TLanes.MultiplyAdd(distance, distance, squares);
            }

            float square = squares.Sum();
            for (int column = whole; column < columns; column++)
            {
                square += (values[column] - mean) * (values[column] - mean);
            }

            float factor = 1 / MathF.Sqrt(square / columns + epsilon);
            for (int column = 0; column < whole; column += TLanes.Count)
            {
                TLanes normal = (TLanes.Load(values + column) - means) * TLanes.All(factor);
                TLanes.MultiplyAdd(normal, TLanes.Load(gains + column), TLanes.Load(shifts + column)).Store(results + column);
            }

            for (int column = whole; column < columns; column++)
            {
                results[column] = (values[column] - mean) * factor * gains[column] + shifts[column];
            }
        }
    }
}
