using System.Diagnostics;
using System.Globalization;
using FixPix.Training.Trainers;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace FixPix.Cli;

/// <summary>What a person sees of a training: step, loss, speed, time left, and the goal's measures by rate from the last validation.</summary>
/// <param name="firstStep">Where this run goes on.</param>
/// <param name="cropsPerStep">Crops of a step.</param>
/// <param name="measures">Names of what is measured.</param>
internal sealed class TrainingDisplay(long firstStep, int cropsPerStep, IReadOnlyList<string> measures)
{
    private readonly Stopwatch _watch = Stopwatch.StartNew();
    private IReadOnlyDictionary<double, IReadOnlyList<double>>? _judged;
    private double _loss = double.NaN, _wait;

    /// <summary>How long this run has taken.</summary>
    public double Seconds => _watch.Elapsed.TotalSeconds;

    /// <summary>The share of it that steps waited for their crops.</summary>
    public double WaitShare => _wait / Seconds;

    /// <summary>Takes a report.</summary>
    public void Add(TrainingReport report)
    {
        // Smoothed over some tens of steps: a single batch says little.
        _loss = double.IsNaN(_loss) ? report.Loss : (0.97 * _loss) + (0.03 * report.Loss);
        _wait += report.WaitSeconds;
        _judged = report.Validation ?? _judged;
    }

    /// <summary>Draws where the training stands.</summary>
    public IRenderable Draw(TrainingReport report)
    {
        double perStep = Seconds / Math.Max(1, report.Step - firstStep);
        TimeSpan left = TimeSpan.FromSeconds(perStep * (report.Steps - report.Step));
        string line = string.Create(
            CultureInfo.InvariantCulture,
            $"step {report.Step}/{report.Steps}  loss {_loss:f4}  {cropsPerStep / perStep:f1} crops/s  waited {WaitShare:p0}  learning rate {report.Rate:g2}  left {left:hh\\:mm\\:ss}");
        return _judged is null ? new Text(line) : new Rows(new Text(line), Judged(_judged));
    }

    private Table Judged(IReadOnlyDictionary<double, IReadOnlyList<double>> judged)
    {
        Table table = new Table().Border(TableBorder.Minimal).AddColumn("bad sites");
        foreach (double rate in judged.Keys)
        {
            table.AddColumn(rate.ToString("0.##%", CultureInfo.InvariantCulture));
        }

        foreach ((int index, string measure) in measures.Index())
        {
            table.AddRow([measure, .. judged.Values.Select(values => values[index].ToString("f4", CultureInfo.InvariantCulture))]);
        }

        return table;
    }
}
