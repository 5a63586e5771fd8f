using System.Runtime.CompilerServices;

namespace FixPix.Neural.Kernels;

/// <summary>Powers of two and of e in vectors, to 2e-7 of the value.</summary>
internal static class Exponential
{
    /// <summary>log2 e: e^x = 2^(x · this).</summary>
    public const float Log2E = 1.44269504f;

    /// <summary>
    /// Added to a number from −127 to 128, it leaves that number, rounded and 127 more, in the lowest bits of the fraction: what the exponent of its power of two looks like.
    /// </summary>
    private const float Rounder = 12582912f + 127f;

    /// <summary>2^x; 0 below −126.5, infinity above 127.5.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes PowerOfTwo<TLanes>(TLanes exponent)
        where TLanes : struct, ILanes<TLanes>
    {
        TLanes x = TLanes.Min(TLanes.All(128f), TLanes.Max(TLanes.All(-127f), exponent));
        TLanes shifted = x + TLanes.All(Rounder);
        TLanes rest = x - (shifted - TLanes.All(Rounder));

        // 2^rest for −½ ≤ rest ≤ ½: of the polynomials of degree 5 that give 1 at 0, the one whose largest relative error is least (1e-7), found by reweighted least squares.
        TLanes power = TLanes.MultiplyAdd(TLanes.All(0.001326472721f), rest, TLanes.All(0.009671512812f));
        power = TLanes.MultiplyAdd(power, rest, TLanes.All(0.05550733745f));
        power = TLanes.MultiplyAdd(power, rest, TLanes.All(0.2402224208f));
        power = TLanes.MultiplyAdd(power, rest, TLanes.All(0.6931469776f));
        power = TLanes.MultiplyAdd(power, rest, TLanes.All(1f));
        return power * TLanes.FractionToExponent(shifted);
    }

    /// <summary>e^x.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes PowerOfE<TLanes>(TLanes exponent)
        where TLanes : struct, ILanes<TLanes> => PowerOfTwo(exponent * TLanes.All(Log2E));
}
