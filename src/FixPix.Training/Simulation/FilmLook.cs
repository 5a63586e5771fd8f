namespace FixPix.Training.Simulation;

/// <summary>What becomes of a photograph before a camera looks at it, so that it stands for more than itself; nothing by default.</summary>
public sealed record FilmLook
{
    /// <summary>Grain: standard deviation of the root of light, white being 1, at the sensor's scale; at most 0.2. It is part of the picture, the same in every frame.</summary>
    public double Grain { get; init; }

    /// <summary>The share of grain's variance that the three colours have in common, 0 to 1.</summary>
    public double GrainInCommon { get; init; } = 0.5;

    /// <summary>Blacks cut off: light up to this share of white becomes none, white stays; below 1.</summary>
    public double BlackCut { get; init; }

    /// <summary>How much of an unsharp mask the photograph got, along rows and along columns, 0 to 2: edges have seams, and single pixels stand out as no lens makes them.</summary>
    public double Sharpening { get; init; }

    /// <summary>In which of the six orders the photograph's colours become red, green and blue, 0 to 5: 0 as they are.</summary>
    public int ColorOrder { get; init; }

    // Even orders turn the colours round, odd ones swap red and green besides.
    internal int SourceOf(int color) => ((ColorOrder % 2 == 1 && color < 2 ? 1 - color : color) + (ColorOrder / 2)) % 3;

    internal void Check()
    {
        if (!(Grain is >= 0 and <= 0.2) || !(GrainInCommon is >= 0 and <= 1) || !(BlackCut is >= 0 and < 1) || !(Sharpening is >= 0 and <= 2) || ColorOrder is < 0 or > 5)
        {
            throw new FixPixException($"film: grain {Grain} (0 to 0.2), {GrainInCommon} of it in common (0 to 1), blacks cut at {BlackCut} (0 to below 1), sharpening {Sharpening} (0 to 2), colour order {ColorOrder} (0 to 5)");
        }
    }
}
