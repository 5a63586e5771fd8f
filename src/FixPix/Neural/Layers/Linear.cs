using FixPix.Neural.Kernels;
using FixPix.Neural.Weights;

namespace FixPix.Neural.Layers;

/// <summary>A linear map of rows: output = input · weightᵀ + bias.</summary>
internal sealed class Linear
{
    /// <summary>Reads <c>{name}.weight</c> [out, in] and <c>{name}.bias</c> [out], PyTorch's layout.</summary>
    /// <exception cref="FixPixException">A tensor is missing or has another shape.</exception>
    public Linear(WeightFile file, string name, int inputs, int outputs)
    {
        float[] weight = file.Read(name + ".weight", outputs, inputs).Values;
        Weights = new PackedWeights(inputs, outputs, (k, column) => weight[column * inputs + k], file.Read(name + ".bias", outputs).Values);
    }

    /// <summary>The packed weights and bias.</summary>
    public PackedWeights Weights { get; }

    /// <summary>Multiply-adds a row.</summary>
    public long MultiplyAdds => Weights.MultiplyAdds;

    /// <summary>Fills <paramref name="output"/>; with <paramref name="rectify"/>, negative results become zero.</summary>
    public void Apply(in Matrix input, in Matrix output, bool rectify = false) => PackedProduct.Multiply(in input, Weights, in output, accumulate: false, rectify, KernelPaths.Best);

    /// <summary>Adds to <paramref name="output"/>: the residual connections of a transformer.</summary>
    public void AddTo(in Matrix input, in Matrix output) => PackedProduct.Multiply(in input, Weights, in output, accumulate: true, rectify: false, KernelPaths.Best);
}
