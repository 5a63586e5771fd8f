using FixPix.Neural.Kernels;
using FixPix.Neural.Weights;

namespace FixPix.Neural.Layers;

/// <summary>Layer norm of tokens, with ε = 1e-6.</summary>
internal sealed class LayerNorm
{
    private const float Epsilon = 1e-6f;

    private readonly float[] _gain, _shift;

    /// <summary>Reads <c>{name}.weight</c> and <c>{name}.bias</c> [width].</summary>
    /// <exception cref="FixPixException">A tensor is missing or has another shape.</exception>
    public LayerNorm(WeightFile file, string name, int width)
    {
        _gain = file.Read(name + ".weight", width).Values;
        _shift = file.Read(name + ".bias", width).Values;
    }

    /// <summary>Fills <paramref name="output"/>.</summary>
    public void Apply(in Matrix input, in Matrix output) => RowNorm.Run(in input, _gain, _shift, Epsilon, in output, KernelPaths.Best);
}
