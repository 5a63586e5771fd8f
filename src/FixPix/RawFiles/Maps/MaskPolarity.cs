namespace FixPix.RawFiles.Maps;

/// <summary>Which value of a mask image says that a site is bad. Programs disagree, and few files say it.</summary>
public enum MaskPolarity : byte
{
    /// <summary>0 is good, all else bad: ccdproc, the data quality planes of space telescopes, and FixPix.</summary>
    NonzeroIsBad = 0,

    /// <summary>0 is bad, all else good.</summary>
    ZeroIsBad = 1,
}
