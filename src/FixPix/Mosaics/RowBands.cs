namespace FixPix.Mosaics;

/// <summary>
/// The one place where work on a mosaic is spread over threads: bands of whole rows. The bands depend on the
/// mosaic alone, never on the number of threads, so the result does not either.
/// </summary>
public static class RowBands
{
    /// <summary>Runs <paramref name="body"/> once for each band [first, end) of rows.</summary>
    /// <param name="rows">Rows in all.</param>
    /// <param name="rowsPerBand">Rows of a band; the last may be smaller.</param>
    /// <param name="work">Threads, cancellation, progress.</param>
    /// <param name="body">Gets the first row and the row after the last. Bands run in any order.</param>
    /// <exception cref="OperationCanceledException">The work was cancelled.</exception>
    public static void Run(int rows, int rowsPerBand, WorkSettings work, Action<int, int> body) =>
        Run<object?>(rows, rowsPerBand, work, static () => null, (first, end, _) => body(first, end));

    /// <summary>The same, with scratch memory made once for each thread and handed to every band that the thread runs.</summary>
    /// <typeparam name="TScratch">The scratch memory of a thread.</typeparam>
    public static void Run<TScratch>(int rows, int rowsPerBand, WorkSettings work, Func<TScratch> makeScratch, Action<int, int, TScratch> body)
    {
        int bands = (rows + rowsPerBand - 1) / rowsPerBand;
        int done = 0;
        TScratch RunBand(int band, TScratch scratch)
        {
            work.Cancellation.ThrowIfCancellationRequested();
            int first = band * rowsPerBand;
            body(first, Math.Min(first + rowsPerBand, rows), scratch);
            work.Progress?.Report(Interlocked.Increment(ref done) / (double)bands);
            return scratch;
        }

        if (work.Threads == 1 || bands <= 1)
        {
            TScratch scratch = makeScratch();
            for (int band = 0; band < bands; band++)
            {
                RunBand(band, scratch);
            }

            return;
        }

        ParallelOptions options = new() { MaxDegreeOfParallelism = work.Threads, CancellationToken = work.Cancellation };
        try
        {
            Parallel.For(0, bands, options, makeScratch, (band, _, scratch) => RunBand(band, scratch), static _ => { });
        }
        catch (AggregateException failure) when (failure.InnerExceptions.Count >= 1)
        {
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(failure.InnerExceptions[0]);
        }
    }
}
