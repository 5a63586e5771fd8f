using System.CommandLine;
using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace FixPix.Cli;

/// <summary>
/// One run of a command: what every command may be told (<c>--json</c>, <c>--threads</c>, …), where its words go, and
/// the signal that stops it. Results go to standard output, complaints and progress to standard error.
/// </summary>
internal sealed class Session : IDisposable
{
    private static readonly Option<bool> s_json = new("--json") { Description = "Print one JSON document instead of lines.", Recursive = true };
    private static readonly Option<int> s_threads = Threads();

    private static readonly Option<bool> s_quiet = new("--quiet", "-q") { Description = "No progress, no result lines.", Recursive = true };
    private static readonly Option<bool> s_verbose = new("--verbose", "-v") { Description = "Say more: notes on files, where an error arose.", Recursive = true };
    private static readonly JsonSerializerOptions s_indented = new() { WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly CancellationTokenSource _stop = new();
    private readonly PosixSignalRegistration[] _signals;
    private readonly JsonArray _results = [];
    private readonly JsonArray _errors = [];
    private readonly bool _quiet;

    public Session(ParseResult parsed)
    {
        (Json, _quiet, Verbose) = (parsed.GetValue(s_json), parsed.GetValue(s_quiet), parsed.GetValue(s_verbose));
        Work = new WorkSettings { Threads = parsed.GetValue(s_threads), Cancellation = _stop.Token };
        _signals = [PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop), PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop)];
    }

    /// <summary>Whether results are printed as JSON at the end.</summary>
    public bool Json { get; }

    /// <summary>Whether the user wants to know more.</summary>
    public bool Verbose { get; }

    /// <summary>Whether a person watches: then there is a progress bar.</summary>
    public bool Watched => !Json && !_quiet && !Console.IsErrorRedirected;

    /// <summary>Threads and the stop signal.</summary>
    public WorkSettings Work { get; }

    /// <summary>Adds the options that every command has.</summary>
    public static void AddOptions(Command command)
    {
        command.Add(s_json);
        command.Add(s_threads);
        command.Add(s_quiet);
        command.Add(s_verbose);
    }

    /// <summary>A result: a line (or several) for people, an object for machines.</summary>
    public void Result(string text, JsonObject json)
    {
        _results.Add(json);
        if (!Json && !_quiet)
        {
            Console.Out.WriteLine(text);
        }
    }

    /// <summary>Something that the user should know but that is no failure.</summary>
    public void Note(string text)
    {
        if (!_quiet)
        {
            Console.Error.WriteLine($"note: {text}");
        }
    }

    /// <summary>A failure, as one line.</summary>
    public void Fail(string message)
    {
        _errors.Add(message);
        Entry.Complain(message);
    }

    /// <summary>Prints what is printed at the end.</summary>
    public void Finish()
    {
        if (Json)
        {
            JsonObject document = new() { ["results"] = _results, ["errors"] = _errors };
            Console.Out.WriteLine(document.ToJsonString(s_indented));
        }
    }

    public void Dispose()
    {
        foreach (PosixSignalRegistration signal in _signals)
        {
            signal.Dispose();
        }

        _stop.Dispose();
    }

    private static Option<int> Threads()
    {
        Option<int> threads = new("--threads")
        {
            Description = "How many threads to use; the result does not depend on it.",
            DefaultValueFactory = _ => Environment.ProcessorCount,
            Recursive = true,
        };
        threads.Validators.Add(result =>
        {
            if (result.GetValue(threads) < 1)
            {
                result.AddError($"--threads {result.GetValue(threads)}: at least 1 expected");
            }
        });
        return threads;
    }

    private void Stop(PosixSignalContext context)
    {
        context.Cancel = true;
        _stop.Cancel();
    }
}
