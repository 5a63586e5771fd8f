using System.Runtime.CompilerServices;

namespace FixPix.Neural.Kernels;

/// <summary>
/// The Gaussian error linear unit, the exact one: x · Φ(x), with Φ(x) = ½ (1 + erf(x / √2)) the normal distribution (Hendrycks and Gimpel 2016).
/// </summary>
internal readonly struct Gelu : IElementFormula
{
    /// <inheritdoc/>
    public static float Apply(float value) => (float)(0.5 * value * (1 + ErrorFunction(value / Math.Sqrt(2))));

    /// <summary>
    /// 1 − erf(z) = t · p(t) · e^−z² with t = 1 / (1 + 0.3275911 z), to 1.5e-7 (Abramowitz and Stegun, formula 7.1.26). Below zero Φ is half of just that, so nothing
    /// cancels where it is small.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes Apply<TLanes>(TLanes values)
        where TLanes : struct, ILanes<TLanes>
    {
        TLanes z = TLanes.Max(TLanes.All(0f) - values, values) * TLanes.All(0.707106781f);
        TLanes t = TLanes.All(1f) / TLanes.MultiplyAdd(TLanes.All(0.3275911f), z, TLanes.All(1f));
        TLanes p = TLanes.MultiplyAdd(TLanes.All(1.061405429f), t, TLanes.All(-1.453152027f));
        p = TLanes.MultiplyAdd(p, t, TLanes.All(1.421413741f));
        p = TLanes.MultiplyAdd(p, t, TLanes.All(-0.284496736f));
        p = TLanes.MultiplyAdd(p, t, TLanes.All(0.254829592f));
        TLanes beyond = TLanes.All(0.5f) * p * t * Exponential.PowerOfE(TLanes.All(0f) - z * z);
        return values * TLanes.WhereNegative(values, beyond, TLanes.All(1f) - beyond);
    }

    /// <summary>
    /// 2/√π · e^−x² · Σn 2ⁿ x²ⁿ⁺¹ / (1·3·…·(2n+1)) (Abramowitz and Stegun, formula 7.1.6): all terms have one sign, so that nothing cancels.
    /// </summary>
    private static double ErrorFunction(double x)
    {
        if (Math.Abs(x) > 6)
        {
            return Math.Sign(x);
        }

        double term = x, sum = 0;
        for (int n = 1; Math.Abs(term) > 1e-17 * Math.Abs(sum); n++)
        {
            sum += term;
            term *= 2 * x * x / (2 * n + 1);
        }

        return 2 / Math.Sqrt(Math.PI) * Math.Exp(-x * x) * sum;
    }
}
