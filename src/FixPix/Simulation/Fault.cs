using FixPix.Defects;

namespace FixPix.Simulation;

/// <summary>One way of lying, drawn once and then the same in every frame.</summary>
/// <param name="Kind">What <paramref name="Amount"/> means.</param>
/// <param name="Amount">
/// Deviating: factor on the raw value. Dead: share of the light that still counts, or less than 0 for a site that reads 0.
/// Hot: dark signal in DN. Stuck: the value in DN.
/// </param>
internal readonly record struct Fault(DefectKind Kind, double Amount)
{
    /// <summary>What the site reads.</summary>
    /// <param name="value">What it would read, DN.</param>
    /// <param name="blackDn">Its black level, DN.</param>
    /// <param name="whiteDn">White level, DN; nothing reads more.</param>
    public ushort Read(ushort value, double blackDn, int whiteDn)
    {
        double read = Kind switch
        {
            DefectKind.Deviating => Amount * value,
            DefectKind.Dead => Amount < 0 ? 0 : blackDn + (Amount * (value - blackDn)),
            DefectKind.Hot => value + Amount,
            _ => Amount,
        };
        return (ushort)Math.Clamp(Math.Round(read), 0, whiteDn);
    }
}
