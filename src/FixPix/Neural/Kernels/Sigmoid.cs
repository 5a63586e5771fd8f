using System.Runtime.CompilerServices;

namespace FixPix.Neural.Kernels;

/// <summary>From a logit to a probability: 1 / (1 + e^−x).</summary>
internal readonly struct Sigmoid : IElementFormula
{
    /// <inheritdoc/>
    public static float Apply(float value) => (float)(1 / (1 + Math.Exp(-value)));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes Apply<TLanes>(TLanes values)
        where TLanes : struct, ILanes<TLanes> =>
        TLanes.All(1f) / (TLanes.All(1f) + Exponential.PowerOfE(TLanes.All(0f) - values));
}
