using FixPix.Correction;
using FixPix.Defects;
using FixPix.Mosaics;

namespace FixPix.CorrectorAblation;

/// <summary>A network on top of any estimates.</summary>
/// <param name="estimates">Mends what the network sees, site by site.</param>
/// <param name="network">The network's part.</param>
internal sealed class NetworkCorrector(ICorrector estimates, Func<DefectMap, MosaicLayout, GoodMask, SitePredictor> network) : ICorrector
{
    /// <inheritdoc/>
    public CorrectionPlan Plan(DefectMap map, MosaicLayout layout) => new NetworkPlan((SitePlan)estimates.Plan(map, layout), good => [network(map, layout, good)]);
}
