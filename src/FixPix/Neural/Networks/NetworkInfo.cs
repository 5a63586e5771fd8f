using FixPix.Neural.Weights;

namespace FixPix.Neural.Networks;

/// <summary>What a network is made of and what running it costs.</summary>
/// <param name="Architecture">Its kind: unet, patch-mlp, vit-autoencoder.</param>
/// <param name="Layers">Its layers, in the order of the file.</param>
/// <param name="MultiplyAdds">Multiply-adds for each <paramref name="Unit"/>.</param>
/// <param name="Unit">What they are counted for: "megapixel of mosaic", "site", "tile".</param>
public sealed record NetworkInfo(string Architecture, IReadOnlyList<LayerInfo> Layers, double MultiplyAdds, string Unit)
{
    private const string WeightEnd = ".weight", BiasEnd = ".bias";

    /// <summary>Trained numbers in all.</summary>
    public long Parameters => Layers.Sum(static layer => layer.Parameters);

    /// <summary>Reads the whole network, so that what is told of is known to be sound.</summary>
    /// <exception cref="FixPixException">It is not.</exception>
    public static NetworkInfo Of(WeightFile file)
    {
        (double multiplyAdds, string unit) = file.Setting("architecture") switch
        {
            UNet.Architecture => WorkOf(new UNet(file), file),
            PatchMlp.Architecture => (new PatchMlp(file).MultiplyAdds, "site"),
            VitAutoencoder.Architecture => (WorkOf(new VitAutoencoder(file)), "tile"),
            _ => throw Unknown(file),
        };
        return new NetworkInfo(file.Setting("architecture"), [.. file.Tensors.GroupBy(static tensor => Prefix(tensor.Name)).Select(Layer)], multiplyAdds, unit);
    }

    /// <summary>The error for a file of a network that we do not know.</summary>
    internal static FixPixException Unknown(WeightFile file) => new(
        $"{file.Source}: holds a network of architecture {WeightFile.Quote(file.Setting("architecture"))}, "
        + $"expected '{UNet.Architecture}', '{PatchMlp.Architecture}' or '{VitAutoencoder.Architecture}'");

    // One place of the plane stands for 2×2 sites of the mosaic where the input is its planes, for one where it is the mosaic as it is.
    private static (double MultiplyAdds, string Unit) WorkOf(UNet network, WeightFile file) => file.Metadata.GetValueOrDefault("input") switch
    {
        "planes" or "mended" or "second-look" => (network.MultiplyAdds * 1e6 / 4, "megapixel of mosaic"),
        "raw" => (network.MultiplyAdds * 1e6, "megapixel of mosaic"),
        _ => (network.MultiplyAdds * 1e6, "million places of the input"),
    };

    private static double WorkOf(VitAutoencoder network) => network.MultiplyAdds(network.TileRows / network.PatchRows, network.TileColumns / network.PatchColumns);

    private static LayerInfo Layer(IGrouping<string, TensorInfo> tensors) => new(
        tensors.Key,
        (tensors.FirstOrDefault(static tensor => EndsIn(tensor, WeightEnd)) ?? tensors.First()).Shape,
        tensors.Where(static tensor => EndsIn(tensor, WeightEnd) || EndsIn(tensor, BiasEnd)).Sum(static tensor => tensor.Count));

    private static bool EndsIn(TensorInfo tensor, string end) => tensor.Name.EndsWith(end, StringComparison.Ordinal);

    private static string Prefix(string tensor) => tensor.LastIndexOf('.') is > 0 and int end ? tensor[..end] : tensor;
}
