using FixPix.Neural.Kernels;
using FixPix.Neural.Weights;

namespace FixPix.Neural.Layers;

/// <summary>
/// A pre-norm transformer block (Dosovitskiy and others 2021): tokens += attention(norm1(tokens)), then tokens += fc2(GELU(fc1(norm2(tokens)))), the hidden layer four times as
/// wide.
/// </summary>
internal sealed class TransformerBlock
{
    /// <summary>Tokens that pass through a norm and the products behind it together, so that what lies between stays in a cache.</summary>
    public const int CloseTokens = PackedProduct.LeastRows;

    private const int HiddenRatio = 4;

    private readonly int _width;
    private readonly LayerNorm _norm1, _norm2;
    private readonly Attention _attention;
    private readonly Linear _expand, _contract;

    /// <summary>Reads <c>{name}.norm1</c>, <c>.attention</c>, <c>.norm2</c>, <c>.mlp.fc1</c> and <c>.mlp.fc2</c>.</summary>
    /// <exception cref="FixPixException">A tensor is missing or has another shape.</exception>
    public TransformerBlock(WeightFile file, string name, int width, int heads)
    {
        _width = width;
        _norm1 = new LayerNorm(file, name + ".norm1", width);
        _attention = new Attention(file, name + ".attention", width, heads);
        _norm2 = new LayerNorm(file, name + ".norm2", width);
        _expand = new Linear(file, name + ".mlp.fc1", width, HiddenRatio * width);
        _contract = new Linear(file, name + ".mlp.fc2", HiddenRatio * width, width);
    }

    /// <summary>Multiply-adds of <paramref name="tokens"/> tokens.</summary>
    public long MultiplyAdds(int tokens) => _attention.MultiplyAdds(tokens) + tokens * (_expand.MultiplyAdds + _contract.MultiplyAdds);

    /// <summary>Runs the block on tokens × width, in place.</summary>
    public void Apply(in Matrix tokens, Workspace workspace)
    {
        _attention.AddTo(in tokens, _norm1, workspace);
        int mark = workspace.Mark();
        Matrix normal = workspace.RentMatrix(CloseTokens, _width);
        Matrix hidden = workspace.RentMatrix(CloseTokens, HiddenRatio * _width);
        for (int first = 0; first < tokens.Rows; first += CloseTokens)
        {
            int rows = Math.Min(CloseTokens, tokens.Rows - first);
            (Matrix close, Matrix closeNormal, Matrix closeHidden) = (tokens.Slice(first, rows), normal.Slice(0, rows), hidden.Slice(0, rows));
            _norm2.Apply(in close, in closeNormal);
            _expand.Apply(in closeNormal, in closeHidden);
            Elementwise.Run<Gelu>(in closeHidden, KernelPaths.Best);
            _contract.AddTo(in closeHidden, in close);
        }

        workspace.Release(mark);
    }
}
