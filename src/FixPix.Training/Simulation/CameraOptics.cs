namespace FixPix.Training.Simulation;

/// <summary>What the light goes through on its way to the sensor, lengths in sites.</summary>
public sealed record CameraOptics
{
    /// <summary>Pixels of the photograph for each site along a side, at least 1: hides the photograph's own demosaicing and compression.</summary>
    public double Downscale { get; init; } = 1;

    /// <summary>Standard deviation of the blur's core.</summary>
    public double CoreSigma { get; init; } = 0.5;

    /// <summary>Standard deviation of its halo.</summary>
    public double HaloSigma { get; init; } = 1.2;

    /// <summary>Share of the light in the halo, 0 to 1.</summary>
    public double HaloShare { get; init; } = 0.1;

    /// <summary>Share of the light that the corners lose, 0 to 0.9.</summary>
    public double CornerLoss { get; init; }

    /// <summary>How much larger the red picture is than the green one (lateral chromatic aberration), as a share.</summary>
    public double RedMagnification { get; init; }

    /// <summary>The same for blue.</summary>
    public double BlueMagnification { get; init; }

    internal void Check()
    {
        if (!(Downscale is >= 1 and <= 1024) || !(CoreSigma is >= 0 and <= 4) || !(HaloSigma is >= 0 and <= 4) || !(HaloShare is >= 0 and <= 1)
            || !(CornerLoss is >= 0 and <= 0.9) || !(Math.Abs(RedMagnification) <= 0.01) || !(Math.Abs(BlueMagnification) <= 0.01))
        {
            throw new FixPixException(
                $"optics: downscale {Downscale} (1 to 1024), blur {CoreSigma} and {HaloSigma} (0 to 4 sites), halo {HaloShare} (0 to 1), "
                + $"corner loss {CornerLoss} (0 to 0.9), magnification {RedMagnification} and {BlueMagnification} (within ±0.01)");
        }
    }
}
