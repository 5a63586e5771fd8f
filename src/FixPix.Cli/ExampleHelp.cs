using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace FixPix.Cli;

/// <summary>The platform's help, followed by the command's examples.</summary>
internal static class ExampleHelp
{
    private static readonly Dictionary<Command, string[]> s_examples = [];

    /// <summary>Gives a command its examples.</summary>
    public static void AddTo(Command command, params string[] examples)
    {
        s_examples[command] = examples;
        if (command is RootCommand root)
        {
            HelpOption help = root.Options.OfType<HelpOption>().Single();
            help.Action = new HelpWithExamples((SynchronousCommandLineAction)help.Action!);
        }
    }

    private sealed class HelpWithExamples(SynchronousCommandLineAction inner) : SynchronousCommandLineAction
    {
        public override int Invoke(ParseResult parseResult)
        {
            int code = inner.Invoke(parseResult);
            if (s_examples.TryGetValue(parseResult.CommandResult.Command, out string[]? examples))
            {
                TextWriter output = parseResult.InvocationConfiguration.Output;
                output.WriteLine(examples.Length == 1 ? "Example:" : "Examples:");
                foreach (string example in examples)
                {
                    output.WriteLine($"  {example}");
                }

                output.WriteLine();
            }

            return code;
        }
    }
}
