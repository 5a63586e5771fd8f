namespace FixPix.Experiments.Frames;

/// <summary>Frames whose numbers are added up: those of one sensor, or of simulated cameras.</summary>
/// <param name="Name">What the group is called in the report.</param>
/// <param name="IsSimulated">Whether photographs were seen by simulated cameras.</param>
/// <param name="Frames">The frames, in a fixed order.</param>
internal sealed record FrameGroup(string Name, bool IsSimulated, IReadOnlyList<Frame> Frames)
{
    /// <summary>Its black and white levels and where they are from, in words.</summary>
    public string Levels { get; init; } = "";

    /// <summary>Photographs before drawn cameras.</summary>
    public const string Simulated = "simulated";

    /// <summary>Photographs before a named camera.</summary>
    public static string SimulatedBy(string camera) => $"{Simulated} {camera}";

    /// <summary>So many frames at most, evenly over the whole group: neighbours often show one scene.</summary>
    public IReadOnlyList<Frame> Spread(int most) => Frames.Count <= most ? Frames : [.. Enumerable.Range(0, most).Select(index => Frames[index * Frames.Count / most])];
}
