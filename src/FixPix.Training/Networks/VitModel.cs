using FixPix.Neural;
using FixPix.Neural.Kernels;
using FixPix.Training.Torch;

namespace FixPix.Training.Networks;

/// <summary>The vision transformer of <c>FixPix.Neural.Networks.VitAutoencoder</c> in libtorch, with the same names and numbers, so that it can be trained. A crop is a tile.</summary>
public sealed class VitModel : INetworkModel
{
    private const double NormEpsilon = 1e-6;

    private readonly ParameterSet _parameters;
    private readonly int _patchRows, _patchColumns;

    /// <summary>Works on these numbers, in place.</summary>
    public VitModel(ParameterSet parameters)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        _parameters = parameters;
        int[] patch = Numbers("patch");
        (_patchRows, _patchColumns) = (patch[0], patch[1]);
    }

    /// <summary>[N, 1, H, W] to [N, 1, H, W]; H and W are multiples of the patch's.</summary>
    /// <inheritdoc/>
    public TorchTensor Forward(TorchTensor input, BatchStatistics statistics)
    {
        ArgumentNullException.ThrowIfNull(input);
        (long count, long rows, long columns) = (input.Shape[0], input.Shape[2] / _patchRows, input.Shape[3] / _patchColumns);
        TorchTensor patches = input.Reshape(count, rows, _patchRows, columns, _patchColumns).Permute(0, 1, 3, 2, 4).Reshape(count, rows * columns, _patchRows * _patchColumns);
        TorchTensor tokens = Stack("decoder", Stack("encoder", patches, (int)rows, (int)columns), (int)rows, (int)columns);
        return Linear("decoder.head", tokens).Reshape(count, rows, columns, _patchRows, _patchColumns).Permute(0, 1, 3, 2, 4).Reshape(count, 1, rows * _patchRows, columns * _patchColumns);
    }

    private TorchTensor Stack(string name, TorchTensor input, int rows, int columns)
    {
        int[] sizes = Numbers(name);
        TorchTensor tokens = Linear(name + ".embed", input) + Positions(rows, columns, sizes[0]);
        for (int block = 0; block < sizes[1]; block++)
        {
            string own = $"{name}.blocks.{block}";
            tokens += Attention(own + ".attention", Norm(own + ".norm1", tokens), heads: sizes[2]);
            tokens += Linear(own + ".mlp.fc2", Linear(own + ".mlp.fc1", Norm(own + ".norm2", tokens)).Gelu());
        }

        return Norm(name + ".norm", tokens);
    }

    private TorchTensor Attention(string name, TorchTensor tokens, int heads)
    {
        (long count, long length, long width) = (tokens.Shape[0], tokens.Shape[1], tokens.Shape[2]);
        TorchTensor all = Linear(name + ".qkv", tokens).Reshape(count, length, 3, heads, width / heads).Permute(2, 0, 3, 1, 4);
        TorchTensor Part(int part) => all.Narrow(0, part, 1).Reshape(count, heads, length, width / heads);
        TorchTensor scores = Part(0).MatMul(Part(1).Permute(0, 1, 3, 2)).Affine(1 / Math.Sqrt(width / (double)heads), 0).Softmax(3);
        return Linear(name + ".proj", scores.MatMul(Part(2)).Permute(0, 2, 1, 3).Reshape(count, length, width));
    }

    // The engine's own table.
    private TorchTensor Positions(int rows, int columns, int width)
    {
        Workspace workspace = new();
        Matrix table = workspace.RentMatrix(rows * columns, width);
        new PositionTable(Math.Max(rows, columns), width).Fill(in table, columns);
        float[] values = new float[rows * columns * width];
        for (int token = 0; token < table.Rows; token++)
        {
            table.Row(token).CopyTo(values.AsSpan(token * width));
        }

        return TorchTensor.From(values, [1, rows * columns, width], _parameters.Device);
    }

    private TorchTensor Norm(string name, TorchTensor tokens) => tokens.LayerNorm(_parameters[name + ".weight"], _parameters[name + ".bias"], NormEpsilon);

    private TorchTensor Linear(string name, TorchTensor input) => input.Linear(_parameters[name + ".weight"], _parameters[name + ".bias"]);

    private int[] Numbers(string key) => [.. _parameters.Metadata[key].Split(',').Select(static number => int.Parse(number, System.Globalization.CultureInfo.InvariantCulture))];
}
