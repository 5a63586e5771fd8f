namespace FixPix.Neural.Kernels;

internal static unsafe partial class PanelProduct
{
    /// <summary>
    /// Cuts the rows into wide blocks, then narrow ones, then single rows. Where results do not add to the output, the last block of a width reaches back over rows
    /// already done rather than leave them to a slower block.
    /// </summary>
    private static void Walk(
        in PanelWork work,
        int wideRows,
        delegate*<in PanelWork, float*, float*, nint, void> wide,
        int narrowRows,
        delegate*<in PanelWork, float*, float*, nint, void> narrow,
        delegate*<in PanelWork, float*, float*, nint, void> single)
    {
        int row = 0;
        for (; row + wideRows <= work.Rows; row += wideRows)
        {
            Block(in work, row, wideRows, wide);
        }

        for (; row + narrowRows <= work.Rows; row += narrowRows)
        {
            Block(in work, row, narrowRows, narrow);
        }

        if (row < work.Rows && work.Rows >= narrowRows && !work.Accumulate)
        {
            Block(in work, work.Rows - narrowRows, narrowRows, narrow);
            return;
        }

        for (; row < work.Rows; row++)
        {
            Block(in work, row, 1, single);
        }
    }

    private static void Block(in PanelWork work, int row, int rows, delegate*<in PanelWork, float*, float*, nint, void> kernel)
    {
        float* input = work.Input + row * work.InputStride;
        float* output = work.Output + row * work.OutputStride;
        if (work.Columns == Width)
        {
            kernel(in work, input, output, work.OutputStride);
            return;
        }

        // A panel that is not full passes through a block of its own, so that nothing beyond its columns is read or written.
        float* full = stackalloc float[12 * Width];
        for (int r = 0; r < rows; r++)
        {
            new ReadOnlySpan<float>(output + r * work.OutputStride, work.Columns).CopyTo(new Span<float>(full + r * Width, Width));
        }

        kernel(in work, input, full, Width);
        for (int r = 0; r < rows; r++)
        {
            new ReadOnlySpan<float>(full + r * Width, work.Columns).CopyTo(new Span<float>(output + r * work.OutputStride, Width));
        }
    }
}
