using FixPix.Neural.Networks;
using FixPix.Neural.Weights;
using FixPix.Training.Networks;
using FixPix.Training.Torch;

namespace FixPix.Training.Tests.Networks;

/// <summary>Networks before training.</summary>
internal static class Start
{
    public static Dictionary<string, string> Metadata(string levels) => new()
    {
        ["format"] = WeightFile.Format,
        ["architecture"] = UNet.Architecture,
        ["task"] = "detector",
        ["name"] = "test",
        ["input"] = "planes",
        ["inputs"] = "8",
        ["outputs"] = "4",
        ["levels"] = levels,
        ["head"] = "sigmoid",
    };

    public static ParameterSet Network(long seed, string levels = "16,20,24")
    {
        using WeightFile layout = WeightFile.Fresh(Metadata(levels), seed: 0);
        _ = new UNet(layout);
        return ParameterSet.Initial(layout, seed, TorchDevice.Processor);
    }
}
