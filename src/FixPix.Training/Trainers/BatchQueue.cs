using System.Diagnostics;
using FixPix.Training.Datasets;

namespace FixPix.Training.Trainers;

/// <summary>Makes the batches of the coming steps on other threads, so that a step finds its own ready. A batch belongs to its step alone: the same after a resume.</summary>
internal sealed class BatchQueue : IDisposable
{
    private readonly Func<long, TrainingBatch> _make;
    private readonly Queue<Task<TrainingBatch>> _coming = new();
    private readonly long _end;
    private readonly CancellationTokenSource _stop = new();
    private long _next;

    public BatchQueue(Func<long, TrainingBatch> make, long first, long end, int ahead)
    {
        (_make, _next, _end) = (make, first, end);
        for (int i = 0; i < ahead; i++)
        {
            Begin();
        }
    }

    /// <summary>The next step's batch, and how long it had to be waited for.</summary>
    public (TrainingBatch Batch, double WaitSeconds) Take()
    {
        Stopwatch watch = Stopwatch.StartNew();
        TrainingBatch batch = _coming.Dequeue().GetAwaiter().GetResult();
        Begin();
        return (batch, watch.Elapsed.TotalSeconds);
    }

    public void Dispose()
    {
        _stop.Cancel();
        try
        {
            Task.WaitAll([.. _coming]);
        }
        catch (AggregateException)
        {
            // What was begun for steps that will not come: cancelled, or failed unseen.
        }

        _stop.Dispose();
    }

    private void Begin()
    {
        if (_next < _end)
        {
            long step = _next++;
            CancellationToken stopped = _stop.Token;
            _coming.Enqueue(Task.Run(() => _make(step), stopped));
        }
    }
}
