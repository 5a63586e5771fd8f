using FixPix.Mosaics;
using FixPix.Simulation;

namespace FixPix.Training.Datasets;

/// <summary>
/// The FixPix paper's patches: 121 an image, one at random in each cell of an 11×11 grid; the samples around a site as they are, some of them replaced by what a bad site reads (δ = 0.7), and the site's own sample.
/// </summary>
public sealed class PaperPatches
{
    /// <summary>Patches of an image.</summary>
    public const int PerImage = Cells * Cells;

    private const int Cells = 11;

    private static readonly InjectionSettings s_deviating = new();

    private readonly IReadOnlyList<RawPhotograph> _files;
    private readonly int _size, _badNeighbors, _patches;
    private readonly long _seed;
    private readonly RawStream _stream;

    /// <summary>The patches of some files.</summary>
    /// <param name="files">All of one sensor.</param>
    /// <param name="size">Rows and columns of a patch: 5, 9 or 13.</param>
    /// <param name="badNeighbors">Neighbours that are bad, 0 to size² − 1.</param>
    /// <param name="patches">Patches of a batch.</param>
    /// <param name="seed">Same seed, same batches.</param>
    public PaperPatches(IReadOnlyList<RawPhotograph> files, int size, int badNeighbors, int patches, long seed)
    {
        ArgumentNullException.ThrowIfNull(files);
        ArgumentOutOfRangeException.ThrowIfNegative(badNeighbors);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(badNeighbors, size * size);
        (_files, _size, _badNeighbors, _patches, _seed) = (files, size, badNeighbors, patches, seed);
        _stream = new RawStream(files, PerImage, seed);
    }

    /// <summary>The least rows and columns of an image: a patch for each cell.</summary>
    public static int LeastSide(int size) => Cells * size;

    /// <summary>Batches in which every patch comes once.</summary>
    public int BatchesPerEpoch => ((_files.Count * PerImage) + _patches - 1) / _patches;

    /// <summary>The batch of a step, of patches shuffled over the files.</summary>
    public TrainingBatch Batch(long step) => Make(
        _patches, index => new SeededRandom(_seed, (step * _patches) + index), index => _stream.At((step * _patches) + index));

    /// <summary>Every patch of every file once, a batch for each file, the same each time.</summary>
    public IReadOnlyList<TrainingBatch> All() => new LazyBatches(_files.Count, file => Make(
        PerImage, index => new SeededRandom(~_seed, ((long)file * PerImage) + index), index => (_stream.Store[file], index)));

    private TrainingBatch Make(int count, Func<int, SeededRandom> source, Func<int, (Mosaic Mosaic, int Cell)> place)
    {
        int inputs = (_size * _size) - 1;
        float[] features = new float[count * inputs], targets = new float[count];
        for (int index = 0; index < count; index++)
        {
            (Mosaic mosaic, int cell) = place(index);
            targets[index] = Read(mosaic, cell, source(index), features.AsSpan(index * inputs, inputs));
        }

        return new TrainingBatch(count, 1, 1, features, targets, [.. Enumerable.Repeat(_badNeighbors / (double)inputs, count)]);
    }

    // The patch lies within its cell's part of the active area.
    private float Read(Mosaic mosaic, int cell, SeededRandom random, Span<float> neighbors)
    {
        SensorArea area = mosaic.Layout.ActiveArea;
        (int cellHeight, int cellWidth) = (area.Height / Cells, area.Width / Cells);
        int top = area.Top + (cell / Cells * cellHeight) + random.NextInt(cellHeight - _size + 1), left = area.Left + (cell % Cells * cellWidth) + random.NextInt(cellWidth - _size + 1);
        FaultSource faults = new(s_deviating, mosaic);
        int wanted = _badNeighbors;
        for (int neighbor = 0; neighbor < neighbors.Length; neighbor++)
        {
            int inPatch = neighbor < neighbors.Length / 2 ? neighbor : neighbor + 1;
            ushort sample = mosaic[top + (inPatch / _size), left + (inPatch % _size)];
            bool bad = wanted > 0 && random.NextInt(neighbors.Length - neighbor) < wanted;
            wanted -= bad ? 1 : 0;
            neighbors[neighbor] = bad ? faults.DrawValue(sample, random) : sample;
        }

        return mosaic[top + (_size / 2), left + (_size / 2)];
    }
}
