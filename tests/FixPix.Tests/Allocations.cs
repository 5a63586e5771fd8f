namespace FixPix.Tests;

/// <summary>What code takes from the heap.</summary>
internal static class Allocations
{
    private const int MostRuns = 20;

    /// <summary>
    /// The bytes that an action allocates on this thread. When another thread's test begins a garbage collection meanwhile, the rest of the room that this thread was given counts as allocated, some kilobytes: then the action
    /// is run again.
    /// </summary>
    public static long Of(Action action)
    {
        for (int run = 1; ; run++)
        {
            int collections = GC.CollectionCount(0);
            long before = GC.GetAllocatedBytesForCurrentThread();
            action();
            long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
            if (GC.CollectionCount(0) == collections || run == MostRuns)
            {
                return allocated;
            }
        }
    }
}
