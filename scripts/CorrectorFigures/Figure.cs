namespace FixPix.CorrectorFigures;

/// <summary>What a goal is about.</summary>
internal enum Figure
{
    /// <summary>Mean PSNR by the true map, dB above the best classical corrector's.</summary>
    DecibelsAbove,

    /// <summary>Mean NMSE by the true map, as a share of the best classical corrector's.</summary>
    NmseShare,

    /// <summary>Mean NMSE by the map that was found, as a share of the best classical corrector's by the true map.</summary>
    ChainShare,

    /// <summary>Mean NMSE by the map that was found.</summary>
    ChainNmse,

    /// <summary>The share of good sites that mending by the found map changed.</summary>
    Altered,
}
