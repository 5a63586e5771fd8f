namespace FixPix.Evaluation;

/// <summary>One detector on one set of frames, or on all sets of a sensor.</summary>
/// <param name="Set">The set's name, or null for several sets added up.</param>
/// <param name="Sensor">The sensor, or <see cref="AllSensors"/>.</param>
/// <param name="Case">What was put in.</param>
/// <param name="Detector">The detector's name.</param>
/// <param name="Tally">What came of it.</param>
public sealed record Measurement(string? Set, string Sensor, EvaluationCase Case, string Detector, EvaluationTally Tally)
{
    /// <summary>Stands for all sensors added up.</summary>
    public const string AllSensors = "all";

    /// <summary>Adds measurements up by detector, sensor and case, in the order in which these come; with several sensors, over all of them too.</summary>
    public static IReadOnlyList<Measurement> BySensor(IReadOnlyList<Measurement> measurements)
    {
        ArgumentNullException.ThrowIfNull(measurements);
        bool several = measurements.Select(one => one.Sensor).Distinct().Skip(1).Any();
        IEnumerable<Measurement> all = several ? measurements.Concat(measurements.Select(one => one with { Sensor = AllSensors })) : measurements;
        string[] detectors = [.. measurements.Select(one => one.Detector).Distinct()];
        EvaluationCase[] cases = [.. measurements.Select(one => one.Case).Distinct()];
        return [.. all.GroupBy(one => (one.Detector, one.Sensor)).OrderBy(group => Array.IndexOf(detectors, group.Key.Detector)).SelectMany(group =>
            group.GroupBy(one => one.Case).OrderBy(same => Array.IndexOf(cases, same.Key)).Select(same =>
                same.First() with { Set = null, Tally = same.Select(one => one.Tally).Aggregate((sum, next) => sum + next) }))];
    }
}
