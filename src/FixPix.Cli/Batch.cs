namespace FixPix.Cli;

/// <summary>Many files, one after the other: a bad one is reported and the rest goes on.</summary>
internal static class Batch
{
    /// <summary>Runs the work on each file.</summary>
    /// <param name="session">Where words go.</param>
    /// <param name="verb">What is done, for the progress bar ("Fixing").</param>
    /// <param name="files">The files.</param>
    /// <param name="one">The work on one file; gets the settings whose progress it should report to.</param>
    /// <returns><see cref="ExitCode.Done"/>, or <see cref="ExitCode.BadInput"/> when a file failed.</returns>
    public static ExitCode Run(Session session, string verb, IReadOnlyList<string> files, Action<string, WorkSettings> one)
    {
        List<string> failed = [];
        Progress.Show(session, verb, files.Count, progress =>
        {
            for (int index = 0; index < files.Count; index++)
            {
                session.Work.Cancellation.ThrowIfCancellationRequested();
                try
                {
                    one(files[index], session.Work with { Progress = progress.ForItem(index, Path.GetFileName(files[index])) });
                }
                catch (FixPixException failure)
                {
                    failed.Add(files[index]);
                    session.Fail(session.Verbose ? failure.ToString() : failure.Message);
                }

                progress.Finished(index + 1);
            }
        });
        if (failed.Count > 0 && files.Count > 1)
        {
            Entry.Complain($"{failed.Count} of {files.Count} files failed: {string.Join(", ", failed)}");
        }

        return failed.Count > 0 ? ExitCode.BadInput : ExitCode.Done;
    }
}
