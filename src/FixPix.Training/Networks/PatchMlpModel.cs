using FixPix.Training.Torch;

namespace FixPix.Training.Networks;

/// <summary>The patch MLP of <c>FixPix.Neural.Networks.PatchMlp</c>; a patch is a crop of one place.</summary>
public sealed class PatchMlpModel : INetworkModel
{
    private readonly ParameterSet _parameters;
    private readonly int _layers;

    /// <summary>Works on these numbers, in place.</summary>
    public PatchMlpModel(ParameterSet parameters)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        (_parameters, _layers) = (parameters, parameters.Metadata["widths"].Split(',').Length - 1);
    }

    /// <inheritdoc/>
    public TorchTensor Forward(TorchTensor input, BatchStatistics statistics)
    {
        ArgumentNullException.ThrowIfNull(input);
        TorchTensor current = input.Reshape(input.Shape[0], -1);
        for (int layer = 0; layer < _layers; layer++)
        {
            current = current.Linear(_parameters[$"layers.{layer}.weight"], _parameters[$"layers.{layer}.bias"]);
            current = layer < _layers - 1 ? current.Relu() : current;
        }

        return current.Reshape(input.Shape[0], -1, 1, 1);
    }
}
