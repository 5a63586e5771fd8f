using FixPix.Neural.Kernels;
using FixPix.Neural.Weights;

namespace FixPix.Neural.Layers;

/// <summary>A 3×3 convolution with its batch norm folded in, and a ReLU behind it.</summary>
internal sealed class Convolution3x3
{
    /// <summary>
    /// Reads <c>{conv}.weight</c> [out, in, 3, 3], <c>{conv}.bias</c> [out] where there is one, and where there is a norm <c>{norm}.weight</c>, <c>.bias</c>,
    /// <c>.running_mean</c> and <c>.running_var</c> [out], PyTorch's layouts.
    /// </summary>
    /// <exception cref="FixPixException">A tensor is missing or has another shape.</exception>
    public Convolution3x3(WeightFile file, string conv, string norm, int inputs, int outputs)
    {
        float[] weight = file.Read(conv + ".weight", outputs, inputs, 3, 3).Values;
        ChannelScale scale = ChannelScale.Read(file, conv, norm, outputs);
        Weights = new PackedWeights(9 * inputs, outputs, (k, column) => scale.Factor[column] * weight[(column * inputs + k % inputs) * 9 + k / inputs], scale.Offset);
    }

    /// <summary>The packed weights and bias.</summary>
    public PackedWeights Weights { get; }

    /// <summary>Channels that come out.</summary>
    public int Outputs => Weights.Columns;

    /// <summary>Multiply-adds a site.</summary>
    public long MultiplyAdds => Weights.MultiplyAdds;

    /// <summary>Fills the whole of <paramref name="target"/>; see <see cref="Convolution.Run3x3"/>.</summary>
    public void Apply(in FeatureMap source, in FeatureMap target) => Convolution.Run3x3(in source, Weights, in target, rectify: true, KernelPaths.Best);
}
