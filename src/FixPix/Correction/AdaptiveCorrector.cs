using FixPix.Defects;
using FixPix.Mosaics;

namespace FixPix.Correction;

/// <summary>
/// Adaptive defect correction: the mean of the two opposite neighbours of the same colour between which the gradient is
/// least, so that an edge is continued and not blurred. Of equal gradients the nearer pair counts. Where no pair is whole, the mean of the good
/// neighbours of the same colour in the 5×5, then of the nearest further away.
/// </summary>
/// <remarks>A. A. Tanbakuchi, A. van der Sijde, B. Dillen, A. Theuwissen, W. de Haan, "Adaptive pixel defect correction", Proc. SPIE 5017, 2003.</remarks>
public sealed class AdaptiveCorrector : ICorrector
{
    /// <inheritdoc/>
    public CorrectionPlan Plan(DefectMap map, MosaicLayout layout) => new AdaptivePlan(map, layout);

    private sealed class AdaptivePlan : WindowPlan
    {
        private readonly int[][] _pairs;

        public AdaptivePlan(DefectMap map, MosaicLayout layout)
            : base(map, layout, default) =>
            _pairs = [.. Enumerable.Range(0, layout.Cfa.PositionCount).Select(position => WindowSteps.NearestPairs(Windows.Window5(position)))];

        protected override float FromWindow(in SourceWindow window)
        {
            (float least, float value) = (float.PositiveInfinity, float.NaN);
            foreach (int step in _pairs[window.Position])
            {
                uint both = (1u << step) | (1u << WindowSteps.Opposite(step));
                if ((window.Sources & both) == both)
                {
                    (float a, float b) = (window[step], window[WindowSteps.Opposite(step)]);
                    float gradient = MathF.Abs(a - b);
                    (least, value) = gradient < least ? (gradient, (a + b) / 2) : (least, value);
                }
            }

            return float.IsNaN(value) ? window.Mean(window.Sources) : value;
        }
    }
}
