namespace FixPix.RawFiles;

/// <summary>A file that cannot be read or written.</summary>
public abstract class RawFileException : FixPixException
{
    /// <summary>Makes the error with its one-line message.</summary>
    protected RawFileException(string message, Exception? inner)
        : base(message, inner)
    {
    }
}

/// <summary>The file is sound, as far as can be told, but of a kind that FixPix does not read or write.</summary>
public sealed class UnsupportedFileException : RawFileException
{
    /// <summary>Makes the error with its one-line message.</summary>
    /// <param name="message">What was found and what is supported.</param>
    /// <param name="inner">What caused it, or null.</param>
    public UnsupportedFileException(string message, Exception? inner = null)
        : base(message, inner)
    {
    }
}

/// <summary>The file contradicts itself or ends too early.</summary>
public sealed class CorruptFileException : RawFileException
{
    /// <summary>Makes the error with its one-line message.</summary>
    /// <param name="message">The place, the value found and what was allowed.</param>
    /// <param name="inner">What caused it, or null.</param>
    public CorruptFileException(string message, Exception? inner = null)
        : base(message, inner)
    {
    }
}
