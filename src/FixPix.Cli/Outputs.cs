namespace FixPix.Cli;

/// <summary>The outputs of one run of a command. No two results get the same file, and none an input.</summary>
internal sealed class Outputs
{
    private readonly string? _output;
    private readonly string _suffix;
    private readonly HashSet<string> _inputs;
    private readonly Dictionary<string, string> _claimed = [];

    /// <param name="output">What <c>-o</c> says, or null.</param>
    /// <param name="suffix">What is put behind the input's name where <c>-o</c> names no file.</param>
    /// <param name="inputs">Files that no output may fall on.</param>
    /// <param name="results">How many outputs there will be.</param>
    public Outputs(string? output, string suffix, IReadOnlyList<string> inputs, int results)
    {
        (_output, _suffix) = (output, suffix);
        _inputs = [.. inputs.Select(Path.GetFullPath)];
        if (results > 1 && NamesOneFile(output))
        {
            throw new FixPixException($"-o {output}: one file for {results} results; give a folder (ending in /) or a pattern with {{name}}");
        }
    }

    public required bool Overwrite { get; init; }

    public required bool DryRun { get; init; }

    /// <summary>Further files that no output may fall on.</summary>
    public void AlsoInputs(IEnumerable<string> inputs) => _inputs.UnionWith(inputs.Select(Path.GetFullPath));

    private bool IsPattern => _output is not null && _output.Contains("{name}", StringComparison.Ordinal);

    private bool IsFolder => _output is not null && (Path.EndsInDirectorySeparator(_output) || Directory.Exists(_output));

    /// <summary>Whether <c>-o</c> names one single file.</summary>
    public static bool NamesOneFile(string? output) =>
        output is not null && !output.Contains("{name}", StringComparison.Ordinal) && !Path.EndsInDirectorySeparator(output) && !Directory.Exists(output);

    /// <summary>The output for one input, and this input's alone from now on.</summary>
    /// <param name="input">The input's path.</param>
    /// <param name="extension">The ending, with its dot, where <c>-o</c> does not give one.</param>
    /// <exception cref="FixPixException">Another result has it, it is an input, or it is there and must stay.</exception>
    public string Claim(string input, string extension)
    {
        string path = Name(input, extension);
        string full = Path.GetFullPath(path);
        if (!_claimed.TryAdd(full, input))
        {
            throw new FixPixException($"{input}: {path} is already the output for {_claimed[full]}; a pattern with {{name}} keeps them apart");
        }

        if (_inputs.Contains(full))
        {
            throw new FixPixException($"{path}: is an input, which is never written to");
        }

        if (!Overwrite && File.Exists(full))
        {
            throw new FixPixException($"{path}: exists already; --overwrite replaces it");
        }

        if (!DryRun && (IsPattern || IsFolder) && Path.GetDirectoryName(full) is string folder)
        {
            Directory.CreateDirectory(folder);
        }

        return path;
    }

    private string Name(string input, string extension)
    {
        string name = Path.GetFileNameWithoutExtension(input);
        if (_output is null)
        {
            return Path.Combine(Path.GetDirectoryName(input) ?? "", name + _suffix + extension);
        }

        return IsPattern ? _output.Replace("{name}", name, StringComparison.Ordinal).Replace("{ext}", extension, StringComparison.Ordinal)
            : IsFolder ? Path.Combine(_output, name + _suffix + extension)
            : _output;
    }
}
