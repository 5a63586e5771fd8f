namespace FixPix.Defects;

/// <summary>A closed range of numbers.</summary>
/// <param name="Minimum">Smallest.</param>
/// <param name="Maximum">Largest.</param>
public readonly record struct NumberRange(double Minimum, double Maximum);

/// <summary>When, how often and under what conditions a defect was seen. Whatever is not known is null.</summary>
public sealed record DefectHistory
{
    /// <summary>Date of the first picture that showed it.</summary>
    public DateTime? FirstSeen { get; init; }

    /// <summary>Date of the last picture that showed it.</summary>
    public DateTime? LastSeen { get; init; }

    /// <summary>In how many pictures it was seen.</summary>
    public int? Seen { get; init; }

    /// <summary>In how many pictures it was looked for.</summary>
    public int? Total { get; init; }

    /// <summary>ISO speeds at which it was seen.</summary>
    public NumberRange? Iso { get; init; }

    /// <summary>Exposure times in seconds at which it was seen.</summary>
    public NumberRange? ExposureSeconds { get; init; }

    /// <summary>Sensor temperatures in °C at which it was seen.</summary>
    public NumberRange? TemperatureCelsius { get; init; }
}
