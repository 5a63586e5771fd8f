using System.Collections.Concurrent;
using FixPix.Mosaics;

namespace FixPix.Tests.Mosaics;

public sealed class RowBandsTests
{
    [Theory]
    [InlineData(1, 1, 1)]
    [InlineData(10, 3, 1)]
    [InlineData(10, 3, 2)]
    [InlineData(100, 7, 16)]
    [InlineData(5, 64, 4)]
    public void Each_row_is_worked_on_once_in_bands_that_threads_do_not_change(int rows, int rowsPerBand, int threads)
    {
        ConcurrentBag<(int First, int End)> bands = [];
        RowBands.Run(rows, rowsPerBand, new WorkSettings { Threads = threads }, (first, end) => bands.Add((first, end)));
        Assert.Equal(Enumerable.Range(0, (rows + rowsPerBand - 1) / rowsPerBand).Select(band => (band * rowsPerBand, Math.Min((band + 1) * rowsPerBand, rows))), bands.Order());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public void Failure_in_a_band_comes_out_as_it_is(int threads) =>
        Assert.Throws<FixPixException>(() => RowBands.Run(100, 5, new WorkSettings { Threads = threads }, (first, _) => throw new FixPixException($"row {first}")));

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public void Cancelled_work_stops(int threads)
    {
        using CancellationTokenSource stop = new();
        int bands = 0;
        Assert.ThrowsAny<OperationCanceledException>(() => RowBands.Run(10_000, 1, new WorkSettings { Threads = threads, Cancellation = stop.Token }, (_, _) =>
        {
            if (Interlocked.Increment(ref bands) == 10)
            {
                stop.Cancel();
            }
        }));
        Assert.InRange(bands, 10, 1000);
    }

    [Fact]
    public void Progress_ends_at_one()
    {
        List<double> heard = [];
        RowBands.Run(10, 3, new WorkSettings { Threads = 1, Progress = new Listener(heard.Add) }, (_, _) => { });
        Assert.Equal([0.25, 0.5, 0.75, 1], heard);
    }

    [Fact]
    public void Threads_below_one_are_refused() => Assert.Throws<FixPixException>(() => new WorkSettings { Threads = 0 });

    private sealed class Listener(Action<double> hear) : IProgress<double>
    {
        public void Report(double value) => hear(value);
    }
}
