using FixPix.Mosaics;
using FixPix.Simulation;

namespace FixPix.Training.Datasets;

/// <summary>What all crops go through on their way into a batch: each draws its piece of a picture, then its defects, from a source of its own.</summary>
internal static class SpoiledCrops
{
    /// <summary>Makes a batch.</summary>
    /// <param name="count">Crops.</param>
    /// <param name="examples">Room for them.</param>
    /// <param name="source">The source of a crop.</param>
    /// <param name="cut">Its clean piece, which is spoiled in place.</param>
    /// <param name="defects">Its defects, by its number and its sites.</param>
    public static TrainingBatch Make(
        int count, ICropExamples examples, Func<int, SeededRandom> source, Func<int, SeededRandom, Mosaic> cut, Func<int, SeededRandom, int, InjectionSettings> defects)
    {
        for (int index = 0; index < count; index++)
        {
            SeededRandom random = source(index);
            Mosaic crop = cut(index, random);
            examples.Spoil(index, crop, defects(index, random, crop.Samples.Length));
        }

        return examples.ToBatch();
    }

    /// <summary>The defects of a crop to judge by: the rates of <see cref="SimulatedCrops.JudgedRates"/> in turn, δ = 0.7.</summary>
    public static InjectionSettings Judged(int crop, SeededRandom random) =>
        new() { Seed = (long)random.NextBits(), Rate = SimulatedCrops.JudgedRates[crop % SimulatedCrops.JudgedRates.Count] };
}
