using FixPix.Defects;
using FixPix.Mosaics;

namespace FixPix.Correction;

/// <summary>
/// Frequency selective reconstruction: the good sites around a bad one, weighted less the further away they are, are
/// modelled as a sum of few Fourier basis functions, found one after the other; the model's value at the bad site is its new value.
/// </summary>
/// <remarks>
/// M. Schöberl, J. Seiler, S. Foessel, A. Kaup, "Increasing imaging resolution by covering your sensor" (ICIP 2011) and "Sparsity-based defect
/// pixel compensation for arbitrary camera raw images" (ICASSP 2011); the extrapolation with orthogonality deficiency compensation from J. Seiler,
/// A. Kaup, "Complex-valued frequency selective extrapolation for fast image and video signal extrapolation" (IEEE Signal Processing
/// Letters 17, 2010). Works within the sites of one CFA position, so on a plane of one colour without phase or black differences.
/// Cost: about 20 µs of one core a site whatever the density. Where the patch has no good site of that position, the mean of the nearest of its colour.
/// </remarks>
public sealed class FrequencySelectiveCorrector : ICorrector
{
    /// <inheritdoc/>
    public CorrectionPlan Plan(DefectMap map, MosaicLayout layout) => new FrequencyPlan(map, layout);

    private sealed class FrequencyPlan(DefectMap map, MosaicLayout layout) : SitePlan(map, layout, default)
    {
        // Sites of one position lie a CFA period apart; a patch of this radius in them.
        private const int Radius = FrequencyModel.Radius;

        protected override float Estimate(ReadOnlySpan<ushort> samples, int row, int column, int position)
        {
            Span<float> values = stackalloc float[FrequencyModel.PatchLength];
            Span<float> weights = stackalloc float[FrequencyModel.PatchLength];
            (float sum, float total) = (0, 0);
            for (int index = 0; index < FrequencyModel.PatchLength; index++)
            {
                int sourceRow = row + ((FrequencyModel.Row(index) - Radius) * Layout.Cfa.Rows);
                int sourceColumn = column + ((FrequencyModel.Column(index) - Radius) * Layout.Cfa.Columns);
                bool inFrame = (uint)sourceRow < (uint)Layout.Height && (uint)sourceColumn < (uint)Layout.Width;
                bool isSource = inFrame && Good[sourceRow, sourceColumn];
                weights[index] = isSource ? FrequencyModel.Decay(index) : 0;
                values[index] = isSource ? samples[(sourceRow * Layout.Width) + sourceColumn] : 0;
                sum += weights[index] * values[index];
                total += weights[index];
            }

            if (total == 0)
            {
                return MeanOfNearest(samples, row, column, position);
            }

            // The weighted mean is the first basis function, taken whole; so a constant patch is modelled exactly.
            float mean = sum / total;
            (float low, float high) = (float.MaxValue, float.MinValue);
            for (int index = 0; index < FrequencyModel.PatchLength; index++)
            {
                if (weights[index] > 0)
                {
                    (low, high) = (MathF.Min(low, values[index]), MathF.Max(high, values[index]));
                    values[index] = (values[index] - mean) * weights[index];
                }
            }

            return low == high ? low : Math.Clamp(mean + FrequencyModel.CenterValue(values, weights, total), low, high);
        }
    }
}
