namespace FixPix.Training.Simulation;

/// <summary>What a camera does to the numbers before it stores them; none of it by default.</summary>
public sealed record InCameraProcessing
{
    /// <summary>
    /// Weight of each neighbour of the same colour in a low-pass of three taps along rows and columns, 0 to 0.25: files that
    /// went through a lossy codec are smoother than what was read out.
    /// </summary>
    public double Smoothing { get; init; }

    /// <summary>Details below this many σ of the noise are smoothed, larger ones stay (coring, as wavelet codecs do it); 0 smooths all.</summary>
    public double CoringSigmas { get; init; }

    /// <summary>Bits of a square-root table that the numbers go through, 8 to 12 and fewer than the converter's; 0 for none.</summary>
    public int CompandedBits { get; init; }

    /// <summary>Zero bits below each number: 4 for 12 bits that stand at the upper end of 16.</summary>
    public int LeftShift { get; init; }

    internal void Check(int bits)
    {
        int stored = (CompandedBits > 0 ? CompandedBits : bits) + LeftShift;
        if (!(Smoothing is >= 0 and <= 0.25) || !(CoringSigmas is >= 0 and <= 100) || (CompandedBits != 0 && (CompandedBits < 8 || CompandedBits > Math.Min(12, bits)))
            || LeftShift < 0 || stored > 16)
        {
            throw new FixPixException(
                $"processing: smoothing {Smoothing} (0 to 0.25), coring {CoringSigmas} (0 to 100), table to {CompandedBits} bits (0, or 8 to 12 of {bits}), "
                + $"shift {LeftShift} (up to 16 bits in all)");
        }
    }
}
