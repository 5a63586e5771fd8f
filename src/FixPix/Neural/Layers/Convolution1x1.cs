using FixPix.Neural.Kernels;
using FixPix.Neural.Weights;

namespace FixPix.Neural.Layers;

/// <summary>A 1×1 convolution: the same linear map at every site.</summary>
internal sealed class Convolution1x1
{
    /// <summary>Reads <c>{name}.weight</c> [out, in, 1, 1] and <c>{name}.bias</c> [out].</summary>
    /// <exception cref="FixPixException">A tensor is missing or has another shape.</exception>
    public Convolution1x1(WeightFile file, string name, int inputs, int outputs)
    {
        float[] weight = file.Read(name + ".weight", outputs, inputs, 1, 1).Values;
        Weights = new PackedWeights(inputs, outputs, (k, column) => weight[column * inputs + k], file.Read(name + ".bias", outputs).Values);
    }

    /// <summary>The packed weights and bias.</summary>
    public PackedWeights Weights { get; }

    /// <summary>Multiply-adds a site.</summary>
    public long MultiplyAdds => Weights.MultiplyAdds;

    /// <summary>Fills the whole of <paramref name="target"/>.</summary>
    public void Apply(in FeatureMap source, in FeatureMap target) => Convolution.Run1x1(in source, Weights, in target, rectify: false, KernelPaths.Best);
}
