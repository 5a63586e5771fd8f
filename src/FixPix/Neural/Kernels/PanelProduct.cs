namespace FixPix.Neural.Kernels;

/// <summary>
/// The one inner loop of every convolution and matrix product: rows of inputs times a <em>panel</em>, the weights of 16 neighbouring output columns, packed as
/// [depth][16]. Sixteen floats are one 512-bit, two 256-bit or four 128-bit vectors, so that one packing serves every path.
/// <code>
/// output[r, 0..15] = end(bias + Σs Σk input[r · InputStride + Runs[s] + k] · panel[s · RunLength + k, 0..15])
/// </code>
/// A matrix product has one run of inputs; a 3×3 convolution has one for each row of its window where pixels lie close, or one for each of its 9 sites.
/// </summary>
internal static unsafe partial class PanelProduct
{
    /// <summary>Columns of a panel.</summary>
    public const int Width = 16;

    /// <summary>Computes all <see cref="PanelWork.Rows"/> rows with a path that this machine must have.</summary>
    public static void Run(in PanelWork work, KernelPath path)
    {
        switch (path)
        {
            case KernelPath.Vector512:
                RunVector512(in work);
                break;
            case KernelPath.Vector256:
                RunVector256(in work);
                break;
            case KernelPath.Vector128:
                RunVector128(in work);
                break;
            default:
                RunScalar(in work);
                break;
        }
    }
}

/// <summary>What a call of <see cref="PanelProduct"/> works on. Strides, runs and lengths count floats.</summary>
internal unsafe struct PanelWork
{
    /// <summary>The first row's input.</summary>
    public float* Input;

    /// <summary>From one row's input to the next.</summary>
    public nint InputStride;

    /// <summary>Where each run of inputs begins, from the row's input.</summary>
    public nint* Runs;

    /// <summary>How many runs a row has.</summary>
    public int RunCount;

    /// <summary>Inputs of a run.</summary>
    public int RunLength;

    /// <summary>RunCount · RunLength × 16 weights.</summary>
    public float* Panel;

    /// <summary>What the sums start from: 16 values.</summary>
    public float* Bias;

    /// <summary>The first row's output.</summary>
    public float* Output;

    /// <summary>From one row's output to the next.</summary>
    public nint OutputStride;

    /// <summary>Rows to compute.</summary>
    public int Rows;

    /// <summary>Columns to store, 1 to 16; the rest of the panel is padding.</summary>
    public int Columns;

    /// <summary>Whether results are added to what the output holds.</summary>
    public bool Accumulate;

    /// <summary>Whether negative results become zero.</summary>
    public bool Rectify;
}
