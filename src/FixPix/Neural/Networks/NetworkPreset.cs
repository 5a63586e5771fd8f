using System.Globalization;
using FixPix.Neural.Weights;

namespace FixPix.Neural.Networks;

/// <summary>A network of a known size, before any training: what a training starts from, and what speed can be measured on.</summary>
/// <param name="Name">What the command line calls it.</param>
/// <param name="Description">What it is, in one line.</param>
/// <param name="Metadata">Architecture, task and input, as its weight file has them.</param>
public sealed record NetworkPreset(string Name, string Description, IReadOnlyDictionary<string, string> Metadata)
{
    // The FixPix paper's mean and standard deviation of the mosaics of its first data set (S7 ISP), in DN.
    private const string PaperInput = "input=raw mean=151.78 deviation=48.85";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<NetworkPreset> All { get; } =
    [
        Make("unet", "U-Net detector of our size, on the mosaic's planes", "task=detector architecture=unet inputs=16 outputs=4 levels=32,32,48,64 head=sigmoid input=planes"),
        Make("unet-second-look", "the same, looking again after the first", "task=detector architecture=unet inputs=43 outputs=4 levels=32,32,48,64 head=sigmoid input=second-look"),
        Make("paper-unet", "the paper's U-Net detector", $"task=detector architecture=unet inputs=1 outputs=1 levels=64,128,256,512,1024 head=sigmoid {PaperInput}"),
        Make("unet-reconstructor", "U-Net that gives known bad sites their values, on the mosaic's planes", "task=reconstructor architecture=unet inputs=13 outputs=4 levels=32,32,48,64 head=linear input=mended"),
        PaperMlp(5),
        PaperMlp(9),
        PaperMlp(13),
        RelativeMlp(5),
        RelativeMlp(9),
        RelativeMlp(13),
        Make("vit", "the paper's vision transformer autoencoder", $"task=reconstructor architecture=vit-autoencoder patch=9,12 tile=378,504 encoder=768,12,12 decoder=512,8,16 {PaperInput}"),
    ];

    /// <summary>The preset of that name.</summary>
    /// <exception cref="FixPixException">There is none; the message lists all.</exception>
    public static NetworkPreset Find(string name) =>
        All.FirstOrDefault(preset => preset.Name == name) ?? throw new FixPixException($"no network is called '{name}'; there are {string.Join(", ", All.Select(static preset => preset.Name))}");

    /// <summary>The same with another word in its metadata: a size, a name.</summary>
    public NetworkPreset With(string key, string value) =>
        this with { Description = $"{Description}, {key}={value}", Metadata = new Dictionary<string, string>(Metadata) { [key] = value } };

    /// <summary>The network with random weights that belong to the seed; its metadata say that it is untrained.</summary>
    /// <exception cref="FixPixException">The metadata give no sound network.</exception>
    public WeightFile Create(long seed)
    {
        Dictionary<string, string> metadata = new(Metadata)
        {
            ["data"] = "none: untrained, random weights",
            ["steps"] = "0",
            ["seed"] = seed.ToString(CultureInfo.InvariantCulture),
        };
        WeightFile fresh = WeightFile.Fresh(metadata, seed);
        _ = NetworkInfo.Of(fresh);
        return fresh;
    }

    // Neighbours of the centre in a window of side × side, twice as many, half as many, one.
    private static NetworkPreset PaperMlp(int side)
    {
        int neighbors = side * side - 1;
        return Make($"patch-mlp-{side}", $"the paper's patch MLP on {side}×{side} sites", $"task=corrector architecture=patch-mlp size={side} widths={neighbors},{2 * neighbors},{neighbors / 2},1 input=raw");
    }

    // What the neighbours are worth, and which are good; no wider than what keeps a site within some microseconds.
    private static NetworkPreset RelativeMlp(int side) => Make(
        $"patch-mlp-{side}-relative",
        $"our patch MLP on {side}×{side} sites, which knows colours and bad neighbours",
        $"task=corrector architecture=patch-mlp size={side} widths={2 * ((side * side) - 1)},256,128,64,1 input=relative");

    private static NetworkPreset Make(string name, string description, string settings)
    {
        Dictionary<string, string> metadata = new() { ["format"] = WeightFile.Format, ["name"] = name };
        foreach (string[] setting in settings.Split(' ').Select(static setting => setting.Split('=')))
        {
            metadata[setting[0]] = setting[1];
        }

        return new NetworkPreset(name, description, metadata);
    }
}
