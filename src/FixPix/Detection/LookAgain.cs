using FixPix.Features;
using FixPix.Neural.Networks;
using FixPix.Neural.Weights;

namespace FixPix.Detection;

/// <summary>The network of a <see cref="UNetDetector"/> that looks at a frame again after the first.</summary>
internal sealed class LookAgain
{
    /// <summary>The share of bad sites from which on it is asked. With fewer the first network has good company to judge by.</summary>
    public const double LeastRate = 0.03;

    /// <summary>ln of the odds of a site to be bad from which on it looks more than once: half of the sites.</summary>
    public const float ThirdLookRate = 0;

    /// <summary>Two of its looks agree where the shares of bad sites that they find differ by no more than this, as ln of the odds.</summary>
    public const float Agreement = 0.1f;

    /// <summary>How often it looks at most.</summary>
    public const int MostLooks = 5;

    /// <summary>Takes it from a weight file.</summary>
    /// <exception cref="FixPixException">The file holds another network, or one for another task or input.</exception>
    public LookAgain(WeightFile weights)
    {
        ArgumentNullException.ThrowIfNull(weights);
        weights.Require(UNet.Architecture);
        weights.RequireSetting("task", "detector");
        weights.RequireSetting("input", SecondLookInput.Name);
        Network = new UNet(weights);
        weights.RequireSizes(SecondLookInput.Name, (Network.Inputs, Network.Outputs), (SecondLookInput.Channels, PlanesInput.Outputs));
        FloatsPerPlace = NetworkTiles.FloatsPerPlace(weights, Network);
        Calibration = weights.Metadata.TryGetValue(UNetDetector.CalibrationKey, out string? text) ? RateCalibration.Parse(text, FrameCalibration.None, weights.Source) : RateCalibration.None(LeastRate);
    }

    /// <summary>The network.</summary>
    public UNet Network { get; }

    /// <summary>Its scratch memory for one place of its input.</summary>
    public double FloatsPerPlace { get; }

    /// <summary>What its log-odds are worth.</summary>
    public RateCalibration Calibration { get; }
}
