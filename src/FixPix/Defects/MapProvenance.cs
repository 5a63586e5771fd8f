using System.Collections.Immutable;

namespace FixPix.Defects;

/// <summary>One file that a map was made from.</summary>
/// <param name="Name">File name without its folder.</param>
/// <param name="Sha256">Hash of the file's bytes, lower-case hexadecimal, or null.</param>
public sealed record MapSource(string Name, string? Sha256);

/// <summary>Where a map comes from.</summary>
public sealed record MapProvenance
{
    /// <summary>Nothing known.</summary>
    public static MapProvenance Unknown { get; } = new();

    /// <summary>Program and version that made the map.</summary>
    public string? Tool { get; init; }

    /// <summary>The detector's name or the model's version.</summary>
    public string? Detector { get; init; }

    /// <summary>Thresholds and other settings, as text.</summary>
    public ImmutableSortedDictionary<string, string> Settings { get; init; } = ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>The files looked at.</summary>
    public ImmutableArray<MapSource> Files { get; init; } = [];
}
