using FixPix.Experiments.Frames;

namespace FixPix.Experiments.Cells;

/// <summary>Samples of an experiment added up over frames: by group, and over all real sensors where there are several and each was measured.</summary>
internal sealed class SampleTable
{
    /// <summary>Stands for all sensors of raw files together.</summary>
    public const string AllReal = "all real sensors";

    private readonly Dictionary<(string Group, string Method, string Setting, double X), Tally> _tallies = [];

    public SampleTable(IReadOnlyList<Sample> samples)
    {
        foreach (Sample sample in samples)
        {
            var key = (sample.Group, sample.Method, sample.Setting, sample.X);
            _tallies[key] = _tallies.TryGetValue(key, out Tally? sum) ? sum + sample.Tally : sample.Tally;
        }

        Groups = [.. samples.Select(sample => sample.Group).Distinct()];
        string[] real = [.. Groups.Where(IsReal)];
        if (real.Length > 1)
        {
            AddAllReal(real);
            Sensors = real;
        }

        Summaries = [.. Groups.Except(Sensors), .. _tallies.Keys.Any(key => key.Group == AllReal) ? [AllReal] : Sensors];
        string[] order = [.. Summaries, .. Sensors];
        Rows = [.. _tallies.OrderBy(row => Array.IndexOf(order, row.Key.Group)).Select(row => new Sample(row.Key.Group, row.Key.Method, row.Key.Setting, row.Key.X, row.Value))];
    }

    /// <summary>The groups for an overview: simulated cameras, and all real sensors together.</summary>
    public IReadOnlyList<string> Summaries { get; }

    /// <summary>Each real sensor, where there are several.</summary>
    public IReadOnlyList<string> Sensors { get; } = [];

    /// <summary>The simulated cameras and each real sensor, in the order of the samples.</summary>
    public IReadOnlyList<string> Groups { get; }

    /// <summary>All sums: overview first, and within a group in the order of the samples.</summary>
    public IReadOnlyList<Sample> Rows { get; }

    /// <summary>A sum; null where nothing was measured.</summary>
    public Tally? this[string group, string method, string setting, double x] => _tallies.GetValueOrDefault((group, method, setting, x));

    /// <summary>The methods with such a setting, in the order of the samples.</summary>
    public IReadOnlyList<string> Methods(string setting) => [.. Rows.Where(row => row.Setting == setting).Select(row => row.Method).Distinct()];

    private static bool IsReal(string group) => !group.StartsWith(FrameGroup.Simulated, StringComparison.Ordinal);

    // What only some sensors have would be compared with what all have.
    private void AddAllReal(string[] sensors)
    {
        foreach ((string method, string setting, double x) in _tallies.Keys.Where(key => key.Group == sensors[0]).Select(key => (key.Method, key.Setting, key.X)).ToArray())
        {
            Tally[] all = [.. sensors.Select(sensor => this[sensor, method, setting, x]).OfType<Tally>()];
            if (all.Length == sensors.Length)
            {
                _tallies[(AllReal, method, setting, x)] = Tally.OfSensors(all);
            }
        }
    }
}
