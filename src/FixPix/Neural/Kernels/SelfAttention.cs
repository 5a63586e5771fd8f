namespace FixPix.Neural.Kernels;

/// <summary>
/// Multi-head attention of tokens among themselves: for every head, output = softmax(Q · Kᵀ / √width) · V, the softmax over the keys of each query
/// (Vaswani and others 2017).
/// </summary>
internal static unsafe partial class SelfAttention
{
    /// <summary>Fills the whole of <paramref name="output"/>.</summary>
    /// <param name="qkv">Tokens × 3W: queries, keys, values, each W wide with the heads side by side.</param>
    /// <param name="heads">Heads; W is a multiple of it.</param>
    /// <param name="output">Tokens × W.</param>
    /// <param name="workspace">The thread's scratch memory.</param>
    /// <param name="path">A path that this machine has.</param>
    public static void Run(in Matrix qkv, int heads, in Matrix output, Workspace workspace, KernelPath path)
    {
        PackedProduct.Check(qkv.Rows == output.Rows && qkv.Columns == 3 * output.Columns && output.Columns % heads == 0, "attention", $"{qkv.Rows}×{qkv.Columns} into {output.Rows}×{output.Columns} in {heads} heads");
        switch (path)
        {
            case KernelPath.Vector512:
                RunLanes<Lanes512>(in qkv, heads, in output, workspace, path);
                break;
            case KernelPath.Vector256:
                RunLanes<Lanes256>(in qkv, heads, in output, workspace, path);
                break;
            case KernelPath.Vector128:
                RunLanes<Lanes128>(in qkv, heads, in output, workspace, path);
                break;
            default:
                RunScalar(in qkv, heads, in output, workspace);
                break;
        }
    }
}
