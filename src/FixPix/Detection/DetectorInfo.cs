namespace FixPix.Detection;

/// <summary>One entry of the list of detectors.</summary>
/// <param name="Name">What the user calls it, kebab-case.</param>
/// <param name="Summary">One line for the list.</param>
/// <param name="MinimumFrames">The fewest frames that it can work with.</param>
/// <param name="Create">Makes it with its default settings.</param>
public sealed record DetectorInfo(string Name, string Summary, int MinimumFrames, Func<IDetector> Create)
{
    /// <summary>Whether it is a trained network.</summary>
    public bool IsTrained { get; init; }

    /// <summary>Makes it to find what is then mended: what is rather mended than left may be less certain. As <see cref="Create"/> where the detector makes no difference.</summary>
    public Func<IDetector> CreateToMend { get => field ?? Create; init; }
}
