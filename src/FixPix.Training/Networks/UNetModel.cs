using System.Globalization;
using FixPix.Training.Torch;

namespace FixPix.Training.Networks;

/// <summary>The U-Net of <c>FixPix.Neural.Networks.UNet</c> in libtorch, with the same names and numbers, so that it can be trained.</summary>
public sealed class UNetModel : INetworkModel
{
    // Batches differ much, from hardly a defect to hardly a good site: the running mean and variance remember about a hundred of them.
    private const double Momentum = 0.01;

    private readonly ParameterSet _parameters;
    private readonly int _bottom;

    /// <summary>Works on these numbers, in place.</summary>
    public UNetModel(ParameterSet parameters)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        _parameters = parameters;
        _bottom = parameters.Metadata["levels"].Split(',').Length - 1;
        Inputs = int.Parse(parameters.Metadata["inputs"], CultureInfo.InvariantCulture);
        Outputs = int.Parse(parameters.Metadata["outputs"], CultureInfo.InvariantCulture);
    }

    /// <summary>Channels that go in.</summary>
    public int Inputs { get; }

    /// <summary>Channels that come out.</summary>
    public int Outputs { get; }

    /// <summary>[N, Inputs, H, W] to logits [N, Outputs, H, W]; H and W are multiples of 2^(levels − 1).</summary>
    /// <param name="input">The batch.</param>
    /// <param name="statistics">Which mean and variance batch norm takes.</param>
    public TorchTensor Forward(TorchTensor input, BatchStatistics statistics) =>
        Level(0, input, statistics).Convolution(_parameters["head.weight"], _parameters["head.bias"]);

    private TorchTensor Level(int level, TorchTensor input, BatchStatistics statistics)
    {
        TorchTensor skip = Pair($"down.{level}", input, statistics);
        if (level == _bottom)
        {
            return skip;
        }

        TorchTensor below = Level(level + 1, skip.MaxPool(2), statistics);
        TorchTensor up = below.TransposedConvolution(_parameters[$"up.{level}.transpose.weight"], _parameters[$"up.{level}.transpose.bias"], stride: 2);
        return Pair($"up.{level}", TorchTensor.Join(1, skip, up), statistics);
    }

    private TorchTensor Pair(string block, TorchTensor input, BatchStatistics statistics) => Unit(block, 2, Unit(block, 1, input, statistics), statistics);

    private TorchTensor Unit(string block, int number, TorchTensor input, BatchStatistics statistics)
    {
        string conv = $"{block}.conv{number}", norm = $"{block}.norm{number}";
        TorchTensor? bias = _parameters.Contains(conv + ".bias") ? _parameters[conv + ".bias"] : null;
        TorchTensor sum = input.Convolution(_parameters[conv + ".weight"], bias, padding: 1);
        if (_parameters.Contains(norm + ".weight"))
        {
            sum = sum.BatchNorm(_parameters[norm + ".weight"], _parameters[norm + ".bias"], _parameters[norm + ".running_mean"], _parameters[norm + ".running_var"], statistics, Momentum);
        }

        return sum.Relu();
    }
}
