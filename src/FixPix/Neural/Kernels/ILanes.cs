namespace FixPix.Neural.Kernels;

/// <summary>
/// One vector of floats of some width, so that a formula is written once for 128, 256 and 512 bits. The types are structs: each width is compiled on its own and
/// the calls vanish.
/// </summary>
internal unsafe interface ILanes<TLanes>
    where TLanes : struct, ILanes<TLanes>
{
    /// <summary>Floats of the vector.</summary>
    static abstract int Count { get; }

    /// <summary>The same value in every lane.</summary>
    static abstract TLanes All(float value);

    /// <summary>As many floats as there are lanes, from anywhere.</summary>
    static abstract TLanes Load(float* source);

    /// <summary>To anywhere.</summary>
    void Store(float* target);

    static abstract TLanes operator +(TLanes left, TLanes right);

    static abstract TLanes operator -(TLanes left, TLanes right);

    static abstract TLanes operator *(TLanes left, TLanes right);

    static abstract TLanes operator /(TLanes left, TLanes right);

    /// <summary>left · right + addend, rounded once where the machine can.</summary>
    static abstract TLanes MultiplyAdd(TLanes left, TLanes right, TLanes addend);

    /// <summary>The greater of each pair; where <paramref name="right"/> is not a number, that.</summary>
    static abstract TLanes Max(TLanes left, TLanes right);

    /// <summary>The smaller of each pair; where <paramref name="right"/> is not a number, that.</summary>
    static abstract TLanes Min(TLanes left, TLanes right);

    /// <summary><paramref name="negative"/> where <paramref name="sign"/> is below zero, else <paramref name="other"/>.</summary>
    static abstract TLanes WhereNegative(TLanes sign, TLanes negative, TLanes other);

    /// <summary>The bits moved up by 23: the low 8 bits of the fraction become the exponent.</summary>
    static abstract TLanes FractionToExponent(TLanes value);

    /// <summary>All lanes added up.</summary>
    float Sum();

    /// <summary>The greatest lane.</summary>
    float Largest();
}
