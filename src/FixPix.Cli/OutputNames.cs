using System.CommandLine;

namespace FixPix.Cli;

/// <summary>Where results go: <c>-o</c> as a file, a folder, or a pattern with <c>{name}</c> and <c>{ext}</c>.</summary>
internal sealed class OutputNames
{
    private readonly Option<string?> _output;
    private readonly Option<bool> _overwrite = new("--overwrite") { Description = "Replace files that are there already (never an input)." };
    private readonly Option<bool> _dryRun = new("--dry-run") { Description = "Do everything but write; say what would be written." };
    private readonly string _suffix;

    /// <param name="suffix">What is put behind the input's name where the user names no file.</param>
    /// <param name="what">What is written, for the help.</param>
    public OutputNames(string suffix, string what)
    {
        _suffix = suffix;
        _output = new("--output", "-o")
        {
            Description = $"{what}: a file, a folder, or a pattern like 'out/{{name}}{suffix}{{ext}}'. Default: '{suffix}' added to the input's name.",
            HelpName = "file|folder|pattern",
        };
    }

    public void AddTo(Command command)
    {
        command.Add(_output);
        command.Add(_overwrite);
        command.Add(_dryRun);
    }

    /// <summary>Whether <c>-o</c> names one single file.</summary>
    public bool NamesOneFile(ParseResult parsed) => Outputs.NamesOneFile(parsed.GetValue(_output));

    /// <summary>The outputs of one run.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="inputs">Files that no output may fall on.</param>
    /// <param name="results">How many outputs there will be; by default one for each input.</param>
    /// <exception cref="FixPixException"><c>-o</c> names one file for several results.</exception>
    public Outputs For(ParseResult parsed, IReadOnlyList<string> inputs, int? results = null) =>
        new(parsed.GetValue(_output), _suffix, inputs, results ?? inputs.Count) { Overwrite = parsed.GetValue(_overwrite), DryRun = parsed.GetValue(_dryRun) };
}
