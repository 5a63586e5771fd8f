namespace FixPix.Defects;

/// <summary>How a site lies.</summary>
public enum DefectKind : byte
{
    /// <summary>Wrong by some amount, of no more special kind, or the kind is not known.</summary>
    Deviating = 0,

    /// <summary>Reads black, or far too low, whatever the light.</summary>
    Dead = 1,

    /// <summary>Reads too high, by an amount that grows with exposure or temperature.</summary>
    Hot = 2,

    /// <summary>Always reads the same value.</summary>
    Stuck = 3,
}
