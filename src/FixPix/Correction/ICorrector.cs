using FixPix.Defects;
using FixPix.Mosaics;

namespace FixPix.Correction;

/// <summary>
/// Replaces the values of mapped sites, never from another mapped site (but <see cref="VitReconstructor"/>, which was trained on bad values). What follows from the map alone is worked
/// out once, in the plan; a plan then serves any number of frames of that sensor.
/// </summary>
public interface ICorrector
{
    /// <summary>Works out, once, how the mapped sites will be mended.</summary>
    /// <param name="map">The bad sites.</param>
    /// <param name="layout">The frames' size, colours and levels.</param>
    /// <returns>What mends frames of that layout.</returns>
    /// <exception cref="FixPixException">The map is for another size.</exception>
    CorrectionPlan Plan(DefectMap map, MosaicLayout layout);
}
