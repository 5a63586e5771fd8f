using FixPix.Neural.Kernels;
using FixPix.Neural.Weights;

namespace FixPix.Neural.Layers;

/// <summary>A 2×2 transposed convolution of stride 2: every site becomes a block of 2×2.</summary>
internal sealed class TransposedConvolution2x2
{
    private readonly PackedWeights[] _weights = new PackedWeights[4];

    /// <summary>Reads <c>{name}.weight</c> [in, out, 2, 2] and <c>{name}.bias</c> [out], PyTorch's layout.</summary>
    /// <exception cref="FixPixException">A tensor is missing or has another shape.</exception>
    public TransposedConvolution2x2(WeightFile file, string name, int inputs, int outputs)
    {
        float[] weight = file.Read(name + ".weight", inputs, outputs, 2, 2).Values;
        float[] bias = file.Read(name + ".bias", outputs).Values;
        for (int place = 0; place < 4; place++)
        {
            int at = place;
            _weights[place] = new PackedWeights(inputs, outputs, (k, column) => weight[(k * outputs + column) * 4 + at], bias);
        }
    }

    /// <summary>The packed weights of the four places of a block, row by row.</summary>
    public ReadOnlySpan<PackedWeights> Weights => _weights;

    /// <summary>Multiply-adds for one site of the target.</summary>
    public long MultiplyAdds => _weights[0].MultiplyAdds;

    /// <summary>Fills the whole of <paramref name="target"/>; see <see cref="Convolution.RunTransposed2x2"/>.</summary>
    public void Apply(in FeatureMap source, in FeatureMap target) => Convolution.RunTransposed2x2(in source, _weights, in target, KernelPaths.Best);
}
