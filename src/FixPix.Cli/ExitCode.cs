namespace FixPix.Cli;

/// <summary>How the process ends.</summary>
internal enum ExitCode
{
    /// <summary>The work is done, defects found or not.</summary>
    Done = 0,

    /// <summary>With <c>--check</c>: defects were found.</summary>
    DefectsFound = 1,

    /// <summary>Bad use or bad input; one line on standard error for each says what.</summary>
    BadInput = 2,

    /// <summary>A mistake in FixPix itself.</summary>
    Bug = 70,

    /// <summary>Stopped by Ctrl-C or a termination signal, as shells count it.</summary>
    Interrupted = 130,
}
