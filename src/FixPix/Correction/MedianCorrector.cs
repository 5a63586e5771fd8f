using System.Numerics;
using FixPix.Defects;
using FixPix.Mosaics;

namespace FixPix.Correction;

/// <summary>
/// The median of the good neighbours in the 5×5 around a site, of an even number the mean of the middle two: those of its colour or,
/// blind to colour, all of up to 24, the median baseline of "FixPix: Fixing Bad Pixels using Deep Learning".
/// Where there is none, the mean of the nearest further away, weighted by 1/d².
/// </summary>
/// <param name="colorBlind">Whether neighbours of all colours count.</param>
public sealed class MedianCorrector(bool colorBlind = false) : ICorrector
{
    /// <inheritdoc/>
    public CorrectionPlan Plan(DefectMap map, MosaicLayout layout) => new MedianPlan(map, layout, new SourceRule(colorBlind));

    private sealed class MedianPlan(DefectMap map, MosaicLayout layout, SourceRule rule) : WindowPlan(map, layout, rule)
    {
        protected override float FromWindow(in SourceWindow window)
        {
            Span<float> sorted = stackalloc float[WindowSteps.Count];
            int count = 0;
            for (uint rest = window.Sources; rest != 0; rest &= rest - 1)
            {
                float value = window[BitOperations.TrailingZeroCount(rest)];
                int place = count++;
                for (; place > 0 && sorted[place - 1] > value; place--)
                {
                    sorted[place] = sorted[place - 1];
                }

                sorted[place] = value;
            }

            return (sorted[(count - 1) / 2] + sorted[count / 2]) / 2;
        }
    }
}
