using System.Runtime.CompilerServices;

namespace FixPix.Neural.Kernels;

/// <summary>Runs of inputs times packed weights, panel after panel: a row of sites, or rows of a matrix.</summary>
internal static unsafe class PackedProduct
{
    /// <summary>
    /// Rows that pass over a matrix of weights together, at the least: large weights come from the last cache once for so many rows. 21 times the rows of the widest kernel;
    /// with 84, products of 768 by 3072 took 5 to 9 % longer.
    /// </summary>
    public const int LeastRows = 252;

    /// <summary>How much input is kept close while all panels pass over it: half of a common second-level cache.</summary>
    private const int CloseBytes = 256 * 1024;

    /// <summary>Rows of so many floats that stay close.</summary>
    public static int CloseRows(int floatsPerRow) => Math.Max(1, CloseBytes / sizeof(float) / Math.Max(1, floatsPerRow));

    /// <summary>output[r, j] = end(bias[j] + Σk input[r, k] · weights[k, j]), optionally added to the output.</summary>
    public static void Multiply(in Matrix input, PackedWeights weights, in Matrix output, bool accumulate, bool rectify, KernelPath path)
    {
        Check(input.Columns == weights.Depth && output.Columns == weights.Columns && input.Rows == output.Rows, "matrix product", $"{input.Rows}×{input.Columns} by {weights.Depth}×{weights.Columns} into {output.Rows}×{output.Columns}");
        nint run = 0;
        int block = Math.Max(LeastRows, CloseRows(weights.Depth));
        for (int first = 0; first < input.Rows; first += block)
        {
            int rows = Math.Min(block, input.Rows - first);
            for (int panel = 0; panel < weights.PanelCount; panel++)
            {
                PanelWork work = Work(weights, panel, accumulate, rectify);
                work.Input = Address(input.Memory, input.First + first * input.Stride);
                work.InputStride = input.Stride;
                work.Runs = &run;
                work.RunCount = 1;
                work.RunLength = weights.Depth;
                work.Output = Address(output.Memory, output.First + first * output.Stride + panel * PanelProduct.Width);
                work.OutputStride = output.Stride;
                work.Rows = rows;
                work.Columns = Math.Min(PanelProduct.Width, output.Room - panel * PanelProduct.Width);
                PanelProduct.Run(in work, path);
            }
        }
    }

    /// <summary>The part of a call that follows from the weights.</summary>
    public static PanelWork Work(PackedWeights weights, int panel, bool accumulate, bool rectify) => new()
    {
        Panel = Address(weights.Panel(panel)),
        Bias = Address(weights.Bias(panel)),
        Columns = Math.Min(PanelProduct.Width, weights.Columns - panel * PanelProduct.Width),
        Accumulate = accumulate,
        Rectify = rectify,
    };

    /// <summary>The address of an element of pinned memory.</summary>
    public static float* Address(float[] pinned, int index) => Address(pinned.AsSpan(index));

    /// <summary>Throws where a layer was handed shapes that do not fit: our own bug.</summary>
    public static void Check(bool fits, string operation, [InterpolatedStringHandlerArgument(nameof(fits))] ref MisfitMessage found)
    {
        if (!fits)
        {
            throw new ArgumentException($"{operation}: {found.Text()} do not fit");
        }
    }

    private static float* Address(Span<float> pinned) => (float*)Unsafe.AsPointer(ref System.Runtime.InteropServices.MemoryMarshal.GetReference(pinned));
}
