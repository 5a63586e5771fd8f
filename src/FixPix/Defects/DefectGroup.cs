using FixPix.Mosaics;

namespace FixPix.Defects;

/// <summary>What shape the defects of an area form.</summary>
public enum DefectShape : byte
{
    /// <summary>Neighbouring defects.</summary>
    Cluster = 0,

    /// <summary>A whole row or a part of one.</summary>
    Row = 1,

    /// <summary>A whole column or a part of one.</summary>
    Column = 2,
}

/// <summary>Defects that belong together. The sites in the area are listed in the map one by one too.</summary>
/// <param name="Shape">Cluster, row or column.</param>
/// <param name="Area">The rectangle that holds them.</param>
public readonly record struct DefectGroup(DefectShape Shape, SensorArea Area);
