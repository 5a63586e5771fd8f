using FixPix.Neural.Kernels;
using FixPix.Neural.Weights;

namespace FixPix.Neural.Layers;

/// <summary>
/// A 3×3 convolution with its batch norm folded in, and a ReLU behind it. Where the channels allow it runs by <see cref="Winograd3x3"/>, else as a direct sum; which of them follows from the
/// sizes and the machine alone.
/// </summary>
internal sealed class Convolution3x3
{
    // Transformed weights are four times as large: beyond this they cost more to read than the products save.
    private const int MostTransformed = 256 * 512;

    private readonly PackedWeights[]? _transformed;
    private readonly int _tileShift;

    /// <summary>
    /// Reads <c>{conv}.weight</c> [out, in, 3, 3], <c>{conv}.bias</c> [out] where there is one, and where there is a norm <c>{norm}.weight</c>, <c>.bias</c>,
    /// <c>.running_mean</c> and <c>.running_var</c> [out], PyTorch's layouts.
    /// </summary>
    /// <param name="file">The weights.</param>
    /// <param name="conv">Name of the convolution.</param>
    /// <param name="norm">Name of the norm.</param>
    /// <param name="inputs">Channels that go in.</param>
    /// <param name="outputs">Channels that come out.</param>
    /// <param name="tileShift">
    /// How far before 0 the grid of Winograd's tiles begins. With 1, what another convolution needs of this one begins on the grid where that one's outputs begin on its own.
    /// </param>
    /// <exception cref="FixPixException">A tensor is missing or has another shape.</exception>
    public Convolution3x3(WeightFile file, string conv, string norm, int inputs, int outputs, int tileShift = 0)
    {
        _tileShift = tileShift;
        float[] weight = file.Read(conv + ".weight", outputs, inputs, 3, 3).Values;
        ChannelScale scale = ChannelScale.Read(file, conv, norm, outputs);
        float Weight(int place, int input, int output) => scale.Factor[output] * weight[((output * inputs + input) * 9) + place];
        Weights = new PackedWeights(9 * inputs, outputs, (k, column) => Weight(k / inputs, k % inputs, column), scale.Offset);
        if (Winograd3x3.Fits(inputs, outputs, KernelPaths.Best) && inputs * outputs <= MostTransformed)
        {
            _transformed = Winograd3x3.Pack(inputs, outputs, Weight);
        }
    }

    /// <summary>The packed weights and bias of the direct sum.</summary>
    public PackedWeights Weights { get; }

    /// <summary>Channels that come out.</summary>
    public int Outputs => Weights.Columns;

    /// <summary>Multiply-adds a site.</summary>
    public long MultiplyAdds => Weights.MultiplyAdds;

    /// <summary>The inputs that a region of outputs is computed from: one site around it, or around its tiles.</summary>
    public Region InputFor(Region output, Region plane) => (_transformed is null ? output : output.Align(Winograd3x3.Tile, _tileShift, plane)).Grow(1, plane);

    /// <summary>Fills the whole of <paramref name="target"/> from inputs over <see cref="InputFor"/>; what lies beyond the plane is zero.</summary>
    public void Apply(in FeatureMap source, in FeatureMap target, Workspace workspace)
    {
        if (_transformed is null)
        {
            Convolution.Run3x3(in source, Weights, in target, rectify: true, KernelPaths.Best);
        }
        else
        {
            Winograd3x3.Run(in source, _transformed, Weights.AllBias, in target, rectify: true, _tileShift, workspace, KernelPaths.Best);
        }
    }
}
