using FixPix.Defects;
using FixPix.Mosaics;

namespace FixPix.Correction;

/// <summary>How <see cref="OppositePairsCorrector"/> mends a map's sites. The paper's networks begin with it: it is cheap, and leaves a frame without a bad value.</summary>
internal sealed class OppositePairsPlan : WindowPlan
{
    // For each position the first steps of its pairs, nearest first.
    private readonly int[][] _pairs;
    private readonly float[] _inverseLengths =
        [.. Enumerable.Range(0, WindowSteps.Count).Select(step => 1f / MathF.Sqrt(WindowSteps.SquaredLength(step)))];

    /// <inheritdoc cref="SitePlan(DefectMap, MosaicLayout, SourceRule, int?)"/>
    public OppositePairsPlan(DefectMap map, MosaicLayout layout, int? radius = null)
        : base(map, layout, default, radius) =>
        _pairs = [.. Enumerable.Range(0, layout.Cfa.PositionCount).Select(position => WindowSteps.NearestPairs(Windows.Window5(position)))];

    /// <inheritdoc/>
    protected override float FromWindow(in SourceWindow window)
    {
        (float sum, float weights) = (0, 0);
        foreach (int step in _pairs[window.Position])
        {
            uint both = (1u << step) | (1u << WindowSteps.Opposite(step));
            if ((window.Sources & both) == both)
            {
                (float a, float b) = (window[step], window[WindowSteps.Opposite(step)]);
                float weight = _inverseLengths[step] / (MathF.Abs(a - b) + 1);
                sum += weight * (a + b);
                weights += 2 * weight;
            }
        }

        return weights > 0 ? sum / weights : window.Mean(window.Sources);
    }
}
