namespace FixPix.Tests;

/// <summary>What code takes from the heap.</summary>
internal static class Allocations
{
    private const int MostRuns = 20;

    /// <summary>
    /// The bytes that an action allocates on this thread each time. When another thread's test begins a garbage collection meanwhile, the rest of the room that this thread was given counts as allocated, some kilobytes, whether
    /// the collection is counted by then or not: so the least of several runs.
    /// </summary>
    public static long Of(Action action)
    {
        long least = long.MaxValue;
        for (int run = 0; run < MostRuns && least > 0; run++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            action();
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        return least;
    }
}
