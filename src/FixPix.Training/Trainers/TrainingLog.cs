using System.Globalization;
using System.Text;

namespace FixPix.Training.Trainers;

/// <summary>
/// What a training went through, as a CSV file that a spreadsheet reads: one line a step, with the goal's measures for each rate where the step was judged. A resumed training
/// goes on in the same file, without the lines behind its checkpoint.
/// </summary>
public sealed class TrainingLog : IDisposable
{
    private readonly StreamWriter _lines;
    private readonly IReadOnlyList<double> _rates;
    private readonly int _measures;

    /// <summary>Opens the log, or begins it.</summary>
    /// <param name="path">The file.</param>
    /// <param name="measures">Names of what is measured.</param>
    /// <param name="rates">The shares of bad sites that validations judge at.</param>
    /// <param name="step">Where the training goes on: lines of later steps are dropped.</param>
    /// <exception cref="FixPixException">It cannot be written.</exception>
    public TrainingLog(string path, IReadOnlyList<string> measures, IReadOnlyList<double> rates, long step)
    {
        ArgumentNullException.ThrowIfNull(measures);
        ArgumentNullException.ThrowIfNull(rates);
        (_rates, _measures) = (rates, measures.Count);
        string header = $"step,seconds,loss,learning-rate,{string.Join(',', measures)},wait-seconds"
            + string.Concat(rates.SelectMany(rate => measures.Select(measure => string.Create(CultureInfo.InvariantCulture, $",{measure}@{rate}"))));
        try
        {
            string[] kept = File.Exists(path) ? [.. File.ReadLines(path).Skip(1).TakeWhile(line => StepOf(line) <= step)] : [];
            AtomicFile.Write(path, overwrite: true, file => file.Write(Encoding.UTF8.GetBytes(string.Concat(kept.Prepend(header).Select(static line => line + "\n")))));
            _lines = new StreamWriter(path, append: true);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new FixPixException($"{path}: the log cannot be written: {failure.Message}", failure);
        }
    }

    /// <summary>Adds a line.</summary>
    /// <param name="report">Where the training stands.</param>
    /// <param name="seconds">How long this run of it has taken.</param>
    public void Add(TrainingReport report, double seconds)
    {
        ArgumentNullException.ThrowIfNull(report);
        StringBuilder line = new();
        line.Append(CultureInfo.InvariantCulture, $"{report.Step},{seconds:f2},{report.Loss:g6},{report.Rate:g4}{Columns(report.Training)},{report.WaitSeconds:f3}");
        foreach (double rate in _rates)
        {
            line.Append(report.Validation is { } judged && judged.TryGetValue(rate, out IReadOnlyList<double>? values) ? Columns(values) : new string(',', _measures));
        }

        _lines.WriteLine(line);
        _lines.Flush();
    }

    /// <inheritdoc/>
    public void Dispose() => _lines.Dispose();

    private static string Columns(IReadOnlyList<double> values) => string.Concat(values.Select(static value => string.Create(CultureInfo.InvariantCulture, $",{value:f5}")));

    private static long StepOf(string line) => long.TryParse(line.AsSpan(0, Math.Max(0, line.IndexOf(','))), NumberStyles.None, CultureInfo.InvariantCulture, out long step) ? step : long.MaxValue;
}
