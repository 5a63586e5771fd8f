using FixPix.Defects;
using FixPix.Detection;
using FixPix.Features;
using FixPix.Metrics;
using FixPix.Mosaics;
using FixPix.Neural;
using FixPix.Neural.Networks;
using FixPix.Neural.Weights;
using FixPix.Simulation;
using FixPix.Training.Simulation;

namespace FixPix.DetectorAblation;

/// <summary>
/// Judges trained weights on whole mosaics of photographs that none has learned from, seen by cameras of the whole range: the same mosaics and defects for all. Log-odds count as the network
/// says them, without calibration.
/// </summary>
/// <param name="photographs">What is looked at, each by one camera.</param>
/// <param name="seed">Draws cameras and defects.</param>
internal sealed class Judge(IReadOnlyList<RgbPhotograph> photographs, long seed)
{
    private const long MemoryBytes = 300_000_000;

    /// <summary>δ and rate of each measurement.</summary>
    public static IReadOnlyList<(double Delta, double Rate)> Cases { get; } =
        [.. new[] { 0.7, 0.3 }.SelectMany(static delta => new[] { 1e-4, 1e-3, 0.01, 0.2, 0.7, 0.85 }.Select(rate => (delta, rate)))];

    /// <summary>The figures of each case.</summary>
    /// <param name="weights">A U-Net.</param>
    /// <param name="input">What it is told of mosaics of a layout, by what it halves down to.</param>
    /// <param name="work">Threads, cancellation.</param>
    public IReadOnlyList<Figures> Measure(WeightFile weights, Func<MosaicLayout, int, NetworkInput> input, WorkSettings work)
    {
        UNet network = new(weights);
        double floatsPerPlace = NetworkTiles.FloatsPerPlace(weights, network);
        WorkspacePool workspaces = new();
        SiteCounts[] counts = [.. Cases.Select(static one => new SiteCounts(one.Rate, one.Delta))];
        for (int look = 0; look < photographs.Count; look++)
        {
            SeededRandom random = new(seed, look);
            Mosaic clean = Look(photographs[look], random, work);
            FrameNoise noise = new(clean);
            NetworkInput plane = input(clean.Layout, network.Multiple);
            NetworkTiles tiles = NetworkTiles.For(network, floatsPerPlace, plane.Plane, MemoryBytes, work.Threads);
            for (int index = 0; index < counts.Length; index++)
            {
                work.Cancellation.ThrowIfCancellationRequested();
                (double delta, double rate) = Cases[index];
                Mosaic spoiled = clean.Clone();
                DefectMap truth = DefectInjector.Inject(spoiled, new InjectionSettings { Rate = rate, Delta = delta, Seed = (long)random.NextBits() }).Truth;
                float[] logOdds = new float[spoiled.Samples.Length];
                new UNetPass(network, plane, workspaces).AddTo(logOdds, spoiled, asProbabilities: false, tiles, work);
                counts[index].Add(logOdds, truth.ToMask(), VisibleDefects.Of([noise], [spoiled], truth, work).ToMask());
            }
        }

        return [.. counts.Select(static count => count.ToFigures())];
    }

    private static Mosaic Look(RgbPhotograph photograph, SeededRandom random, WorkSettings work) =>
        MosaicSimulator.Simulate(photograph, SensorRange.DrawFor(random, photograph), (long)random.NextBits(), work);
}
