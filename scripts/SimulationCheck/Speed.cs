using FixPix.Mosaics;
using FixPix.Simulation;
using FixPix.Training.Simulation;

namespace FixPix.SimulationCheck;

/// <summary>How fast crops are made on one core.</summary>
internal static class Speed
{
    /// <summary>Megapixels of mosaic a second, cameras drawn from the range, each for one crop.</summary>
    /// <param name="photograph">Where from.</param>
    /// <param name="side">Rows and columns of a crop.</param>
    /// <param name="seconds">How much processor time to measure at least; time that others took does not count.</param>
    public static (double MegapixelsPerSecond, double BytesPerCrop) Measure(RgbPhotograph photograph, int side, double seconds)
    {
        MosaicSimulator simulator = new();
        ushort[] samples = new ushort[side * side];
        double largest = Math.Min(4, Math.Min(photograph.Height, photograph.Width) / (double)side);
        SimulatedCamera[] cameras = [.. Enumerable.Range(0, 200).Select(seed => SensorRange.Draw(new SeededRandom(seed), largest))];
        void All()
        {
            for (int seed = 0; seed < cameras.Length; seed++)
            {
                simulator.Simulate(photograph, new SensorArea(0, 0, side, side), cameras[seed], seed, samples);
            }
        }

        All();
        All();
        long before = GC.GetAllocatedBytesForCurrentThread();
        int rounds = 0;
        double Used() => Environment.CpuUsage.TotalTime.TotalSeconds;
        double start = Used();
        while (Used() - start < seconds)
        {
            All();
            rounds++;
        }

        double elapsed = Used() - start;
        double crops = (double)rounds * cameras.Length;
        return (crops * side * side / elapsed / 1e6, (GC.GetAllocatedBytesForCurrentThread() - before) / crops);
    }
}
