using FixPix.Defects;
using FixPix.Mosaics;

namespace FixPix.Correction;

/// <summary>
/// The mean of the good neighbours in the 5×5 around a site: those of its colour or, blind to colour, all of up to 24, which
/// is the "linear" baseline of "FixPix: Fixing Bad Pixels using Deep Learning". Where there is none, the nearest further away, weighted by 1/d².
/// </summary>
/// <param name="colorBlind">Whether neighbours of all colours count.</param>
public sealed class MeanCorrector(bool colorBlind = false) : ICorrector
{
    /// <inheritdoc/>
    public CorrectionPlan Plan(DefectMap map, MosaicLayout layout) => new MeanPlan(map, layout, new SourceRule(colorBlind));

    private sealed class MeanPlan(DefectMap map, MosaicLayout layout, SourceRule rule) : WindowPlan(map, layout, rule)
    {
        protected override float FromWindow(in SourceWindow window) => window.Mean(window.Sources);
    }
}
