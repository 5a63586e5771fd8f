namespace FixPix.CorrectorAblation;

/// <summary>In what the patch MLP's input differs from <see cref="Correction.RelativePatches"/>.</summary>
internal sealed record PatchChange
{
    /// <summary>Whether marks tell which sites are good, and which of the middle's colour.</summary>
    public bool Marks { get; init; } = true;

    /// <summary>Whether sites of other colours are shown.</summary>
    public bool OtherColors { get; init; } = true;

    /// <summary>Whether sites of other colours are levelled by their own mean and brought to the middle's brightness; if not, they are relative to the middle's estimate as those of its own colour.</summary>
    public bool Levels { get; init; } = true;

    /// <summary>The unit as a share of the range from black to white; null: the patch's own unrest.</summary>
    public float? UnitShare { get; init; }
}
