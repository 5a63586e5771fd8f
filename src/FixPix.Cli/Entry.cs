using System.CommandLine;
using System.CommandLine.Invocation;

namespace FixPix.Cli;

/// <summary>From the command line's words to an exit code: the one place where failures become a line on standard error.</summary>
internal static class Entry
{
    public static int Run(RootCommand root, string[] args)
    {
        ParseResult parsed = root.Parse(args);
        // Help and version may be asked for with the rest of the command missing.
        if (parsed.Action is ParseErrorAction)
        {
            foreach (var error in parsed.Errors)
            {
                Complain(error.Message);
            }

            Console.Error.WriteLine($"'{CommandLine(parsed)} --help' shows how it is used.");
            return (int)ExitCode.BadInput;
        }

        // As scripts leave it behind whose variable is not set; no option means anything by it.
        if (parsed.Tokens.Index().FirstOrDefault(static token => token.Item.Value.Length == 0) is { Item: not null } empty)
        {
            Complain($"'' {(empty.Index == 0 ? "at the beginning" : $"after '{parsed.Tokens[empty.Index - 1].Value}'")}: expected a name or a number");
            return (int)ExitCode.BadInput;
        }

        return parsed.Invoke(new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null });
    }

    /// <summary>Runs a command's body and turns its failures into exit codes.</summary>
    public static int Guard(ParseResult parsed, Func<Session, ExitCode> body)
    {
        using Session session = new(parsed);
        try
        {
            ExitCode code = body(session);
            session.Finish();
            return (int)code;
        }
        catch (OperationCanceledException)
        {
            session.Fail("stopped; outputs that were finished stay, the one at work was dropped");
            session.Finish();
            return (int)ExitCode.Interrupted;
        }
        catch (FixPixException failure)
        {
            session.Fail(session.Verbose ? failure.ToString() : failure.Message);
            session.Finish();
            return (int)ExitCode.BadInput;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            session.Fail(session.Verbose ? failure.ToString() : failure.Message.ReplaceLineEndings(" "));
            session.Finish();
            return (int)ExitCode.BadInput;
        }
        catch (Exception failure)
        {
            Complain($"a mistake in fixpix, not in your files: {failure.GetType().Name}: {failure.Message.ReplaceLineEndings(" ")}");
            Console.Error.WriteLine(session.Verbose ? failure.ToString() : "--verbose shows where; please report it.");
            return (int)ExitCode.Bug;
        }
    }

    public static void Complain(string line) => Console.Error.WriteLine($"fixpix: {line}");

    private static string CommandLine(ParseResult parsed)
    {
        List<string> names = [];
        for (var at = parsed.CommandResult; at is not null; at = at.Parent as System.CommandLine.Parsing.CommandResult)
        {
            names.Insert(0, at.Command is RootCommand ? "fixpix" : at.Command.Name);
        }

        return string.Join(' ', names);
    }
}
