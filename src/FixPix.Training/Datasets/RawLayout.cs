namespace FixPix.Training.Datasets;

/// <summary>How a folder of raw photographs is laid out.</summary>
public enum RawLayout
{
    /// <summary>As the names in it tell.</summary>
    Auto = 0,

    /// <summary>Raw files of any format, anywhere in it.</summary>
    Flat,

    /// <summary>The S7 ISP data set: a folder for each scene, of which the <c>medium_exposure</c> DNG counts.</summary>
    S7,

    /// <summary>The MIT-Adobe FiveK data set: DNGs of many cameras called <c>a0001-…</c>, of which those of the Canon EOS 5D count.</summary>
    FiveK,
}
