namespace FixPix;

/// <summary>How a long piece of work runs: on how many threads, whether it may be cancelled, and who hears of its progress.</summary>
/// <remarks>No result depends on any of these.</remarks>
public sealed record WorkSettings
{
    private readonly int _threads = Environment.ProcessorCount;

    /// <summary>All processors, no cancellation, no progress.</summary>
    public static WorkSettings Default { get; } = new();

    /// <summary>The most threads to use; at least 1.</summary>
    public int Threads
    {
        get => _threads;
        init => _threads = value >= 1 ? value : throw new FixPixException($"threads: {value} given, at least 1 expected");
    }

    /// <summary>Stops the work between two bands of rows.</summary>
    public CancellationToken Cancellation { get; init; }

    /// <summary>Hears the finished fraction, 0 to 1, from any thread.</summary>
    public IProgress<double>? Progress { get; init; }
}
