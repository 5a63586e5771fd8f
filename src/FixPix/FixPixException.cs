namespace FixPix;

/// <summary>
/// A failure that the user can act on. Its message is one line that names the file, the place and what was expected;
/// the command line prints it and ends with exit code 2.
/// </summary>
public class FixPixException : Exception
{
    /// <summary>Makes the error with its one-line message.</summary>
    /// <param name="message">One line: the value found, what was allowed, and the place.</param>
    /// <param name="inner">What caused it, or null.</param>
    public FixPixException(string message, Exception? inner = null)
        : base(message, inner)
    {
    }
}
