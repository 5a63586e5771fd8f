namespace FixPix.Experiments.Cells;

/// <summary>Measures cells one after the other, or takes them from the cache. What fails is a line, and the rest goes on.</summary>
/// <param name="cache">Where they are kept.</param>
internal sealed class CellRunner(CellCache cache)
{
    private readonly List<string> _failures = [];
    private readonly Dictionary<string, List<Sample>> _samples = [];

    /// <summary>A line for each cell that could not be measured.</summary>
    public IReadOnlyList<string> Failures => _failures;

    /// <summary>Cells that were measured, not found.</summary>
    public int Measured { get; private set; }

    /// <summary>The samples of an experiment.</summary>
    public IReadOnlyList<Sample> Of(string experiment) => _samples.GetValueOrDefault(experiment) ?? [];

    /// <summary>Measures a cell that is not in the cache.</summary>
    public void Run(Cell cell, WorkSettings work)
    {
        work.Cancellation.ThrowIfCancellationRequested();
        IReadOnlyList<Sample>? samples = cache.Find(cell);
        if (samples is null)
        {
            try
            {
                samples = cell.Measure(work);
            }
            catch (FixPixException failure)
            {
                _failures.Add($"{cell.Experiment}, {cell.Title}: {failure.Message}");
                return;
            }

            work.Cancellation.ThrowIfCancellationRequested();
            cache.Keep(cell, samples);
            Measured++;
        }

        if (!_samples.TryGetValue(cell.Experiment, out List<Sample>? all))
        {
            _samples[cell.Experiment] = all = [];
        }

        all.AddRange(samples);
    }
}
