using FixPix.Neural.Kernels;
using FixPix.Neural.Weights;

namespace FixPix.Neural.Layers;

/// <summary>An encoder or a decoder: a linear map to tokens, their places, transformer blocks, a norm.</summary>
internal sealed class TransformerStack
{
    private readonly Linear _embed;
    private readonly TransformerBlock[] _blocks;
    private readonly LayerNorm _norm;
    private PositionTable _positions;

    /// <summary>
    /// Reads <c>{name}.embed</c>, <c>{name}.blocks.{i}</c> and <c>{name}.norm</c>; metadata <c>{name}</c> has width, blocks and heads.
    /// </summary>
    /// <param name="file">The weights.</param>
    /// <param name="name">What they are called in the file.</param>
    /// <param name="inputs">Numbers that come in for each token.</param>
    /// <exception cref="FixPixException">A number or a tensor is missing or does not fit.</exception>
    public TransformerStack(WeightFile file, string name, int inputs)
    {
        if (file.Numbers(name, 1, 65536) is not [int width, int blocks, int heads] || width % 4 != 0 || width % heads != 0)
        {
            throw new FixPixException($"{file.Source}: metadata '{name}' is '{file.Setting(name)}', expected width,blocks,heads with a width that is a multiple of 4 and of the heads");
        }

        _embed = new Linear(file, name + ".embed", inputs, width);
        _blocks = new TransformerBlock[blocks];
        for (int block = 0; block < blocks; block++)
        {
            _blocks[block] = new TransformerBlock(file, $"{name}.blocks.{block}", width, heads);
        }

        _norm = new LayerNorm(file, name + ".norm", width);
        _positions = new PositionTable(0, width);
    }

    /// <summary>Numbers of a token.</summary>
    public int Width => _positions.Width;

    /// <summary>Multiply-adds of <paramref name="tokens"/> tokens.</summary>
    public long MultiplyAdds(int tokens) => tokens * _embed.MultiplyAdds + _blocks.Sum(block => block.MultiplyAdds(tokens));

    /// <summary>From tokens × inputs to tokens × <see cref="Width"/>; the tokens run through the grid row by row.</summary>
    public void Forward(in Matrix input, in Matrix tokens, int gridRows, int gridColumns, Workspace workspace)
    {
        PositionsFor(Math.Max(gridRows, gridColumns)).Fill(in tokens, gridColumns);
        _embed.AddTo(in input, in tokens);
        foreach (TransformerBlock block in _blocks)
        {
            block.Apply(in tokens, workspace);
        }

        _norm.Apply(in tokens, in tokens);
    }

    /// <summary>A longer table takes the place of a shorter one. Threads that meet here at worst make it twice; each uses its own.</summary>
    private PositionTable PositionsFor(int longestSide)
    {
        PositionTable positions = _positions;
        if (positions.Length < longestSide)
        {
            _positions = positions = new PositionTable(longestSide, Width);
        }

        return positions;
    }
}
