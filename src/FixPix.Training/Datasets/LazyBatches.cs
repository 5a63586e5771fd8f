using System.Collections;

namespace FixPix.Training.Datasets;

/// <summary>Batches that are made whenever they are asked for: a whole validation part as tiles does not fit into memory.</summary>
/// <param name="count">How many.</param>
/// <param name="make">Makes one, always the same.</param>
internal sealed class LazyBatches(int count, Func<int, TrainingBatch> make) : IReadOnlyList<TrainingBatch>
{
    /// <inheritdoc/>
    public int Count => count;

    /// <inheritdoc/>
    public TrainingBatch this[int index] => make(index);

    /// <inheritdoc/>
    public IEnumerator<TrainingBatch> GetEnumerator() => Enumerable.Range(0, count).Select(make).GetEnumerator();

    /// <inheritdoc/>
    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
