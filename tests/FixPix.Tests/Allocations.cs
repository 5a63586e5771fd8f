namespace FixPix.Tests;

/// <summary>What code takes from the heap.</summary>
internal static class Allocations
{
    private const int Runs = 5;

    /// <summary>
    /// The bytes that an action allocates on this thread, each time that it is run: the least of some runs. When another thread's test begins a garbage collection meanwhile, the rest of the room that this thread was
    /// given counts as allocated, some kilobytes.
    /// </summary>
    public static long Of(Action action)
    {
        long least = long.MaxValue;
        for (int run = 0; run < Runs; run++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            action();
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        return least;
    }
}
