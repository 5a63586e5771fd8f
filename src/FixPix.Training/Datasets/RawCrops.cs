using FixPix.Mosaics;
using FixPix.Simulation;

namespace FixPix.Training.Datasets;

/// <summary>Batches of raw files, made on the fly: a crop from a place drawn at random, in whatever phase lies there, with defects. Everything belongs to the seed and the step.</summary>
/// <param name="files">What is looked at.</param>
/// <param name="defects">Which defects.</param>
/// <param name="crops">Crops of a batch.</param>
/// <param name="side">Rows and columns of the network's plane, each 2×2 sites.</param>
/// <param name="seed">Same seed, same batches.</param>
public sealed class RawCrops(IReadOnlyList<RawPhotograph> files, InjectionRange defects, int crops, int side, long seed)
{
    // A 12 MP file takes about as long to decode as so many crops to be learned from.
    private const int CropsPerFile = 32;

    private readonly RawStream _stream = new(files, CropsPerFile, seed);

    /// <summary>Makes room for a batch: what a network is told of crops, and what it should say. A detector's by default.</summary>
    public Func<ICropExamples> Examples { get; init; } = () => new DetectorExamples(crops, side);

    /// <summary>The least rows and columns of a mosaic that a crop fits in.</summary>
    public static int LeastSide(int side) => 2 * side;

    /// <summary>The batch of a step.</summary>
    /// <param name="step">The step, from 0.</param>
    /// <param name="steps">Steps in all: how far the highest rate has risen follows from it.</param>
    public TrainingBatch Batch(long step, long steps) => SpoiledCrops.Make(
        crops,
        Examples(),
        index => new SeededRandom(seed, (step * crops) + index),
        (index, random) => Cut(_stream.At((step * crops) + index).Mosaic, random),
        (_, random, sites) => defects.Draw(random, sites, (double)step / steps));

    /// <summary>Crops to judge by, from all files in turn: every rate of <see cref="SimulatedCrops.JudgedRates"/>, δ = 0.7, the paper's protocol.</summary>
    /// <param name="batches">How many batches.</param>
    public IReadOnlyList<TrainingBatch> Validation(int batches)
    {
        int all = batches * crops;
        return [.. Enumerable.Range(0, batches).Select(batch => SpoiledCrops.Make(
            crops,
            Examples(),
            index => new SeededRandom(~seed, (batch * crops) + index),
            (index, random) => Cut(_stream.Store[(int)((long)((batch * crops) + index) * files.Count / all)], random),
            (index, random, _) => SpoiledCrops.Judged((batch * crops) + index, random)))];
    }

    private Mosaic Cut(Mosaic mosaic, SeededRandom random)
    {
        SensorArea area = mosaic.Layout.ActiveArea;
        int top = area.Top + random.NextInt(area.Height - (2 * side) + 1), left = area.Left + random.NextInt(area.Width - (2 * side) + 1);
        (int height, int width) = DetectorExamples.CropSize(mosaic.Layout.Cfa.Shift(top, left), side);
        return RawStream.Cut(mosaic, new SensorArea(top, left, height, width));
    }
}
