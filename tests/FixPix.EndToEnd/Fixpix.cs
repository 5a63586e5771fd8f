using System.Diagnostics;
using System.Text.Json.Nodes;

namespace FixPix.EndToEnd;

/// <summary>The command, run as a user runs it.</summary>
internal static class Fixpix
{
    public static string Assembly { get; } = Path.Combine(AppContext.BaseDirectory, "FixPix.Cli.dll");

    public static Outcome Run(string folder, params string[] words) => Finish(Start(folder, words));

    public static Process Start(string folder, params string[] words) => StartProgram(folder, "dotnet", ["exec", Assembly, .. words]);

    public static Process StartProgram(string folder, string program, params string[] words)
    {
        ProcessStartInfo start = new(program)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        };
        foreach (string word in words)
        {
            start.ArgumentList.Add(word);
        }

        return Process.Start(start) ?? throw new InvalidOperationException($"{program} does not start");
    }

    public static Outcome Finish(Process process)
    {
        using (process)
        {
            process.StandardInput.Close();
            Task<string> errors = process.StandardError.ReadToEndAsync();
            string output = process.StandardOutput.ReadToEnd();
            if (!process.WaitForExit(TimeSpan.FromMinutes(5)))
            {
                process.Kill(entireProcessTree: true);
                Assert.Fail("the command hangs");
            }

            return new Outcome(process.ExitCode, output, errors.Result);
        }
    }
}

/// <summary>What a command did.</summary>
internal sealed record Outcome(int Code, string Output, string Errors)
{
    /// <summary>The results of a run with <c>--json</c>.</summary>
    public JsonArray Results => JsonNode.Parse(Output)!["results"]!.AsArray();

    public Outcome Succeeded()
    {
        Assert.True(Code == 0, $"exit code {Code}\n{Output}\n{Errors}");
        return this;
    }

    /// <summary>Bad use or bad input: exit code 2, plain words on standard error, no stack trace.</summary>
    public Outcome Refused(params string[] words)
    {
        Assert.True(Code == 2, $"exit code {Code}, 2 expected\n{Output}\n{Errors}");
        Assert.DoesNotContain("   at ", Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("Exception", Errors, StringComparison.Ordinal);
        foreach (string word in words)
        {
            Assert.Contains(word, Errors, StringComparison.Ordinal);
        }

        return this;
    }
}
