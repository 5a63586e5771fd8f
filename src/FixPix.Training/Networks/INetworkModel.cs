using FixPix.Neural.Networks;
using FixPix.Training.Torch;

namespace FixPix.Training.Networks;

/// <summary>A network of the engine in libtorch, with the same names and numbers, so that it can be trained.</summary>
public interface INetworkModel
{
    /// <summary>What the network says of a batch.</summary>
    /// <param name="input">The batch, [N, inputs, H, W].</param>
    /// <param name="statistics">Which mean and variance batch norm takes.</param>
    /// <returns>[N, outputs, H, W].</returns>
    TorchTensor Forward(TorchTensor input, BatchStatistics statistics);

    /// <summary>The model of numbers, by what their weight file says of the architecture.</summary>
    /// <exception cref="FixPixException">It is none that is trained here.</exception>
    static INetworkModel Of(ParameterSet parameters)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        return parameters.Metadata["architecture"] switch
        {
            UNet.Architecture => new UNetModel(parameters),
            PatchMlp.Architecture => new PatchMlpModel(parameters),
            VitAutoencoder.Architecture => new VitModel(parameters),
            string other => throw new FixPixException($"architecture '{other}' cannot be trained, expected '{UNet.Architecture}', '{PatchMlp.Architecture}' or '{VitAutoencoder.Architecture}'"),
        };
    }
}
