using FixPix.Defects;
using FixPix.Mosaics;

namespace FixPix.Detection;

/// <summary>Finds the bad pixels of one sensor in one or more of its mosaics.</summary>
public interface IDetector
{
    /// <summary>Looks for bad pixels.</summary>
    /// <param name="frames">One or more mosaics of the same sensor; asked for one after the other, so they may be loaded as they are needed.</param>
    /// <param name="work">Threads, cancellation, progress.</param>
    /// <returns>The map, in the coordinates of the full raw array.</returns>
    /// <exception cref="FixPixException">There is no frame, too few for this detector, or they differ in size or CFA.</exception>
    DefectMap Detect(IEnumerable<Mosaic> frames, WorkSettings work);
}
