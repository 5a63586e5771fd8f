using FixPix.Neural.Kernels;
using FixPix.Neural.Layers;
using FixPix.Neural.Weights;

namespace FixPix.Neural.Networks;

/// <summary>
/// A vision transformer that rebuilds a tile from its patches: the FixPix paper's autoencoder, which is He and others' (2022) without masking and without a class token. Every
/// patch becomes a token; an encoder, then a narrower decoder; the decoder predicts every pixel of every patch.
/// </summary>
internal sealed class VitAutoencoder
{
    /// <summary>What weight files call it.</summary>
    public const string Architecture = "vit-autoencoder";

    private const int MostTokens = 65536;

    private readonly TransformerStack _encoder, _decoder;
    private readonly Linear _head;

    /// <summary>
    /// Reads a network; metadata <c>patch</c> and <c>tile</c> have rows and columns, <c>encoder</c> and <c>decoder</c> width, blocks and heads.
    /// </summary>
    /// <exception cref="FixPixException">The file holds another network, or one whose numbers or tensors do not fit.</exception>
    public VitAutoencoder(WeightFile file)
    {
        file.Require(Architecture);
        (PatchRows, PatchColumns) = Pair(file, "patch", 256);
        (TileRows, TileColumns) = Pair(file, "tile", 65536);
        if (TileRows % PatchRows != 0 || TileColumns % PatchColumns != 0)
        {
            throw new FixPixException($"{file.Source}: metadata 'tile' is '{file.Setting("tile")}', expected multiples of the patch '{file.Setting("patch")}'");
        }

        if ((long)TileRows / PatchRows * (TileColumns / PatchColumns) > MostTokens)
        {
            throw new FixPixException($"{file.Source}: metadata 'tile' is '{file.Setting("tile")}', expected at most {MostTokens} patches of '{file.Setting("patch")}'");
        }

        _encoder = new TransformerStack(file, "encoder", Patch);
        _decoder = new TransformerStack(file, "decoder", _encoder.Width);
        _head = new Linear(file, "decoder.head", _decoder.Width, Patch);
    }

    /// <summary>Rows of a token's patch.</summary>
    public int PatchRows { get; }

    /// <summary>Columns of a token's patch.</summary>
    public int PatchColumns { get; }

    /// <summary>Rows of the tiles that it was trained on.</summary>
    public int TileRows { get; }

    /// <summary>Columns of the tiles that it was trained on.</summary>
    public int TileColumns { get; }

    private int Patch => PatchRows * PatchColumns;

    /// <summary>Multiply-adds for a grid of so many tokens.</summary>
    public long MultiplyAdds(int gridRows, int gridColumns)
    {
        int tokens = checked(gridRows * gridColumns);
        return _encoder.MultiplyAdds(tokens) + _decoder.MultiplyAdds(tokens) + tokens * _head.MultiplyAdds;
    }

    /// <summary>Runs the network on a grid of patches; any grid will do.</summary>
    /// <param name="patches">Tokens × pixels of a patch, patches and pixels row by row.</param>
    /// <param name="output">The prediction, in the same order.</param>
    /// <param name="gridRows">Rows of patches.</param>
    /// <param name="gridColumns">Columns of patches.</param>
    /// <param name="workspace">The thread's scratch memory.</param>
    public void Forward(in Matrix patches, in Matrix output, int gridRows, int gridColumns, Workspace workspace)
    {
        PackedProduct.Check(patches.Rows == gridRows * gridColumns, "vision transformer", $"{patches.Rows} patches and a grid of {gridRows}×{gridColumns}");
        int mark = workspace.Mark();
        Matrix encoded = workspace.RentMatrix(patches.Rows, _encoder.Width);
        Matrix decoded = workspace.RentMatrix(patches.Rows, _decoder.Width);
        _encoder.Forward(in patches, in encoded, gridRows, gridColumns, workspace);
        _decoder.Forward(in encoded, in decoded, gridRows, gridColumns, workspace);
        _head.Apply(in decoded, in output);
        workspace.Release(mark);
    }

    private static (int Rows, int Columns) Pair(WeightFile file, string key, int most) =>
        file.Numbers(key, 1, most) is [int rows, int columns] ? (rows, columns) : throw new FixPixException($"{file.Source}: metadata '{key}' is '{file.Setting(key)}', expected rows,columns");
}
