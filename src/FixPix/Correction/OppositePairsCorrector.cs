using FixPix.Defects;
using FixPix.Mosaics;

namespace FixPix.Correction;

/// <summary>
/// Opposite neighbours of the same colour, pair by pair: of the four nearest pairs those with both members good, each
/// weighted by 1 / (distance · (|a − b| + 1)), so that pairs along an edge count and pairs across it hardly do. Where no pair
/// is whole, the mean of the good neighbours of the same colour in the 5×5, then of the nearest further away.
/// </summary>
/// <remarks>
/// The rule that RawTherapee mends Bayer files by, built from its description (RawTherapee 5.9, interpolateBadPixelsBayer: for
/// green the diagonals at √2, for red and blue those at √8, and for all the axes at 2).
/// </remarks>
public sealed class OppositePairsCorrector : ICorrector
{
    /// <inheritdoc/>
    public CorrectionPlan Plan(DefectMap map, MosaicLayout layout) => new PairsPlan(map, layout);

    private sealed class PairsPlan : WindowPlan
    {
        // For each position the first steps of its pairs, nearest first.
        private readonly int[][] _pairs;
        private readonly float[] _inverseLengths =
            [.. Enumerable.Range(0, WindowSteps.Count).Select(step => 1f / MathF.Sqrt(WindowSteps.SquaredLength(step)))];

        public PairsPlan(DefectMap map, MosaicLayout layout)
            : base(map, layout, default) =>
            _pairs = [.. Enumerable.Range(0, layout.Cfa.PositionCount).Select(position => WindowSteps.NearestPairs(Windows.Window5(position)))];

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
}
