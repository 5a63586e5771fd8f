namespace FixPix.Training.Simulation;

/// <summary>How a camera sees colours.</summary>
public sealed record CameraColors
{
    // Above this share of white, a white-balanced value is taken for a clipped one (Brooks et al. 2019, 3.2).
    internal const double Inflection = 0.9;

    /// <summary>XYZ to raw colours.</summary>
    public CameraMatrix Matrix { get; init; } = CameraMatrix.Known[0];

    /// <summary>What the developer multiplies raw red with.</summary>
    public double RedGain { get; init; } = 2;

    /// <summary>What the developer multiplies raw blue with.</summary>
    public double BlueGain { get; init; } = 1.6;

    /// <summary>
    /// What a white-balanced value is multiplied with to be raw again: 1 / gain, but a gain above 1 is undone less and less
    /// where the pixel comes near white, since a clipped highlight was clipped in every colour (Brooks et al. 2019, 3.2).
    /// </summary>
    /// <param name="gray">Mean of the three white-balanced colours, 0 to 1.</param>
    /// <param name="gain">The developer's gain for this colour.</param>
    public static double InverseGain(double gray, double gain)
    {
        double near = Math.Clamp((gray - Inflection) / (1 - Inflection), 0, 1);
        double mask = near * near;
        return Math.Max(mask + ((1 - mask) / gain), 1 / gain);
    }
}
