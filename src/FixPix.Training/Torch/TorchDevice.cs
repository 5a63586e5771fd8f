namespace FixPix.Training.Torch;

/// <summary>Where tensors live: the processor or a GPU.</summary>
/// <param name="Number">The GPU's number; −1 for the processor.</param>
public readonly record struct TorchDevice(int Number)
{
    /// <summary>The processor.</summary>
    public static TorchDevice Processor { get; } = new(-1);

    /// <summary>The first GPU where there is one, else the processor.</summary>
    public static TorchDevice Best => TorchLibrary.CudaDevices > 0 ? new TorchDevice(0) : Processor;

    /// <summary>Whether it is a GPU.</summary>
    public bool IsCuda => Number >= 0;

    /// <inheritdoc/>
    public override string ToString() => IsCuda ? $"cuda:{Number}" : "cpu";
}
