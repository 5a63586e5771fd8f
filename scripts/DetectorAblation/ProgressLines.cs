using System.Diagnostics;
using System.Globalization;
using FixPix.Training.Trainers;

namespace FixPix.DetectorAblation;

/// <summary>Lines about where the ablation stands, with the time left at the pace of this run.</summary>
/// <param name="lines">Where they go.</param>
internal sealed class ProgressLines(TextWriter lines)
{
    private const int LinesPerVariant = 20;
    private readonly Stopwatch _watch = Stopwatch.StartNew();
    private long _steps;

    /// <summary>A step is done.</summary>
    /// <param name="variant">Of which variant.</param>
    /// <param name="step">Where it stands.</param>
    /// <param name="behind">Variants that come after it.</param>
    public void Trained(IVariant variant, TrainingReport step, int behind)
    {
        _steps++;
        if (step.Step != step.Steps && step.Step % Math.Max(1, step.Steps / LinesPerVariant) != 0)
        {
            return;
        }

        // Judging what is behind is part of the pace.
        TimeSpan left = _watch.Elapsed / _steps * (step.Steps - step.Step), all = left + (_watch.Elapsed / _steps * step.Steps * behind);
        lines.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{variant.Name}: step {step.Step} of {step.Steps}, loss {step.Loss:g4}, {left.TotalMinutes:0} min left; {behind} variants after it, {all.TotalMinutes:0} min for all"));
    }

    /// <summary>It could not be finished.</summary>
    public void Failed(IVariant variant, FixPixException failure) => lines.WriteLine($"{variant.Name}: left out: {failure.Message}");

    /// <summary>The training is done.</summary>
    public void Judging(IVariant variant) => lines.WriteLine($"{variant.Name}: judging");
}
