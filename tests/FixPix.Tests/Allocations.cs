namespace FixPix.Tests;

/// <summary>What code takes from the heap.</summary>
internal static class Allocations
{
    private const int FurtherRuns = 5;

    /// <summary>
    /// The bytes that an action allocates on this thread. When another thread's test begins a garbage collection meanwhile, the rest of the room that this thread was given counts as allocated, some kilobytes, whether
    /// the collection is counted by then or not: then the middle of further runs counts.
    /// </summary>
    public static long Of(Action action) =>
        Once(action) == 0 ? 0 : Enumerable.Range(0, FurtherRuns).Select(_ => Once(action)).Order().ElementAt(FurtherRuns / 2);

    private static long Once(Action action)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        action();
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }
}
