namespace FixPix.Training.Torch;

/// <summary>libtorch could not be loaded, or refused a call; the message is its own first line.</summary>
public sealed class TorchException : FixPixException
{
    /// <summary>Makes the error with its one-line message.</summary>
    public TorchException(string message, Exception? inner = null)
        : base(message, inner)
    {
    }
}
