using System.CommandLine;
using System.Text;
using System.Text.Json;

namespace FixPix.Cli.Evaluation;

/// <summary>Where the report goes. Checked before anything is measured, since that takes long.</summary>
internal sealed class EvaluationOutputs
{
    private static readonly JsonSerializerOptions s_indented = new() { WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly Option<string[]> _reports = new("--output", "-o") { Description = "The report: .md for people, .json for machines; once for each.", HelpName = "file", AllowMultipleArgumentsPerToken = false };
    private readonly Option<string?> _alarms = new("--list-false-alarms") { Description = "What is marked where nothing was put in, as a table (.csv) to look at.", HelpName = "file" };
    private readonly Option<bool> _overwrite = new("--overwrite") { Description = "Replace files that are there already (never an input)." };

    public void AddTo(Command command)
    {
        command.Add(_reports);
        command.Add(_alarms);
        command.Add(_overwrite);
    }

    /// <summary>Whether frames without injected defects are needed.</summary>
    public bool ListsFalseAlarms(ParseResult parsed) => parsed.GetValue(_alarms) is not null;

    /// <exception cref="FixPixException">A file has another ending, no folder, is there already, or is an input.</exception>
    public void Check(ParseResult parsed, IReadOnlyList<string> inputs)
    {
        foreach (string path in Reports(parsed).Append(parsed.GetValue(_alarms)).OfType<string>())
        {
            string[] endings = path == parsed.GetValue(_alarms) ? [".csv"] : [".md", ".json"];
            if (!endings.Contains(Path.GetExtension(path)))
            {
                throw new FixPixException($"{path}: a file that ends in {string.Join(" or ", endings)} expected");
            }

            if (Path.GetDirectoryName(Path.GetFullPath(path)) is string folder && !Directory.Exists(folder))
            {
                throw new FixPixException($"{path}: there is no folder {folder}");
            }

            new Outputs(path, "", inputs, 1) { Overwrite = parsed.GetValue(_overwrite), DryRun = false }.Claim(path, "");
        }
    }

    /// <summary>Writes all that was asked for.</summary>
    public void Write(ParseResult parsed, EvaluationReport report, FixPix.Evaluation.Evaluator evaluator)
    {
        foreach (string path in Reports(parsed))
        {
            Write(parsed, path, Path.GetExtension(path) == ".json" ? EvaluationJson.Document(report).ToJsonString(s_indented) + "\n" : EvaluationMarkdown.Text(report));
        }

        if (parsed.GetValue(_alarms) is string alarms)
        {
            Write(parsed, alarms, FalseAlarmTable.Text(evaluator.FalseAlarms));
        }
    }

    private IEnumerable<string> Reports(ParseResult parsed) => (parsed.GetValue(_reports) ?? []).DistinctBy(Path.GetFullPath);

    private void Write(ParseResult parsed, string path, string text) =>
        AtomicFile.Write(path, parsed.GetValue(_overwrite), stream => stream.Write(Encoding.UTF8.GetBytes(text)));
}
