namespace FixPix.Mosaics;

/// <summary>The colour of the filter above a site.</summary>
public enum CfaColor : byte
{
    /// <summary>Red.</summary>
    Red = 0,

    /// <summary>Green.</summary>
    Green = 1,

    /// <summary>Blue.</summary>
    Blue = 2,

    /// <summary>No filter: a monochrome sensor.</summary>
    Panchromatic = 3,
}
