namespace FixPix.Neural.Kernels;

/// <summary>A function of one number, as plain arithmetic and over vectors.</summary>
internal interface IElementFormula
{
    /// <summary>The truth that the vectors are compared with.</summary>
    static abstract float Apply(float value);

    /// <summary>Every lane's.</summary>
    static abstract TLanes Apply<TLanes>(TLanes values)
        where TLanes : struct, ILanes<TLanes>;
}
