using FixPix.Neural.Kernels;
using FixPix.Neural.Weights;

namespace FixPix.Neural.Layers;

/// <summary>Multi-head attention of tokens among themselves, between two linear maps.</summary>
internal sealed class Attention
{
    private readonly int _width, _heads;
    private readonly Linear _qkv, _projection;

    /// <summary>Reads <c>{name}.qkv</c> [3W, W] (queries, keys, values; in each the heads side by side) and <c>{name}.proj</c> [W, W].</summary>
    /// <exception cref="FixPixException">A tensor is missing or has another shape.</exception>
    public Attention(WeightFile file, string name, int width, int heads)
    {
        (_width, _heads) = (width, heads);
        _qkv = new Linear(file, name + ".qkv", width, 3 * width);
        _projection = new Linear(file, name + ".proj", width, width);
    }

    /// <summary>Multiply-adds of <paramref name="tokens"/> tokens: the two maps, the scores, the weighted values.</summary>
    public long MultiplyAdds(int tokens) => tokens * (_qkv.MultiplyAdds + _projection.MultiplyAdds) + 2L * tokens * tokens * _width;

    /// <summary>Adds attention over the normalised tokens to the tokens.</summary>
    public void AddTo(in Matrix tokens, LayerNorm norm, Workspace workspace)
    {
        int mark = workspace.Mark();
        Matrix qkv = workspace.RentMatrix(tokens.Rows, 3 * _width);
        Matrix mixed = workspace.RentMatrix(tokens.Rows, _width);
        Matrix normal = workspace.RentMatrix(TransformerBlock.CloseTokens, _width);
        for (int first = 0; first < tokens.Rows; first += TransformerBlock.CloseTokens)
        {
            int rows = Math.Min(TransformerBlock.CloseTokens, tokens.Rows - first);
            Matrix close = normal.Slice(0, rows);
            norm.Apply(tokens.Slice(first, rows), in close);
            _qkv.Apply(in close, qkv.Slice(first, rows));
        }

        SelfAttention.Run(in qkv, _heads, in mixed, workspace, KernelPaths.Best);
        _projection.AddTo(in mixed, in tokens);
        workspace.Release(mark);
    }
}
