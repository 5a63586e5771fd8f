using System.ComponentModel;
using System.Diagnostics;

namespace FixPix.Experiments;

/// <summary>Another program, run as a user runs it.</summary>
/// <param name="path">Where it lies.</param>
internal sealed class ExternalProgram(string path)
{
    /// <summary>Finds a program in the folders of PATH; null where there is none.</summary>
    public static ExternalProgram? Find(string name) => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
        .Select(folder => Path.Combine(folder, name)).FirstOrDefault(File.Exists) is string found ? new ExternalProgram(found) : null;

    /// <summary>Runs it to its end.</summary>
    /// <param name="words">Its arguments.</param>
    /// <param name="work">Stops it.</param>
    /// <param name="environment">Variables that it sees beside ours.</param>
    /// <returns>Its exit code and what it printed; bytes of standard output are those of Latin-1.</returns>
    /// <exception cref="FixPixException">It does not start, or runs longer than ten minutes.</exception>
    public (int Code, string Output, string Errors) Run(IEnumerable<string> words, WorkSettings work, params IEnumerable<(string Name, string Value)> environment)
    {
        ProcessStartInfo start = new(path, words) { RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true };
        foreach ((string name, string value) in environment)
        {
            start.Environment[name] = value;
        }

        try
        {
            using Process process = Process.Start(start) ?? throw new FixPixException($"{path}: does not start");
            using CancellationTokenRegistration stop = work.Cancellation.Register(() => process.Kill(entireProcessTree: true));
            process.StandardInput.Close();
            Task<string> output = process.StandardOutput.ReadToEndAsync(), errors = process.StandardError.ReadToEndAsync();
            if (!process.WaitForExit(TimeSpan.FromMinutes(10)))
            {
                process.Kill(entireProcessTree: true);
                throw new FixPixException($"{path}: stopped after ten minutes");
            }

            work.Cancellation.ThrowIfCancellationRequested();
            return (process.ExitCode, output.Result, errors.Result);
        }
        catch (Exception failure) when (failure is Win32Exception or InvalidOperationException)
        {
            throw new FixPixException($"{path}: cannot be run: {failure.Message}", failure);
        }
    }
}
